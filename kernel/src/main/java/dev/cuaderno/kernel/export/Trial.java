package dev.cuaderno.kernel.export;

import dev.cuaderno.kernel.language.Settings;

import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A JShell that compiles and never runs: it tells what a piece of Java is, and of which type.
final class Trial implements AutoCloseable {

    /// What a session has as soon as a cell writes a name of it.
    static final String JAVA_BASE = "import module java.base;";

    private final JShell shell;
    private final SourceCodeAnalysis analysis;

    Trial(Settings settings, List<Path> classPath) {
        shell =
                JShell.builder()
                        .executionEngine(new Provider(), Map.of())
                        .compilerOptions(settings.compilerOptions().toArray(String[]::new))
                        .build();
        classPath.forEach(entry -> shell.addToClasspath(entry.toString()));
        analysis = shell.sourceCodeAnalysis();
        shell.eval(JAVA_BASE);
        Settings.DEFAULT_IMPORTS.forEach(shell::eval);
    }

    /// What came of one snippet.
    ///
    /// @param snippets more than one for `int a = 1, b = 2;`
    /// @param error what the compiler says; empty where it is content
    record Judged(String source, List<Snippet> snippets, Optional<String> error) {}

    /// Whether a name has been declared.
    boolean declares(String name) {
        return shell.variables().anyMatch(each -> each.name().equals(name))
                || shell.methods().anyMatch(each -> each.name().equals(name))
                || shell.types().anyMatch(each -> each.name().equals(name));
    }

    /// Compiles Java snippet by snippet. Comments stay with what they stand at.
    List<Judged> judge(String java) {
        var found = new ArrayList<Judged>();
        var rest = java;
        while (!rest.isBlank()) {
            var info = analysis.analyzeCompletion(rest);
            if (info.completeness() == SourceCodeAnalysis.Completeness.EMPTY) {
                // Comments only.
                found.add(new Judged(rest, List.of(), Optional.empty()));
                break;
            }
            if (info.source() == null
                    || info.completeness() == SourceCodeAnalysis.Completeness.UNKNOWN
                    || !info.completeness().isComplete()) {
                found.add(new Judged(rest, List.of(), Optional.of("this is not Java")));
                break;
            }
            rest = info.remaining();
            // A comment behind a statement belongs to it.
            var line = rest.substring(0, (rest + "\n").indexOf('\n'));
            var comment = line.strip().startsWith("//") ? " " + line.strip() : "";
            rest = comment.isEmpty() ? rest : rest.substring(line.length());
            found.add(judge(info.source(), comment));
        }
        return found;
    }

    private Judged judge(String source, String comment) {
        var snippets = new ArrayList<Snippet>();
        var error = Optional.<String>empty();
        for (SnippetEvent event : shell.eval(source)) {
            if (event.causeSnippet() != null) {
                continue;
            }
            snippets.add(event.snippet());
            if (event.status() == Snippet.Status.REJECTED) {
                error =
                        shell.diagnostics(event.snippet())
                                .filter(each -> each.isError())
                                .map(each -> each.getMessage(Locale.ROOT))
                                .findFirst()
                                .or(() -> Optional.of("this does not compile"));
            }
        }
        return new Judged(source.stripTrailing() + comment, snippets, error);
    }

    @Override
    public void close() {
        shell.close();
    }

    private record Provider() implements ExecutionControlProvider {

        @Override
        public String name() {
            return "compile-only";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return new Unrun();
        }
    }

    /// Accepts everything and runs nothing.
    private static final class Unrun implements ExecutionControl {

        @Override
        public void load(ClassBytecodes[] classes) {
            // Compiled is enough.
        }

        @Override
        public void redefine(ClassBytecodes[] classes) {
            // As above.
        }

        @Override
        public String invoke(String type, String method) {
            return "";
        }

        @Override
        public String varValue(String type, String variable) {
            return "";
        }

        @Override
        public void addToClasspath(String path) {
            // The compiler has it; nothing else needs it.
        }

        @Override
        public void stop() {
            // Nothing runs.
        }

        @Override
        public Object extensionCommand(String command, Object argument)
                throws NotImplementedException {
            throw new NotImplementedException(command);
        }

        @Override
        public void close() {
            // Nothing was opened.
        }
    }
}
