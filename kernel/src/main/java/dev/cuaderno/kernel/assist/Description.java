package dev.cuaderno.kernel.assist;

import com.sun.source.doctree.DocCommentTree;

import dev.cuaderno.kernel.assist.JavaAssistant.Values;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ExecutableType;

/// Elements described in Markdown: how they are declared, what their documentation says, and, where
/// asked for, their source.
record Description(
        Analysis analysis,
        Sources sources,
        Signatures signatures,
        Outline session,
        Values values,
        int detail) {

    private static final int MOST_OVERLOADS = 20;

    /// The first in full, of the others how they are declared.
    Optional<String> of(List<? extends Element> elements) {
        var first = elements.getFirst();
        var variable = variable(first);
        if (variable.isPresent()) {
            return variable;
        }
        var own =
                Names.isOwn(
                        first.getEnclosingElement() == null ? first : first.getEnclosingElement());
        var text = new StringBuilder();
        if (detail > 0 && source(first, own).isPresent()) {
            text.append(block(source(first, own).get()));
        } else {
            text.append(block(heading(first)));
        }
        comment(first)
                .filter(each -> !each.isEmpty())
                .ifPresent(each -> text.append("\n\n").append(each));
        if (elements.size() > 1) {
            var others =
                    elements.stream()
                            .skip(1)
                            .limit(MOST_OVERLOADS)
                            .map(this::heading)
                            .collect(Collectors.joining("\n"));
            text.append("\n\n**Overloads**\n\n").append(block(others));
        }
        return Optional.of(text.toString().strip());
    }

    /// A declaration of the session that the compiler could not place.
    Optional<String> declared(Outline.Declared declared) {
        if (Inspector.isVariable(declared)) {
            return Optional.of(variable(declared));
        }
        var lines = declared.source().lines().toList();
        return Optional.of(block(detail > 0 ? declared.source() : lines.getFirst()));
    }

    private Optional<String> variable(Element element) {
        if (element.getKind() == ElementKind.FIELD && Names.isOwn(element.getEnclosingElement())) {
            return session.named(element.getSimpleName().toString())
                    .filter(Inspector::isVariable)
                    .map(this::variable);
        }
        return Optional.empty();
    }

    private String variable(Outline.Declared declared) {
        var text = new StringBuilder(block(Names.written(declared.type()) + " " + declared.name()));
        values.of(declared.name()).ifPresent(value -> text.append("\n\n").append(textBlock(value)));
        if (detail > 0) {
            text.append("\n\n").append(block(declared.source()));
        }
        return text.toString();
    }

    private Optional<String> source(Element element, boolean own) {
        if (own) {
            var declared = session.named(element.getSimpleName().toString());
            if (declared.isPresent()) {
                return declared.map(Outline.Declared::source);
            }
        }
        return sources.of(element, analysis.elements).flatMap(file -> file.declaration(element));
    }

    private static String block(String java) {
        return "```java\n" + java.strip() + "\n```";
    }

    private static String textBlock(String text) {
        // A fence that the text cannot contain.
        var fence = text.contains("```") ? "~~~~" : "```";
        return fence + "\n" + text.stripTrailing() + "\n" + fence;
    }

    // ---- headings

    private String heading(Element element) {
        return switch (element) {
            case ModuleElement module -> "module " + module.getQualifiedName();
            case PackageElement pack -> "package " + pack.getQualifiedName();
            case TypeElement type -> owner(type) + Names.heading(type);
            case ExecutableElement method -> method(method);
            case VariableElement field -> field(field);
            default -> element.toString();
        };
    }

    private static String owner(TypeElement type) {
        return type.getEnclosingElement() instanceof PackageElement pack && !pack.isUnnamed()
                ? "package " + pack.getQualifiedName() + ";\n\n"
                : "";
    }

    private String method(ExecutableElement method) {
        var text = new StringBuilder();
        var owner = method.getEnclosingElement();
        var isOwn = Names.isOwn(owner);
        if (method.getModifiers().contains(Modifier.STATIC) && !isOwn) {
            text.append("static ");
        }
        if (!method.getTypeParameters().isEmpty()) {
            text.append(
                    method.getTypeParameters().stream()
                            .map(Names::typeParameter)
                            .collect(Collectors.joining(", ", "<", "> ")));
        }
        var signature =
                Names.signature(
                        method,
                        (ExecutableType) method.asType(),
                        signatures.parameters(analysis, method, true));
        if (method.getKind() != ElementKind.CONSTRUCTOR && !isOwn) {
            // The owner before the name, as it would be called.
            var name = signature.indexOf(method.getSimpleName() + "(");
            text.append(signature, 0, name).append(owner.getSimpleName()).append('.');
            text.append(signature.substring(name));
        } else {
            text.append(signature);
        }
        if (!method.getThrownTypes().isEmpty()) {
            text.append(" throws ")
                    .append(
                            method.getThrownTypes().stream()
                                    .map(Names::of)
                                    .collect(Collectors.joining(", ")));
        }
        return text.toString();
    }

    private String field(VariableElement field) {
        var text = new StringBuilder();
        if (field.getKind() == ElementKind.ENUM_CONSTANT) {
            return field.getEnclosingElement().getSimpleName() + "." + field.getSimpleName();
        }
        if (field.getKind() == ElementKind.FIELD && !Names.isOwn(field.getEnclosingElement())) {
            field.getModifiers().stream()
                    .map(Object::toString)
                    .filter(each -> each.equals("static") || each.equals("final"))
                    .forEach(each -> text.append(each).append(' '));
            text.append(Names.of(field.asType())).append(' ');
            text.append(field.getEnclosingElement().getSimpleName()).append('.');
        } else {
            text.append(Names.of(field.asType())).append(' ');
        }
        text.append(field.getSimpleName());
        if (field.getConstantValue() != null) {
            text.append(" = ")
                    .append(analysis.elements.getConstantExpression(field.getConstantValue()));
        }
        return text.toString();
    }

    // ---- documentation

    private Optional<String> comment(Element element) {
        return commentTree(element)
                .map(
                        tree ->
                                CommentMarkdown.of(
                                        tree, () -> inherited(element).flatMap(this::ownComment)))
                .or(
                        () ->
                                element.getKind() == ElementKind.CONSTRUCTOR
                                        ? comment(element.getEnclosingElement())
                                        : Optional.empty());
    }

    /// The comment of an element, or of what it overrides.
    private Optional<DocCommentTree> commentTree(Element element) {
        return ownComment(element).or(() -> inherited(element).flatMap(this::ownComment));
    }

    private Optional<DocCommentTree> ownComment(Element element) {
        var path = analysis.trees.getPath(element);
        if (path != null) {
            return Optional.ofNullable(analysis.trees.getDocCommentTree(path));
        }
        return sources.of(element, analysis.elements).flatMap(file -> file.comment(element));
    }

    private Optional<Element> inherited(Element element) {
        if (!(element instanceof ExecutableElement method)
                || !(method.getEnclosingElement() instanceof TypeElement owner)) {
            return Optional.empty();
        }
        for (var type : supertypes(owner)) {
            for (var member : type.getEnclosedElements()) {
                if (member instanceof ExecutableElement other
                        && analysis.elements.overrides(method, other, owner)
                        && ownComment(other).isPresent()) {
                    return Optional.of(other);
                }
            }
        }
        return Optional.empty();
    }

    private List<TypeElement> supertypes(TypeElement type) {
        var found = new ArrayList<TypeElement>();
        for (var parent : analysis.types.directSupertypes(type.asType())) {
            if (analysis.types.asElement(parent) instanceof TypeElement element) {
                found.add(element);
                found.addAll(supertypes(element));
            }
        }
        return found;
    }
}
