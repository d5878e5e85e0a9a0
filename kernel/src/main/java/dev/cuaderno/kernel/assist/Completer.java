package dev.cuaderno.kernel.assist;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Scope;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;

import dev.cuaderno.kernel.assist.Assistant.Suggestion;
import dev.cuaderno.kernel.assist.Candidates.Nearness;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/// What could stand at one point of the code.
final class Completer {

    private static final Set<String> BEFORE_TYPES =
            Set.of("new", "extends", "implements", "throws", "permits", "instanceof");

    private final Question question;
    private final Analysis analysis;
    private final TreePath path;
    private final Expected expected;
    private final Candidates candidates;
    private final Signatures signatures;
    private final TypeNames typeNames;
    private Scope scope;

    private Completer(
            Question question,
            Analysis analysis,
            int focus,
            Signatures signatures,
            TypeNames types) {
        this.question = question;
        this.analysis = analysis;
        this.path = analysis.at(focus);
        this.expected = Expected.at(analysis, path);
        this.candidates = new Candidates(question.word());
        this.signatures = signatures;
        this.typeNames = types;
    }

    static List<Suggestion> suggest(
            Question question,
            Analysis analysis,
            int focus,
            Signatures signatures,
            TypeNames types) {
        var completer = new Completer(question, analysis, focus, signatures, types);
        completer.gather();
        signatures.begin();
        return completer.candidates.best();
    }

    private void gather() {
        var previous = question.previous(1);
        scope = analysis.scope(path);
        if (previous.is(".") || previous.is("::")) {
            behindDot();
            return;
        }
        if (previous.is("@")) {
            typeNames.addTo(
                    candidates, analysis, type -> type.getKind() == ElementKind.ANNOTATION_TYPE);
            return;
        }
        if (BEFORE_TYPES.contains(previous.text())) {
            types(previous.text());
            return;
        }
        if (previous.is("case")) {
            cases();
        }
        constants();
        names();
        typeNames.addTo(candidates, analysis, _ -> true);
        Keywords.addTo(candidates, question, expected);
    }

    // ---- behind a dot

    private void behindDot() {
        switch (path.getLeaf()) {
            case MemberSelectTree select ->
                    members(new TreePath(path, select.getExpression()), false);
            case MemberReferenceTree reference ->
                    members(new TreePath(path, reference.getQualifierExpression()), true);
            default -> {}
        }
    }

    private void members(TreePath receiver, boolean isReference) {
        var element = analysis.trees.getElement(receiver);
        var type = Overloads.upper(analysis.trees.getTypeMirror(receiver));
        var written = receiver.getLeaf().toString();
        if (type == null || type.getKind() == TypeKind.ERROR || element instanceof PackageElement) {
            if (typeNames.isPackage(written)) {
                typeNames.addPackage(candidates, analysis, written, isCreated(), expected);
                return;
            }
            // A type that is not imported yet is known all the same.
            var unknown = typeNames.unimported(written, analysis);
            if (unknown == null) {
                return;
            }
            element = unknown;
            type = unknown.asType();
        }
        if (type.getKind() == TypeKind.ARRAY) {
            arrayMembers();
            return;
        }
        if (type instanceof javax.lang.model.type.IntersectionType both) {
            both.getBounds().forEach(each -> members(each, false, isReference));
            return;
        }
        var isType =
                element != null && (element.getKind().isClass() || element.getKind().isInterface());
        members(type, isType, isReference);
        if (isType && !isCreated()) {
            candidates.add(isReference ? "new" : "class", "keyword", Nearness.WORD);
        }
        if (isType && isReference && type.getKind() == TypeKind.DECLARED) {
            members(type, false, true);
        }
    }

    /// Whether the word is the class name behind `new`.
    private boolean isCreated() {
        for (var i = 1; ; i += 2) {
            if (!question.previous(i).is(".")) {
                return question.previous(i).is("new");
            }
        }
    }

    private void arrayMembers() {
        var isInt = expected.fits(analysis.types.getPrimitiveType(TypeKind.INT));
        candidates.add("length", "length", "field", () -> "int", isInt, Nearness.OWN);
        candidates.add("clone", "clone()", "method", () -> "", false, Nearness.INHERITED);
    }

    private void members(TypeMirror type, boolean statics, boolean isReference) {
        if (!(type instanceof DeclaredType declared)) {
            return;
        }
        var owner = (TypeElement) declared.asElement();
        for (var member : analysis.elements.getAllMembers(owner)) {
            var isNested = isType(member);
            var isStatic = member.getModifiers().contains(Modifier.STATIC) || isNested;
            if (isStatic != statics
                    || member.getKind() == ElementKind.CONSTRUCTOR
                    || !isAccessible(member, declared)) {
                continue;
            }
            if (isNested) {
                if (!isReference) {
                    typeNames.addType(
                            candidates, analysis, (TypeElement) member, isCreated(), expected);
                }
            } else if (!isCreated()) {
                add(member, declared, nearness(member, owner), isReference);
            }
        }
    }

    private static Nearness nearness(Element member, TypeElement owner) {
        if (member.getEnclosingElement().equals(owner)) {
            return Nearness.OWN;
        }
        return isOfObject(member) ? Nearness.DISTANT : Nearness.INHERITED;
    }

    private static boolean isOfObject(Element member) {
        return member.getEnclosingElement() instanceof TypeElement type
                && type.getQualifiedName().contentEquals("java.lang.Object");
    }

    private boolean isAccessible(Element member, DeclaredType type) {
        try {
            return analysis.trees.isAccessible(scope, member, type);
        } catch (RuntimeException | AssertionError unclear) {
            return member.getModifiers().contains(Modifier.PUBLIC);
        }
    }

    static boolean isType(Element element) {
        return element.getKind().isClass() || element.getKind().isInterface();
    }

    // ---- names by themselves

    private void names() {
        TypeElement last = null;
        var isStatic = false;
        for (var at = scope; at != null; at = at.getEnclosingScope()) {
            for (var local : at.getLocalElements()) {
                addLocal(local, at);
            }
            var method = at.getEnclosingMethod();
            var type = at.getEnclosingClass();
            if (type == null) {
                break;
            }
            isStatic |= method != null && method.getModifiers().contains(Modifier.STATIC);
            if (!type.equals(last)) {
                membersAround(type, isStatic);
                last = type;
            }
            isStatic &= Names.isOwn(type);
        }
        typeNames.addStaticImports(candidates, analysis, this::add);
    }

    private void addLocal(Element local, Scope at) {
        var name = local.getSimpleName().toString();
        if (name.equals("this") || name.equals("super")) {
            if (at.getEnclosingClass() != null && !Names.isOwn(at.getEnclosingClass())) {
                candidates.add(name, "keyword", Nearness.LOCAL);
            }
            return;
        }
        if (isType(local)) {
            if (!name.startsWith(Draft.OWN)) {
                typeNames.addType(candidates, analysis, (TypeElement) local, false, expected);
            }
        } else if (!name.startsWith(Draft.OWN) && !isBeingDeclared(local)) {
            add(local, null, Nearness.LOCAL, false);
        }
    }

    /// `int x = |`: x itself has no value yet.
    private boolean isBeingDeclared(Element local) {
        for (var at = path; at != null; at = at.getParentPath()) {
            if (at.getLeaf() instanceof VariableTree variable
                    && local.getSimpleName().contentEquals(variable.getName())) {
                return true;
            }
            if (at.getLeaf() instanceof BlockTree) {
                return false;
            }
        }
        return false;
    }

    private void membersAround(TypeElement type, boolean isStatic) {
        var own = Names.isOwn(type);
        for (var member : analysis.elements.getAllMembers(type)) {
            var name = member.getSimpleName().toString();
            if (name.startsWith(Draft.OWN)
                    || member.getKind() == ElementKind.CONSTRUCTOR
                    || (own && isOfObject(member))
                    || (isStatic && !own && !member.getModifiers().contains(Modifier.STATIC))) {
                continue;
            }
            if (isType(member)) {
                typeNames.addType(candidates, analysis, (TypeElement) member, false, expected);
            } else if (isAccessible(member, (DeclaredType) type.asType())) {
                add(
                        member,
                        (DeclaredType) type.asType(),
                        own ? Nearness.OWN : nearness(member, type),
                        false);
            }
        }
    }

    private void types(String word) {
        var isNew = word.equals("new");
        for (var at = scope; at != null; at = at.getEnclosingScope()) {
            at.getLocalElements().forEach(each -> addOwnType(each, isNew));
            if (at.getEnclosingClass() == null) {
                break;
            }
            analysis.elements
                    .getAllMembers(at.getEnclosingClass())
                    .forEach(each -> addOwnType(each, isNew));
        }
        typeNames.addConstructed(candidates, analysis, isNew, expected);
    }

    private void addOwnType(Element element, boolean isNew) {
        if (isType(element) && !element.getSimpleName().toString().startsWith(Draft.OWN)) {
            typeNames.addType(candidates, analysis, (TypeElement) element, isNew, expected);
        }
    }

    /// Behind `case`: the constants of an enum, the types that a sealed one permits.
    private void cases() {
        for (var at = path; at != null; at = at.getParentPath()) {
            if (!(at.getLeaf() instanceof CaseTree)) {
                continue;
            }
            var around = at.getParentPath();
            var selector =
                    switch (around.getLeaf()) {
                        case SwitchTree one -> one.getExpression();
                        case SwitchExpressionTree one -> one.getExpression();
                        default -> null;
                    };
            var type =
                    selector == null
                            ? null
                            : analysis.trees.getTypeMirror(new TreePath(around, selector));
            if (type instanceof DeclaredType declared) {
                var element = (TypeElement) declared.asElement();
                for (var constant : element.getEnclosedElements()) {
                    if (constant.getKind() == ElementKind.ENUM_CONSTANT) {
                        var name = constant.getSimpleName().toString();
                        candidates.add(
                                name, name, "constant", () -> Names.of(type), true, Nearness.LOCAL);
                    }
                }
                for (var permitted : element.getPermittedSubclasses()) {
                    var name = Names.of(analysis.types.erasure(permitted));
                    candidates.add(name, name, "class", () -> "", true, Nearness.LOCAL);
                }
            }
            return;
        }
    }

    /// Where a constant of an enum is expected, all of them, with the enum's name before them.
    private void constants() {
        for (var type : expected.types()) {
            if (type instanceof DeclaredType declared
                    && declared.asElement().getKind() == ElementKind.ENUM) {
                var owner = Names.of(type);
                for (var constant : declared.asElement().getEnclosedElements()) {
                    if (constant.getKind() == ElementKind.ENUM_CONSTANT) {
                        var text = owner + "." + constant.getSimpleName();
                        candidates.add(text, text, "constant", () -> owner, true, Nearness.OWN);
                    }
                }
            }
        }
    }

    // ---- one element

    private void add(Element element, DeclaredType receiver, Nearness nearness, boolean nameOnly) {
        var name = element.getSimpleName().toString();
        if (!candidates.takes(name)) {
            return;
        }
        var seen = seen(element, receiver);
        var fits = !expected.isNone() && expected.fits(Expected.valueOf(element, seen));
        Supplier<String> signature = () -> Names.of(seen);
        var text = name;
        if (element instanceof ExecutableElement method && seen instanceof ExecutableType type) {
            signature = () -> signatures.of(analysis, method, type);
            text = nameOnly ? name : name + (method.getParameters().isEmpty() ? "()" : "(");
        }
        candidates.add(name, text, Names.icon(element), signature, fits, nearness);
    }

    private TypeMirror seen(Element element, DeclaredType receiver) {
        if (receiver == null) {
            return element.asType();
        }
        try {
            return analysis.types.asMemberOf(receiver, element);
        } catch (IllegalArgumentException notItsMember) {
            return element.asType();
        }
    }
}
