package dev.cuaderno.kernel.assist;

import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.util.TreePath;

import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.kernel.assist.JavaAssistant.Values;

import jdk.jshell.Snippet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;

/// Tells what stands at one point of the code.
///
/// @param values tells the values of the session's variables
record Inspector(
        Outline session,
        Compiler compiler,
        Sources sources,
        Signatures signatures,
        TypeIndex index,
        Values values) {

    Optional<MimeBundle> inspect(String code, int cursor, int detail) {
        var around = Question.around(code, cursor);
        if (around != null && around.kind() == Token.Kind.COMMENT) {
            return Optional.empty();
        }
        return at(code, around == null ? cursor : around.begin(), detail).map(Inspector::bundle);
    }

    static MimeBundle bundle(String markdown) {
        return MimeBundle.text(Rendered.plain(markdown))
                .with(MimeBundle.MARKDOWN, markdown)
                .with(MimeBundle.HTML, Rendered.html(markdown));
    }

    private Optional<String> at(String code, int cursor, int detail) {
        var question = Question.inspecting(code, cursor);
        if (isName(question.word())) {
            var found = named(question, detail);
            if (found.isPresent()) {
                return found;
            }
        }
        return call(question)
                .flatMap(name -> named(Question.inspecting(code, name.begin()), detail));
    }

    private static boolean isName(String word) {
        return !word.isEmpty()
                && !Character.isDigit(word.charAt(0))
                && !SourceVersion.isKeyword(word);
    }

    /// The name of the method in whose arguments, or right behind whose call, the cursor stands.
    private static Optional<Token> call(Question question) {
        var tokens = question.before();
        var brackets = Brackets.after(tokens);
        for (var open : brackets.open()) {
            if (open.sign().equals("{")) {
                break;
            }
            var name = nameBefore(tokens, open.index());
            if (open.sign().equals("(") && name.isPresent()) {
                return name;
            }
        }
        if (question.previous(1).is(")")) {
            var depth = 0;
            for (var i = tokens.size() - 1; i >= 0; i--) {
                depth +=
                        tokens.get(i).kind() == Token.Kind.SIGN
                                ? Fragment.depthChange(tokens.get(i))
                                : 0;
                if (depth == 0) {
                    return nameBefore(tokens, i);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Token> nameBefore(List<Token> tokens, int open) {
        var at = open - 1;
        if (at >= 0 && tokens.get(at).is(">")) {
            // `new ArrayList<String>(`
            var depth = 0;
            do {
                depth += tokens.get(at).is(">") ? 1 : tokens.get(at).is("<") ? -1 : 0;
                at--;
            } while (at >= 0 && depth > 0);
        }
        return at >= 0 && tokens.get(at).isWord() && isName(tokens.get(at).text())
                ? Optional.of(tokens.get(at))
                : Optional.empty();
    }

    private Optional<String> named(Question question, int detail) {
        var statement = question.statement();
        if (!statement.isEmpty() && statement.getFirst().is("import")) {
            return imported(question, detail);
        }
        var draft = Draft.toInspect(session, question.code(), question.begin(), question.end());
        var analysis = Analysis.of(compiler, draft.source());
        var described = new Description(analysis, sources, signatures, session, values, detail);
        var path = analysis.at(draft.focus());
        var found = elements(analysis, path, question.word());
        if (!found.isEmpty()) {
            return described.of(found);
        }
        if (session.named(question.word()).isPresent() && !question.previous(1).is(".")) {
            return described.declared(session.named(question.word()).get());
        }
        return elsewhere(question, analysis, described);
    }

    /// A type that is not imported, or part of a qualified name.
    private Optional<String> elsewhere(
            Question question, Analysis analysis, Description described) {
        var qualified = qualified(question);
        var type = analysis.elements.getTypeElement(qualified);
        if (type != null) {
            return described.of(List.of(type));
        }
        var pack = qualified.isEmpty() ? null : analysis.elements.getPackageElement(qualified);
        if (pack != null
                && (!pack.getEnclosedElements().isEmpty()
                        || !index.inPackage(qualified).isEmpty())) {
            return described.of(List.of(pack));
        }
        if (question.previous(1).is(".")) {
            return Optional.empty();
        }
        for (var entry : index.named(question.word())) {
            var unimported = analysis.elements.getTypeElement(entry.qualified());
            if (unimported != null) {
                return described.of(List.of(unimported));
            }
        }
        return Optional.empty();
    }

    private static String qualified(Question question) {
        var name = question.word();
        for (var i = 1; question.previous(i).is(".") && question.previous(i + 1).isWord(); i += 2) {
            name = question.previous(i + 1).text() + "." + name;
        }
        return name;
    }

    private Optional<String> imported(Question question, int detail) {
        var analysis = Analysis.of(compiler, "class $Session {}");
        var described = new Description(analysis, sources, signatures, session, values, detail);
        var statement = question.statement();
        if (statement.size() > 1 && statement.get(1).is("module")) {
            var line = question.code().substring(statement.get(1).end());
            var name = line.split("[;\\n]", 2)[0].strip();
            var module = analysis.elements.getModuleElement(name);
            return module == null ? Optional.empty() : described.of(List.of(module));
        }
        var name = qualified(question);
        var dot = name.lastIndexOf('.');
        var owner = dot < 0 ? null : analysis.elements.getTypeElement(name.substring(0, dot));
        if (owner != null && analysis.elements.getTypeElement(name) == null) {
            var members =
                    owner.getEnclosedElements().stream()
                            .filter(each -> each.getSimpleName().contentEquals(question.word()))
                            .map(Element.class::cast)
                            .toList();
            return members.isEmpty() ? Optional.empty() : described.of(members);
        }
        return elsewhere(question, analysis, described);
    }

    /// What a name means, the best first: the method that is called and then its overloads.
    private List<Element> elements(Analysis analysis, TreePath path, String word) {
        var parent = path.getParentPath();
        if (parent != null
                && parent.getLeaf() instanceof NewClassTree created
                && created.getIdentifier() == path.getLeaf()) {
            return constructors(analysis, parent, path);
        }
        if (parent != null
                && parent.getLeaf() instanceof com.sun.source.tree.ParameterizedTypeTree
                && parent.getParentPath().getLeaf() instanceof NewClassTree) {
            return constructors(analysis, parent.getParentPath(), path);
        }
        Element resolved = null;
        try {
            resolved = analysis.trees.getElement(path);
        } catch (RuntimeException | AssertionError unreadable) {
            // Broken code means nothing to the compiler; its names still may.
        }
        var isCall =
                parent != null
                        && parent.getLeaf() instanceof MethodInvocationTree call
                        && call.getMethodSelect() == path.getLeaf();
        var isKnown =
                resolved != null
                        && resolved.getSimpleName().contentEquals(word)
                        && resolved.asType().getKind() != javax.lang.model.type.TypeKind.ERROR;
        if (isKnown
                && resolved instanceof PackageElement pack
                && index.inPackage(pack.getQualifiedName().toString()).isEmpty()) {
            // What the compiler does not know at all may be a package to it.
            isKnown = false;
        }
        if (isKnown && !(resolved instanceof ExecutableElement)) {
            return List.of(resolved);
        }
        var all = new ArrayList<Element>();
        if (isKnown) {
            all.add(resolved);
        }
        if (isCall || !isKnown || resolved instanceof ExecutableElement) {
            for (var each : Overloads.of(analysis, path)) {
                if (all.stream().noneMatch(other -> takesTheSame(analysis, other, each.element()))
                        && each.element().getSimpleName().contentEquals(word)) {
                    all.add(each.element());
                }
            }
        }
        return all;
    }

    /// Whether one is the other, or overrides it.
    private static boolean takesTheSame(Analysis analysis, Element one, ExecutableElement other) {
        return one.equals(other)
                || (one instanceof ExecutableElement method
                        && analysis.types.isSubsignature(
                                (ExecutableType) method.asType(), (ExecutableType) other.asType()));
    }

    private static List<Element> constructors(Analysis analysis, TreePath created, TreePath name) {
        var type = analysis.trees.getTypeMirror(name);
        if (!(type instanceof DeclaredType declared)
                || declared.getKind() == javax.lang.model.type.TypeKind.ERROR) {
            return List.of();
        }
        var all = new ArrayList<Element>();
        var resolved = analysis.trees.getElement(created);
        var constructors = Overloads.constructors(analysis, declared);
        if (resolved instanceof ExecutableElement
                && constructors.stream().anyMatch(each -> each.element().equals(resolved))) {
            all.add(resolved);
        }
        for (var each : constructors) {
            if (!all.contains(each.element())) {
                all.add(each.element());
            }
        }
        return all.isEmpty() ? List.of((TypeElement) declared.asElement()) : all;
    }

    /// Whether a declaration is a variable of the session.
    static boolean isVariable(Outline.Declared declared) {
        return declared.kind() == Snippet.Kind.VAR;
    }
}
