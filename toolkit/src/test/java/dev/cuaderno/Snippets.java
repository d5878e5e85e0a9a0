package dev.cuaderno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import jdk.jshell.JShell;
import jdk.jshell.Snippet;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/// Runs what documents show as cells of a notebook, in JShell.
public final class Snippets implements AutoCloseable {

    /// JShell runs cells in a thread of its own.
    private static final AtomicReference<Object> LAST = new AtomicReference<>();

    private final JShell shell = JShell.builder().executionEngine("local").build();

    Snippets() {
        shell.addToClasspath(System.getProperty("java.class.path"));
    }

    /// Called from within the shell with the value that a notebook would show.
    public static void show(Object value) {
        LAST.set(value);
    }

    /// Runs lines one after the other; a line that does not end goes on in the next.
    ///
    /// @return what the last line shows, if it is an expression
    String run(String source) {
        var shown = "";
        for (var piece : pieces(source)) {
            shown = runOne(piece);
        }
        return shown;
    }

    /// Cells end where the code is complete and the next line is neither indented nor blank.
    List<String> pieces(String source) {
        var pieces = new ArrayList<String>();
        var current = new StringBuilder();
        var lines = source.lines().toList();
        for (var i = 0; i < lines.size(); i++) {
            current.append(lines.get(i)).append('\n');
            var goesOn = i + 1 < lines.size() && lines.get(i + 1).matches("[ .}].*");
            var told = shell.sourceCodeAnalysis().analyzeCompletion(current.toString());
            if (!goesOn && told.completeness().isComplete() && !current.toString().isBlank()) {
                pieces.add(current.toString());
                current.setLength(0);
            }
        }
        if (!current.toString().isBlank()) {
            pieces.add(current.toString());
        }
        return pieces;
    }

    /// What a single cell shows, or nothing.
    String runOne(String source) {
        var shown = "";
        var rest = source;
        while (!rest.isBlank()) {
            var piece = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            shown = evaluate(piece.source() == null ? rest : piece.source());
            rest = piece.source() == null ? "" : piece.remaining();
        }
        return shown;
    }

    private String evaluate(String source) {
        LAST.set(null);
        for (var event : shell.eval(source)) {
            if (event.causeSnippet() != null) {
                continue; // an older variable of that name gives way
            }
            var problems =
                    shell.diagnostics(event.snippet())
                            .map(problem -> problem.getMessage(null))
                            .collect(Collectors.joining("; "));
            assertEquals(Snippet.Status.VALID, event.status(), source + problems);
            assertNull(event.exception(), () -> source + event.exception());
            var name =
                    switch (event.snippet()) {
                        case jdk.jshell.VarSnippet value
                                when event.snippet().subKind()
                                        == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND ->
                                value.name();
                        case jdk.jshell.ExpressionSnippet value -> value.name();
                        default -> null;
                    };
            if (name != null) {
                shell.eval("dev.cuaderno.Snippets.show(" + name + ");");
            }
        }
        return LAST.get() == null ? "" : String.valueOf(LAST.get());
    }

    @Override
    public void close() {
        shell.close();
    }
}
