package dev.cuaderno.kernel.assist;

import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.util.TreePath;

import java.util.ArrayList;
import java.util.List;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;

/// All methods that a name could mean.
final class Overloads {

    private Overloads() {}

    /// @param seen its type where it is called, with the type arguments of the receiver
    record Seen(ExecutableElement element, ExecutableType seen) {}

    /// The methods that `path`, a name or a name behind a dot, could mean.
    static List<Seen> of(Analysis analysis, TreePath path) {
        return switch (path.getLeaf()) {
            case MemberSelectTree select ->
                    named(
                            analysis,
                            receiver(analysis, new TreePath(path, select.getExpression())),
                            select.getIdentifier().toString());
            case MemberReferenceTree reference ->
                    named(
                            analysis,
                            receiver(
                                    analysis,
                                    new TreePath(path, reference.getQualifierExpression())),
                            reference.getName().toString());
            case IdentifierTree name -> enclosing(analysis, path, name.getName().toString());
            default -> List.of();
        };
    }

    /// The type that members are looked up in: of a variable its own, of a type variable its bound.
    static TypeMirror receiver(Analysis analysis, TreePath expression) {
        var type = analysis.trees.getTypeMirror(expression);
        if (type == null) {
            var element = analysis.trees.getElement(expression);
            type = element instanceof TypeElement named ? named.asType() : null;
        }
        return upper(type);
    }

    static TypeMirror upper(TypeMirror type) {
        return switch (type) {
            case TypeVariable variable -> upper(variable.getUpperBound());
            case javax.lang.model.type.WildcardType wildcard -> upper(wildcard.getExtendsBound());
            case null, default -> type;
        };
    }

    private static List<Seen> named(Analysis analysis, TypeMirror type, String name) {
        if (type == null || type.getKind() != TypeKind.DECLARED) {
            return List.of();
        }
        var declared = (DeclaredType) type;
        return all(analysis, declared, ((TypeElement) declared.asElement()), name);
    }

    private static List<Seen> all(
            Analysis analysis, DeclaredType receiver, TypeElement type, String name) {
        var found = new ArrayList<Seen>();
        for (var member : analysis.elements.getAllMembers(type)) {
            if (member instanceof ExecutableElement method
                    && method.getSimpleName().contentEquals(name)) {
                found.add(new Seen(method, seen(analysis, receiver, method)));
            }
        }
        return found;
    }

    static List<Seen> constructors(Analysis analysis, DeclaredType type) {
        var found = new ArrayList<Seen>();
        for (var member : type.asElement().getEnclosedElements()) {
            if (member.getKind() == ElementKind.CONSTRUCTOR) {
                var constructor = (ExecutableElement) member;
                found.add(new Seen(constructor, seen(analysis, type, constructor)));
            }
        }
        return found;
    }

    private static ExecutableType seen(
            Analysis analysis, DeclaredType receiver, ExecutableElement method) {
        try {
            return (ExecutableType) analysis.types.asMemberOf(receiver, method);
        } catch (IllegalArgumentException notItsMember) {
            return (ExecutableType) method.asType();
        }
    }

    private static List<Seen> enclosing(Analysis analysis, TreePath path, String name) {
        var element = analysis.trees.getElement(path);
        if (element instanceof ExecutableElement method
                && method.getEnclosingElement() instanceof TypeElement owner) {
            return all(analysis, (DeclaredType) owner.asType(), owner, name);
        }
        for (var scope = analysis.scope(path); scope != null; scope = scope.getEnclosingScope()) {
            Element type = scope.getEnclosingClass();
            if (type instanceof TypeElement owner) {
                var found = all(analysis, (DeclaredType) owner.asType(), owner, name);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return List.of();
    }
}
