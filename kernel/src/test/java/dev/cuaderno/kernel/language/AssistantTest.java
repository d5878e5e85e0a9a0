package dev.cuaderno.kernel.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.kernel.assist.Assistant;

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
        assertEquals("List<String> words", inspect("wor|ds"), "no value while a cell runs");
        assertFalse(running.isDone());
        java.interrupt();
        var stopped = assertInstanceOf(Outcome.Failed.class, running.join());
        assertEquals("Interrupted", stopped.name(), stopped.message());
    }

    @Test
    void aVariableIsShownWithItsValue() {
        assertEquals("List<String> words\n\n[a]", inspect("wor|ds"));
        java.execute(new Cell(2, "int[] numbers = {1, 2}; String text = \"a\";"), new Recorder());
        assertEquals("int[] numbers\n\nlength 2: [1, 2]", inspect("numb|ers"));
        assertEquals("String text\n\n\"a\"", inspect("te|xt"));
    }

    @Test
    void aValueThatTakesForEverIsNotWaitedFor() {
        java.execute(
                new Cell(
                        3,
                        """
                        class Slow { public String toString() { while (true) Thread.onSpinWait(); } }
                        class Bad { public String toString() { throw new Error(); } }
                        var slow = new Slow(); var bad = new Bad();"""),
                new Recorder());
        assertEquals("Slow slow", inspect("slo|w"));
        assertEquals("Bad bad", inspect("ba|d"));
    }

    @Test
    void whatACellDeclaredIsKnownRightAfterIt() {
        for (var i = 10; i < 15; i++) {
            java.execute(
                    new Cell(
                            i,
                            "record Later"
                                    + i
                                    + "(int size) {}\nvar later = new Later"
                                    + i
                                    + "(1);"),
                    new Recorder());
            assertTrue(inspect("lat|er").startsWith("Later" + i + " later"));
            assertTrue(texts("later.si|").contains("size()"));
        }
    }

    private static String inspect(String marked) {
        return java.inspect(marked.replace("|", ""), marked.indexOf('|'), 0)
                .orElseThrow()
                .plainText();
    }
}
