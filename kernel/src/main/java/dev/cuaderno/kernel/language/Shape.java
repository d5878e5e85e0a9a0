package dev.cuaderno.kernel.language;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.attribute.NestHostAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// All of a class that the JVM does not let a redefinition change: everything but the bodies of its
/// methods. Two versions of a class can stand for one another where their shapes are equal.
///
/// @param header modifiers, superclass and interfaces
/// @param fields with type and modifiers, in their order
/// @param methods with types and modifiers
/// @param nest the host or the members of the nest
/// @param components of a record, in their order; empty where it is none
/// @param permitted subclasses of a sealed class
record Shape(
        List<String> header,
        List<String> fields,
        Set<String> methods,
        Set<String> nest,
        Optional<List<String>> components,
        Set<String> permitted) {

    static Shape of(byte[] classFile) {
        var model = ClassFile.of().parse(classFile);
        return new Shape(
                header(model),
                model.fields().stream()
                        .map(
                                field ->
                                        field.flags().flagsMask()
                                                + " "
                                                + field.fieldType().stringValue()
                                                + " "
                                                + field.fieldName().stringValue())
                        .toList(),
                model.methods().stream()
                        .map(
                                method ->
                                        method.flags().flagsMask()
                                                + " "
                                                + method.methodName().stringValue()
                                                + method.methodType().stringValue())
                        .collect(Collectors.toSet()),
                nest(model),
                model.findAttribute(Attributes.record())
                        .map(
                                attribute ->
                                        attribute.components().stream()
                                                .map(
                                                        each ->
                                                                each.name().stringValue()
                                                                        + " "
                                                                        + each.descriptor()
                                                                                .stringValue())
                                                .toList()),
                model.findAttribute(Attributes.permittedSubclasses())
                        .map(attribute -> names(attribute.permittedSubclasses()))
                        .orElse(Set.of()));
    }

    private static List<String> header(ClassModel model) {
        var lines = new ArrayList<String>();
        lines.add(String.valueOf(model.flags().flagsMask()));
        lines.add(model.superclass().map(ClassEntry::asInternalName).orElse(""));
        model.interfaces().forEach(each -> lines.add(each.asInternalName()));
        return List.copyOf(lines);
    }

    private static Set<String> nest(ClassModel model) {
        return model.findAttribute(Attributes.nestHost())
                .map(NestHostAttribute::nestHost)
                .map(host -> Set.of(host.asInternalName()))
                .orElseGet(
                        () ->
                                model.findAttribute(Attributes.nestMembers())
                                        .map(attribute -> names(attribute.nestMembers()))
                                        .orElse(Set.of()));
    }

    private static Set<String> names(List<ClassEntry> entries) {
        return entries.stream()
                .map(ClassEntry::asInternalName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
