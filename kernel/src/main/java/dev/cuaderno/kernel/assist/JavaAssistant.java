package dev.cuaderno.kernel.assist;

import dev.cuaderno.display.MimeBundle;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Completes and inspects Java beside a session. It has a compiler of its own and only reads what
/// the session has declared, so that it answers while a cell runs.
public final class JavaAssistant implements Assistant, AutoCloseable {

    private final Outline session;
    private final Setting setting;
    private final Values values;
    private final Offers offers = new Offers();
    private Library library;

    /// What code is written against.
    ///
    /// @param jdkHome the JDK whose sources are shown
    /// @param compilerOptions options of javac
    /// @param classPath the class path as it is now; asked at every question
    /// @param folder where relative file names begin
    public record Setting(
            Path jdkHome, List<String> compilerOptions, Supplier<String> classPath, Path folder) {}

    /// Tells the value of a variable.
    @FunctionalInterface
    public interface Values {

        /// A short text of a variable's value; empty where it cannot be told now.
        Optional<String> of(String variable);
    }

    public JavaAssistant(Outline session, Setting setting, Values values) {
        this.session = session;
        this.setting = setting;
        this.values = values;
    }

    /// All that is read of one class path.
    private record Library(
            String classPath,
            Compiler compiler,
            TypeIndex index,
            Sources sources,
            Signatures signatures) {

        void close() {
            sources.close();
            compiler.close();
        }
    }

    private Library library() {
        var classPath = setting.classPath().get();
        if (library == null || !library.classPath().equals(classPath)) {
            if (library != null) {
                library.close();
            }
            var compiler = new Compiler(classPath, setting.compilerOptions());
            var sources = new Sources(compiler, setting.jdkHome());
            library =
                    new Library(
                            classPath,
                            compiler,
                            TypeIndex.of(compiler.classPath()),
                            sources,
                            new Signatures(sources));
        }
        return library;
    }

    @Override
    public synchronized Completion complete(String code, int cursor) {
        var around = Question.around(code, cursor);
        if (around != null) {
            return inLiteral(around, code, cursor);
        }
        var question = Question.completing(code, cursor);
        if (declaresName(question) || startsWithDigit(question) || isBehindValue(question)) {
            return new Completion(cursor, cursor, List.of());
        }
        var known = library();
        var statement = question.statement();
        if (!statement.isEmpty() && statement.getFirst().is("import")) {
            var analysis = Analysis.of(known.compiler(), "class $Session {}");
            return new Completion(
                    question.begin(),
                    cursor,
                    ImportLine.suggest(question, known.index(), analysis));
        }
        var draft = Draft.toComplete(session, code, question.begin());
        var analysis = Analysis.of(known.compiler(), draft.source());
        var types = new TypeNames(known.index(), imported(code, known), offers, session);
        return new Completion(
                question.begin(),
                cursor,
                Completer.suggest(question, analysis, draft.focus(), known.signatures(), types));
    }

    private Imported imported(String code, Library known) {
        var imports = new ArrayList<>(session.imports());
        for (var each : Fragment.of(code)) {
            if (each.kind() == Fragment.Kind.IMPORT) {
                imports.add(code.substring(each.begin(), each.end()));
            }
        }
        return Imported.of(imports, known.index());
    }

    /// File names in texts, nothing in comments.
    private Completion inLiteral(Token around, String code, int cursor) {
        if (around.kind() != Token.Kind.STRING || around.text().startsWith("\"\"\"")) {
            return new Completion(cursor, cursor, List.of());
        }
        var begin = around.begin() + 1;
        return new Completion(
                begin, cursor, FilePaths.suggest(code.substring(begin, cursor), setting.folder()));
    }

    private static boolean startsWithDigit(Question question) {
        return (!question.word().isEmpty() && Character.isDigit(question.word().charAt(0)))
                || question.previous(1).kind() == Token.Kind.NUMBER;
    }

    /// Right behind a closing bracket or a text nothing can be named.
    private static boolean isBehindValue(Question question) {
        var previous = question.previous(1);
        return question.word().isEmpty()
                && previous.end() == question.begin()
                && (previous.is(")")
                        || previous.is("]")
                        || previous.kind() == Token.Kind.STRING
                        || previous.kind() == Token.Kind.CHARACTER);
    }

    /// Behind a type, on the same line, comes a name that nobody can know.
    private static boolean declaresName(Question question) {
        var previous = question.previous(1);
        if (!previous.isWord()
                || (javax.lang.model.SourceVersion.isKeyword(previous.text())
                        && !Fragment.isPrimitive(previous.text()))) {
            return false;
        }
        var between = question.code().substring(previous.end(), question.begin());
        return !between.contains("\n")
                && !previous.is("yield")
                && !previous.is("when")
                && !previous.is("permits")
                && question.statement().stream().noneMatch(each -> HEADS.contains(each.text()));
    }

    /// Behind the name of one of these, more words follow.
    private static final List<String> HEADS =
            List.of("class", "interface", "record", "enum", "instanceof");

    @Override
    public synchronized Optional<MimeBundle> inspect(String code, int cursor, int detail) {
        var known = library();
        return new Inspector(
                        session,
                        known.compiler(),
                        known.sources(),
                        known.signatures(),
                        known.index(),
                        values)
                .inspect(code, cursor, detail);
    }

    @Override
    public String withImports(String code) {
        synchronized (this) {
            // Where nothing has been completed, nothing has been offered.
            return library == null ? code : offers.withImports(code, session, library.index());
        }
    }

    @Override
    public synchronized void close() {
        if (library != null) {
            library.close();
            library = null;
        }
    }
}
