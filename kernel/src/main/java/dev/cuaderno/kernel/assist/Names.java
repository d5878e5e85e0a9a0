package dev.cuaderno.kernel.assist;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/// How elements and types are written for a reader: without packages.
final class Names {

    private static final Pattern QUALIFIER = Pattern.compile("\\b(?:[a-z_][\\w$]*\\.)+(?=[A-Z_$])");
    private static final Pattern OWN = Pattern.compile("\\$(?:Session|\\d+)\\.");
    private static final Pattern CAPTURED =
            Pattern.compile("capture#\\d+ of (\\?(?: (?:extends|super) )?)");
    private static final Pattern ANNOTATION = Pattern.compile("@[\\w.]+(?:\\([^)]*\\))? ");

    private Names() {}

    static String of(TypeMirror type) {
        return written(type.toString());
    }

    /// The text of a type without packages.
    static String written(String type) {
        var text = ANNOTATION.matcher(type).replaceAll("");
        text = CAPTURED.matcher(text).replaceAll("$1");
        text = QUALIFIER.matcher(text).replaceAll("");
        return OWN.matcher(text).replaceAll("").replace(",", ", ").replaceAll(",\\s+", ", ");
    }

    /// For instance `int indexOf(Object o)`.
    ///
    /// @param seen the method's type at the place where it is called
    /// @param parameters the names of its parameters; none where they are not known
    static String signature(
            ExecutableElement method, ExecutableType seen, List<String> parameters) {
        var types = seen.getParameterTypes();
        var list =
                java.util.stream.IntStream.range(0, types.size())
                        .mapToObj(
                                i ->
                                        parameter(
                                                        types.get(i),
                                                        method.isVarArgs() && i == types.size() - 1)
                                                + (parameters.isEmpty()
                                                        ? ""
                                                        : " " + parameters.get(i)))
                        .collect(Collectors.joining(", ", "(", ")"));
        if (method.getKind() == ElementKind.CONSTRUCTOR) {
            return method.getEnclosingElement().getSimpleName() + list;
        }
        return of(seen.getReturnType()) + " " + method.getSimpleName() + list;
    }

    private static String parameter(TypeMirror type, boolean many) {
        return many && type.getKind() == TypeKind.ARRAY
                ? of(((ArrayType) type).getComponentType()) + "..."
                : of(type);
    }

    static List<String> parameters(ExecutableElement method) {
        return method.getParameters().stream()
                .map(each -> each.getSimpleName().toString())
                .toList();
    }

    /// For instance `public final class String implements Comparable<String>`.
    static String heading(TypeElement type) {
        var text = new StringBuilder();
        type.getModifiers().stream()
                .map(Object::toString)
                .filter(
                        each ->
                                !each.equals("static")
                                        || type.getEnclosingElement().getKind().isClass())
                .filter(each -> !isImplied(type, each))
                .filter(each -> !isOwn(type.getEnclosingElement()) || !each.equals("static"))
                .forEach(each -> text.append(each).append(' '));
        text.append(kindWord(type.getKind())).append(' ').append(type.getSimpleName());
        if (!type.getTypeParameters().isEmpty()) {
            text.append(
                    type.getTypeParameters().stream()
                            .map(Names::typeParameter)
                            .collect(Collectors.joining(", ", "<", ">")));
        }
        if (type.getKind() == ElementKind.RECORD) {
            text.append(
                    type.getRecordComponents().stream()
                            .map(each -> of(each.asType()) + " " + each.getSimpleName())
                            .collect(Collectors.joining(", ", "(", ")")));
        }
        var parent = type.getSuperclass();
        if (parent.getKind() != TypeKind.NONE
                && type.getKind() == ElementKind.CLASS
                && !parent.toString().equals("java.lang.Object")) {
            text.append("\n    extends ").append(of(parent));
        }
        append(
                text,
                type.getKind() == ElementKind.INTERFACE ? "\n    extends " : "\n    implements ",
                type.getInterfaces());
        append(text, "\n    permits ", type.getPermittedSubclasses());
        return text.toString();
    }

    private static boolean isImplied(TypeElement type, String modifier) {
        return switch (type.getKind()) {
            case RECORD -> modifier.equals("final") || modifier.equals("static");
            case ENUM -> modifier.equals("final") || modifier.equals("static");
            case INTERFACE, ANNOTATION_TYPE ->
                    modifier.equals("abstract") || modifier.equals("static");
            default -> false;
        };
    }

    private static void append(StringBuilder text, String word, List<? extends TypeMirror> types) {
        if (!types.isEmpty()) {
            text.append(word)
                    .append(types.stream().map(Names::of).collect(Collectors.joining(", ")));
        }
    }

    static String typeParameter(javax.lang.model.element.TypeParameterElement parameter) {
        var bounds =
                parameter.getBounds().stream()
                        .map(Names::of)
                        .filter(each -> !each.equals("Object"))
                        .collect(Collectors.joining(" & "));
        return parameter.getSimpleName() + (bounds.isEmpty() ? "" : " extends " + bounds);
    }

    static String kindWord(ElementKind kind) {
        return switch (kind) {
            case ANNOTATION_TYPE -> "@interface";
            case CLASS, INTERFACE, ENUM, RECORD -> kind.name().toLowerCase(Locale.ROOT);
            case METHOD -> "method";
            case CONSTRUCTOR -> "class";
            case PACKAGE, MODULE -> "module";
            case ENUM_CONSTANT -> "constant";
            case FIELD -> "field";
            case TYPE_PARAMETER -> "class";
            default -> "instance";
        };
    }

    /// The kind in the words that front ends have icons for.
    static String icon(Element element) {
        return switch (element.getKind()) {
            case ANNOTATION_TYPE -> "interface";
            case FIELD ->
                    element instanceof VariableElement field && field.getConstantValue() != null
                            ? "constant"
                            : isOwn(element.getEnclosingElement()) ? "instance" : "field";
            default -> kindWord(element.getKind());
        };
    }

    /// Whether it is a class that only holds the cell together.
    static boolean isOwn(Element element) {
        return element.getSimpleName().toString().startsWith(Draft.OWN);
    }
}
