package dev.cuaderno.kernel.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Cells that misbehave where a kernel is easily caught unawares. After each of them the next cell
/// runs.
@Timeout(120)
class HostileCellsTest {

    private final Recorder outputs = new Recorder();
    private JavaLanguage java;

    @BeforeEach
    void start() throws IOException {
        java = new JavaLanguage(Settings.fromEnvironment(Map.of()));
        assertEquals("8", value("int kept = 8;\nkept"));
    }

    @AfterEach
    void stop() {
        java.close();
    }

    private Outcome run(String source) {
        return java.execute(new Cell(3, source), outputs);
    }

    private String value(String source) {
        var outcome = run(source);
        var done = assertInstanceOf(Outcome.Done.class, outcome, outcome.toString());
        return done.value().map(bundle -> bundle.plainText()).orElse("");
    }

    private Outcome.Failed failure(String source) {
        return assertInstanceOf(Outcome.Failed.class, run(source));
    }

    private void assertKept() {
        assertEquals("8", value("kept"));
    }

    private static String shown(String body) {
        return "new Object() { public String toString() { " + body + " } }";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "System.out.println(1); while (true) {}",
                "System.out.println(1); while (true) { try { Thread.sleep(9_000); }"
                        + " catch (InterruptedException again) {} }"
            })
    void aTextThatIsNeverFinishedCanBeStopped(String body) throws Exception {
        var cell = CompletableFuture.supplyAsync(() -> run(shown(body)));
        outputs.awaitStdout("1");
        java.interrupt();
        var failed = assertInstanceOf(Outcome.Failed.class, cell.get(60, TimeUnit.SECONDS));
        assertEquals("Interrupted", failed.name());
        assertKept();
    }

    @Test
    void aTextThatThrowsIsToldBesideTheValue() {
        var text = value(shown("throw new IllegalStateException(\"no text\");"));
        assertTrue(text.contains("no text"), text);
        assertKept();
    }

    @Test
    void aTextThatFailsBeyondRepairIsAnError() {
        var failed = failure(shown("throw new AssertionError(\"beyond\");"));
        assertEquals("AssertionError", failed.name());
        assertEquals("beyond", failed.message());
        assertEquals(1, failed.line());
        assertKept();
    }

    @Test
    void aTextThatEndsTheJvmIsSurvived() {
        var failed = failure(shown("System.exit(4); return null;"));
        assertEquals(Outcome.Cause.WORKER_DIED, failed.cause());
        assertTrue(failed.message().contains("kept"), failed.message());
        assertEquals("2", value("1 + 1"));
    }

    @Test
    void aMessageThatIsNeverFinishedCanBeStopped() throws Exception {
        var cell =
                CompletableFuture.supplyAsync(
                        () ->
                                run(
                                        "throw new RuntimeException() { public String getMessage() {"
                                                + " System.out.println(1); while (true) {} } };"));
        outputs.awaitStdout("1");
        java.interrupt();
        var failed = assertInstanceOf(Outcome.Failed.class, cell.get(60, TimeUnit.SECONDS));
        assertEquals("Interrupted", failed.name());
        assertKept();
    }

    @Test
    void aMessageThatThrowsIsNoHarm() {
        var failed =
                failure(
                        "class Odd extends RuntimeException { public String getMessage() {"
                                + " throw new IllegalStateException(); } }\nthrow new Odd();");
        assertEquals("Odd", failed.name());
        assertTrue(failed.message().contains("IllegalStateException"), failed.message());
        assertKept();
    }

    @Test
    void haltLeavesTheKernelAlive() {
        var failed = failure("Runtime.getRuntime().halt(2);");
        assertEquals(Outcome.Cause.WORKER_DIED, failed.cause());
        assertTrue(failed.message().contains("kept"), failed.message());
        assertEquals("2", value("1 + 1"));
    }

    @Test
    void closedStreamsStillPrintInTheNextCell() throws Exception {
        value("System.out.close(); System.err.close(); System.in.close();");
        value("System.out.println(\"still here\"); System.err.println(\"and here\");");
        assertTrue(outputs.stdout().contains("still here"), outputs.stdout());
        assertTrue(outputs.stderr().contains("and here"), outputs.stderr());
        assertKept();
    }

    @Test
    void streamsTakenAwayAreNoHarm() {
        value("var out = System.out;\nSystem.setOut(null); System.setErr(null);");
        assertKept();
        value("System.setOut(out); System.out.println(\"back\");");
        assertTrue(outputs.stdout().contains("back"), outputs.stdout());
    }

    @Test
    void whatABackgroundThreadThrowsIsShown() {
        value(
                "var thread = Thread.ofPlatform().name(\"behind\").start("
                        + "() -> { throw new IllegalStateException(\"unseen\"); });\nthread.join();");
        assertTrue(outputs.stderr().contains("behind"), outputs.stderr());
        assertTrue(outputs.stderr().contains("unseen"), outputs.stderr());
        assertKept();
    }

    @Test
    void aFailingStaticInitialiserIsToldWithItsCause() {
        var source =
                "class Broken {\n    static final int X = Integer.parseInt(\"x\");\n}\nBroken.X";
        var failed = failure(source);
        assertEquals("ExceptionInInitializerError", failed.name());
        var told = String.join("\n", failed.traceback());
        assertTrue(told.contains("NumberFormatException"), told);
        assertEquals("NoClassDefFoundError", failure("Broken.X").name());
        assertKept();
    }

    @Test
    void manyThreadsAreNoHarm() {
        assertEquals(
                "20000",
                value(
                        """
                        var gate = new CountDownLatch(1);
                        var met = new AtomicInteger();
                        var all = new ArrayList<Thread>();
                        for (int i = 0; i < 20_000; i++) {
                            var builder = i % 50 == 0 ? Thread.ofPlatform() : Thread.ofVirtual();
                            all.add(builder.start(() -> {
                                try { gate.await(); } catch (InterruptedException e) {}
                                met.incrementAndGet();
                            }));
                        }
                        gate.countDown();
                        for (var each : all) each.join();
                        met
                        """));
        assertKept();
    }
}
