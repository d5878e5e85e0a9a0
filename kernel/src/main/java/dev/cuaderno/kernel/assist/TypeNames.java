package dev.cuaderno.kernel.assist;

import dev.cuaderno.kernel.assist.Candidates.Nearness;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/// Names of types: those that imports make visible, and those that an import could.
final class TypeNames {

    /// Reading a type's file takes time.
    private static final int MOST_LOOKED_AT = 80;

    private static final int MOST_UNIMPORTED = 25;

    private final TypeIndex index;
    private final Imported imported;
    private final Offers offers;
    private final Outline session;

    TypeNames(TypeIndex index, Imported imported, Offers offers, Outline session) {
        this.index = index;
        this.imported = imported;
        this.offers = offers;
        this.session = session;
    }

    /// Takes an element that a static import makes visible.
    interface Taker {
        void add(Element element, DeclaredType receiver, Nearness nearness, boolean nameOnly);
    }

    void addTo(Candidates candidates, Analysis analysis, Predicate<TypeElement> wanted) {
        if (!candidates.hasPrefix()) {
            return;
        }
        var hidden = new ArrayList<TypeIndex.Entry>();
        for (var entry : index.beginningWith(candidates.prefix())) {
            if (!imported.sees(entry)) {
                hidden.add(entry);
                continue;
            }
            var type = publicType(analysis, entry);
            if (type != null && wanted.test(type)) {
                candidates.add(
                        entry.name(),
                        entry.name(),
                        Names.icon(type),
                        entry::qualified,
                        false,
                        Nearness.VISIBLE);
            }
        }
        imported.types()
                .forEach((name, qualified) -> addNested(candidates, analysis, name, qualified));
        addUnimported(candidates, analysis, hidden, wanted, false);
    }

    /// A nested type that is imported by name.
    private static void addNested(
            Candidates candidates, Analysis analysis, String name, String qualified) {
        if (candidates.takes(name)) {
            var type = analysis.elements.getTypeElement(qualified);
            if (type != null && type.getEnclosingElement() instanceof TypeElement) {
                candidates.add(
                        name, name, Names.icon(type), () -> qualified, false, Nearness.VISIBLE);
            }
        }
    }

    /// One letter would fit too many types to be of help.
    private void addUnimported(
            Candidates candidates,
            Analysis analysis,
            List<TypeIndex.Entry> hidden,
            Predicate<TypeElement> wanted,
            boolean isNew) {
        if (candidates.prefix().length() < 2) {
            return;
        }
        var count = 0;
        var looked = 0;
        for (var entry : hidden) {
            if (count == MOST_UNIMPORTED || looked++ == MOST_LOOKED_AT) {
                break;
            }
            var type = publicType(analysis, entry);
            if (type != null && wanted.test(type)) {
                count++;
                // Only one type can have the simple name; the others are written in full.
                var isFirst = !isTaken(entry.name()) && offers.offer(entry, imported);
                var text = isFirst ? entry.name() : entry.qualified();
                candidates.add(
                        entry.name(),
                        isNew ? constructed(text, type) : text,
                        Names.icon(type) + " \u00b7 " + entry.packageName(),
                        () -> "import " + entry.qualified(),
                        false,
                        Nearness.DISTANT);
            }
        }
    }

    /// Whether a simple name means something already.
    private boolean isTaken(String name) {
        return session.named(name).isPresent()
                || index.named(name).stream().anyMatch(imported::sees);
    }

    /// Behind `new` and the like.
    void addConstructed(
            Candidates candidates, Analysis analysis, boolean isNew, Expected expected) {
        Predicate<TypeElement> wanted =
                type ->
                        !isNew
                                || (type.getKind() != ElementKind.ANNOTATION_TYPE
                                        && type.getKind() != ElementKind.ENUM
                                        && hasConstructor(type));
        var hidden = new ArrayList<TypeIndex.Entry>();
        for (var entry : candidatesFor(candidates, analysis, expected)) {
            if (!imported.sees(entry)) {
                hidden.add(entry);
                continue;
            }
            var type = publicType(analysis, entry);
            if (type == null || !wanted.test(type)) {
                continue;
            }
            var fits = fits(analysis, expected, type);
            if (fits || candidates.hasPrefix()) {
                candidates.add(
                        entry.name(),
                        isNew ? constructed(entry.name(), type) : entry.name(),
                        Names.icon(type),
                        entry::qualified,
                        fits && !type.getModifiers().contains(Modifier.ABSTRACT),
                        Nearness.VISIBLE);
            }
        }
        if (candidates.hasPrefix()) {
            addUnimported(candidates, analysis, hidden, wanted, isNew);
        }
    }

    private List<TypeIndex.Entry> candidatesFor(
            Candidates candidates, Analysis analysis, Expected expected) {
        if (candidates.hasPrefix()) {
            return index.beginningWith(candidates.prefix());
        }
        var near = new ArrayList<TypeIndex.Entry>();
        for (var type : expected.types()) {
            if (type instanceof DeclaredType declared
                    && declared.asElement().getEnclosingElement() instanceof PackageElement own) {
                // Behind `new` alone, what is expected is all that helps.
                near.addAll(
                        index.subtypes(
                                declared.asElement().toString(),
                                own.getQualifiedName().toString(),
                                entry -> isOfType(analysis, entry, type)));
            }
        }
        return near;
    }

    private static boolean isOfType(Analysis analysis, TypeIndex.Entry entry, TypeMirror expected) {
        var type = publicType(analysis, entry);
        return type != null
                && analysis.types.isSubtype(
                        analysis.types.erasure(type.asType()), analysis.types.erasure(expected));
    }

    private static boolean fits(Analysis analysis, Expected expected, TypeElement type) {
        return !expected.isNone() && expected.fits(analysis.types.erasure(type.asType()));
    }

    private static boolean hasConstructor(TypeElement type) {
        return type.getKind().isInterface()
                || type.getEnclosedElements().stream()
                        .anyMatch(
                                each ->
                                        each.getKind() == ElementKind.CONSTRUCTOR
                                                && !each.getModifiers().contains(Modifier.PRIVATE));
    }

    private static String constructed(String name, TypeElement type) {
        var arguments = type.getTypeParameters().isEmpty() ? "" : "<>";
        var takesNone =
                type.getEnclosedElements().stream()
                        .filter(each -> each.getKind() == ElementKind.CONSTRUCTOR)
                        .allMatch(each -> ((ExecutableElement) each).getParameters().isEmpty());
        return name + arguments + (takesNone ? "()" : "(");
    }

    /// A type of the session, or one nested in another.
    void addType(
            Candidates candidates,
            Analysis analysis,
            TypeElement type,
            boolean isNew,
            Expected expected) {
        var name = type.getSimpleName().toString();
        var fits = isNew && fits(analysis, expected, type);
        if (!candidates.takes(name)
                || (isNew && !hasConstructor(type))
                || (isNew && !fits && !expected.isNone() && !candidates.hasPrefix())) {
            return;
        }
        candidates.add(
                name,
                isNew ? constructed(name, type) : name,
                Names.icon(type),
                () -> Names.heading(type).lines().findFirst().orElse(""),
                fits,
                Nearness.OWN);
    }

    private static TypeElement publicType(Analysis analysis, TypeIndex.Entry entry) {
        try {
            var type = analysis.elements.getTypeElement(entry.qualified());
            return type != null && type.getModifiers().contains(Modifier.PUBLIC) ? type : null;
        } catch (RuntimeException | AssertionError unreadable) {
            return null;
        }
    }

    boolean isPackage(String name) {
        return !index.below(name).isEmpty() || !index.inPackage(name).isEmpty();
    }

    /// What is in a package: packages and public types.
    void addPackage(
            Candidates candidates,
            Analysis analysis,
            String packageName,
            boolean isNew,
            Expected expected) {
        for (var entry : index.inPackage(packageName)) {
            if (candidates.takes(entry.name())) {
                var type = publicType(analysis, entry);
                if (type != null) {
                    addType(candidates, analysis, type, isNew, expected);
                }
            }
        }
        for (var name : index.below(packageName)) {
            candidates.add(name, "module", Nearness.INHERITED);
        }
    }

    /// The type that an unknown simple name would mean after an import; null where none.
    TypeElement unimported(String name, Analysis analysis) {
        for (var entry : index.named(name)) {
            var type = publicType(analysis, entry);
            if (type != null) {
                offers.offer(entry, imported);
                return type;
            }
        }
        return null;
    }

    void addStaticImports(Candidates candidates, Analysis analysis, Taker taker) {
        for (var owner : imported.statics()) {
            addStatics(analysis, owner, null, taker);
        }
        imported.members()
                .forEach(
                        (name, owner) -> {
                            if (candidates.takes(name)) {
                                addStatics(analysis, owner, name, taker);
                            }
                        });
    }

    private static void addStatics(Analysis analysis, String owner, String name, Taker taker) {
        var type = analysis.elements.getTypeElement(owner);
        if (type == null) {
            return;
        }
        for (var member : analysis.elements.getAllMembers(type)) {
            if (member.getModifiers().contains(Modifier.STATIC)
                    && member.getModifiers().contains(Modifier.PUBLIC)
                    && !Completer.isType(member)
                    && (name == null || member.getSimpleName().contentEquals(name))) {
                taker.add(member, (DeclaredType) type.asType(), Nearness.INHERITED, false);
            }
        }
    }
}
