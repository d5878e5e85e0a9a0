package dev.cuaderno.kernel.assist;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.display.MimeBundle;

import jdk.jshell.JShell;
import jdk.jshell.Snippet;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A session without a worker, and an assistant beside it. In codes `|` marks the cursor.
final class SessionForTests implements AutoCloseable {

    final Outline outline = new Outline();
    final Map<String, String> values = new HashMap<>();
    final JavaAssistant assistant;
    private final JShell shell = JShell.builder().executionEngine("local").build();
    private String classPath = "";

    SessionForTests(Path folder) {
        var setting =
                new JavaAssistant.Setting(
                        Path.of(System.getProperty("java.home")),
                        List.of(),
                        () -> classPath,
                        folder);
        assistant =
                new JavaAssistant(outline, setting, name -> Optional.ofNullable(values.get(name)));
        declare("import module java.base;");
    }

    /// Declares snippets, one at a time.
    void declare(String... snippets) {
        for (var snippet : snippets) {
            for (var event : shell.eval(snippet)) {
                assertTrue(event.status() != Snippet.Status.REJECTED, snippet);
                outline.add(event.snippet());
            }
        }
    }

    void addToClassPath(Path entry) {
        shell.addToClasspath(entry.toString());
        classPath = entry.toString();
    }

    private static int cursor(String marked) {
        var cursor = marked.indexOf('|');
        assertTrue(cursor >= 0, "no cursor in " + marked);
        return cursor;
    }

    private static String code(String marked) {
        return marked.substring(0, cursor(marked)) + marked.substring(cursor(marked) + 1);
    }

    Assistant.Completion complete(String marked) {
        return assistant.complete(code(marked), cursor(marked));
    }

    List<String> texts(String marked) {
        return complete(marked).suggestions().stream().map(Assistant.Suggestion::text).toList();
    }

    Assistant.Suggestion suggestion(String marked, String text) {
        return complete(marked).suggestions().stream()
                .filter(each -> each.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError(text + " not in " + texts(marked)));
    }

    MimeBundle inspect(String marked, int detail) {
        return assistant
                .inspect(code(marked), cursor(marked), detail)
                .orElseThrow(() -> new AssertionError("nothing found at " + marked));
    }

    String markdown(String marked) {
        return inspect(marked, 0).data().get(MimeBundle.MARKDOWN);
    }

    @Override
    public void close() {
        assistant.close();
        shell.close();
    }
}
