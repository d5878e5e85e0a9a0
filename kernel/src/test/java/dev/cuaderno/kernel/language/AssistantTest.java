package dev.cuaderno.kernel.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// In the codes of this test `|` marks the cursor.
@Timeout(60)
class AssistantTest {

    private static JavaLanguage java;

    @BeforeAll
    static void start() throws IOException {
        java = new JavaLanguage(Settings.fromEnvironment(Map.of()));
        java.execute(
                new Cell(1, "var words = List.of(\"a\");\nint triple(int n) { return 3 * n; }"),
                new Recorder());
    }

    @AfterAll
    static void stop() {
        java.close();
    }

    private static Assistant.Completion complete(String marked) {
        var cursor = marked.indexOf('|');
        return java.complete(marked.replace("|", ""), cursor);
    }

    private static List<String> texts(String marked) {
        return complete(marked).suggestions().stream().map(each -> each.text()).toList();
    }

    @Test
    void completesMembersOfVariables() {
        assertTrue(texts("words.si|").contains("size()"));
        var completion = complete("int n = words.si|");
        assertEquals(14, completion.start());
        assertEquals(16, completion.end());
    }

    @Test
    void completesInACellThatBeginsWithImportsAndClasses() {
        assertTrue(
                texts(
                                """
                                import java.awt.Point;
                                record Pair(int left, int right) {}
                                var pair = new Pair(1, 2);
                                pair.le|""")
                        .contains("left()"));
        assertTrue(texts("import java.awt.Point;\nnew Point(1, 2).dist|").contains("distance("));
    }

    @Test
    void completesLocalsOfTheCell() {
        assertTrue(texts("int counter = 1;\ncoun|").contains("counter"));
        assertFalse(texts("coun|").contains("counter"), "a question must leave nothing behind");
    }

    @Test
    void whatFitsTheExpectedTypeComesFirst() {
        assertEquals("triple(", texts("int x = tri|").getFirst());
    }

    @Test
    void methodsComeWithKindAndSignature() {
        var found =
                complete("Math.ab|").suggestions().stream()
                        .filter(each -> each.text().equals("abs("))
                        .findFirst()
                        .orElseThrow();
        assertEquals("method", found.type());
        assertTrue(found.signature().contains("abs(int a)"), found.signature());
    }

    @Test
    void answersWhileACellRuns() throws InterruptedException {
        var outputs = new Recorder();
        var running =
                CompletableFuture.supplyAsync(
                        () ->
                                java.execute(
                                        new Cell(
                                                9,
                                                "System.out.println(1);\nThread.sleep(600_000);"),
                                        outputs));
        outputs.awaitStdout("1");
        assertTrue(texts("words.is|").contains("isEmpty()"));
        assertFalse(running.isDone());
        java.interrupt();
        var stopped = assertInstanceOf(Outcome.Failed.class, running.join());
        assertEquals("Interrupted", stopped.name(), stopped.message());
    }

    @Test
    void inspectsMethodsVariablesAndOwnDeclarations() {
        var max = java.inspect("Math.max(1, 2)", 8, 0).orElseThrow().plainText();
        assertTrue(max.contains("int Math.max(int a, int b)"), max);
        assertTrue(max.contains("greater of two"), max);
        assertFalse(max.contains("{@code"), max);
        var variable = java.inspect("words", 3, 0).orElseThrow().plainText();
        assertTrue(variable.contains("List<String> words"), variable);
        var source = java.inspect("triple", 2, 1).orElseThrow().plainText();
        assertTrue(source.contains("return 3 * n;"), source);
        assertTrue(java.inspect("nothing_of_that_name", 3, 0).isEmpty());
    }

    @Test
    void readsDocumentationCommentsAsMarkdown() {
        assertEquals(
                "Gives `x` and `String.length()`.\n\n- **n**: the *size*\n\n**return** it",
                JavadocMarkdown.of(
                        " Gives {@code x} and {@link String#length()}.\n @param n the <i>size</i>\n @return it"));
    }
}
