package dev.cuaderno.kernel.language;

import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/// A second JShell that knows all declarations of the session and runs nothing. It answers while a
/// cell runs, and can be told the first lines of a cell that is still being written.
final class Shadow implements AutoCloseable {

    private final Settings settings;
    private String classPath;
    private JShell shell;
    private SourceCodeAnalysis analysis;
    private final LinkedBlockingQueue<String> accepted = new LinkedBlockingQueue<>();

    /// Begins with what `session` has declared so far. Cheap: JShell is made at the first question.
    Shadow(Settings settings, Session session) {
        this.settings = settings;
        this.classPath = session.classPath();
        session.shell
                .snippets()
                .filter(snippet -> session.shell.status(snippet).isActive())
                .filter(snippet -> snippet.kind().isPersistent())
                .forEach(snippet -> accepted.add(snippet.source()));
    }

    private void open() {
        if (shell != null) {
            return;
        }
        shell =
                JShell.builder()
                        .executionEngine(new Provider(), Map.of())
                        .compilerOptions(settings.javac().toArray(String[]::new))
                        .build();
        shell.addToClasspath(classPath);
        analysis = shell.sourceCodeAnalysis();
    }

    /// The session sees more classes.
    synchronized void addToClassPath(String entries) {
        classPath = classPath + File.pathSeparator + entries;
        if (shell != null) {
            shell.addToClasspath(entries);
        }
    }

    /// The session has accepted a snippet.
    void accept(String snippet) {
        accepted.add(snippet);
    }

    /// What an editor's code is when it is asked about: the snippet around the cursor, the ones
    /// before it declared.
    ///
    /// @param text the snippet's text, to its end
    /// @param offset where it begins in the code
    /// @param cursor the cursor within `text`
    record Point(String text, int offset, int cursor, SourceCodeAnalysis analysis, JShell shell) {}

    /// Asks about a point of some code. One question at a time.
    synchronized <T> T ask(String code, int cursor, Function<Point, T> question) {
        open();
        for (var next = accepted.poll(); next != null; next = accepted.poll()) {
            shell.eval(next);
        }
        var pieces = Piece.split(code.substring(0, cursor), analysis);
        var before = pieces.isEmpty() ? List.<Piece>of() : pieces.subList(0, pieces.size() - 1);
        var offset = pieces.isEmpty() ? cursor : pieces.getLast().offset();
        // A statement that ends right at the cursor is complete: the next one begins here.
        if (!pieces.isEmpty() && endsBefore(pieces.getLast(), code, cursor)) {
            before = pieces;
            offset = cursor;
        }
        var temporary =
                before.stream()
                        .flatMap(piece -> shell.eval(piece.source()).stream())
                        .filter(event -> event.causeSnippet() == null)
                        .map(event -> event.snippet())
                        .toList();
        Placeholders.fill(shell);
        try {
            return question.apply(
                    new Point(code.substring(offset), offset, cursor - offset, analysis, shell));
        } finally {
            temporary.stream()
                    .filter(snippet -> shell.status(snippet).isActive())
                    // After dropping a type JShell finds no documentation any more; a type that
                    // stays is
                    // redefined when its cell is run.
                    .filter(snippet -> snippet.kind() != Snippet.Kind.TYPE_DECL)
                    .forEach(shell::drop);
        }
    }

    private static boolean endsBefore(Piece last, String code, int cursor) {
        var text = code.substring(last.offset(), cursor).stripTrailing();
        return (text.endsWith(";") || text.endsWith("}"))
                && last.source().strip().equals(text.strip());
    }

    @Override
    public synchronized void close() {
        if (shell != null) {
            shell.close();
        }
    }

    private static final class Provider implements ExecutionControlProvider {

        @Override
        public String name() {
            return "shadow";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return new NoExecution();
        }
    }
}
