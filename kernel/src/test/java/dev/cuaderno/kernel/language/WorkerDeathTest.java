package dev.cuaderno.kernel.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// What a cell, or somebody outside, can do to the JVM that runs the cells.
@Timeout(60)
class WorkerDeathTest {

    private final Recorder outputs = new Recorder();

    private static JavaLanguage start(String... jvmOptions) throws IOException {
        var settings = Settings.fromEnvironment(Map.of());
        return new JavaLanguage(
                new Settings(
                        settings.jdkHome(),
                        List.of(jvmOptions),
                        settings.compilerOptions(),
                        settings.classPath(),
                        settings.startup(),
                        settings.folder()));
    }

    private static String value(JavaLanguage java, String source) {
        var outcome = java.execute(new Cell(7, source), new Recorder());
        var done = assertInstanceOf(Outcome.Done.class, outcome, outcome.toString());
        return done.value().orElseThrow().plainText();
    }

    private static long pid(JavaLanguage java) {
        return Long.parseLong(value(java, "ProcessHandle.current().pid()"));
    }

    private static void signal(long pid, String signal) throws Exception {
        assertEquals(0, new ProcessBuilder("kill", "-" + signal, "" + pid).start().waitFor());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aKilledWorkerIsNamedAndReplaced() throws Exception {
        try (var java = start()) {
            value(java, "int lost = 1;\nint kept(int n) { return n; }\nkept(lost)");
            var pid = pid(java);
            var running =
                    CompletableFuture.supplyAsync(
                            () ->
                                    java.execute(
                                            new Cell(8, "System.out.println(1);\nwhile (true) {}"),
                                            outputs));
            outputs.awaitStdout("1");
            signal(pid, "KILL");
            var failed = assertInstanceOf(Outcome.Failed.class, running.get(20, TimeUnit.SECONDS));
            assertEquals(Outcome.Cause.WORKER_DIED, failed.cause());
            assertTrue(failed.message().contains("signal 9"), failed.message());
            assertTrue(failed.message().contains("lost"), failed.message());
            assertEquals("5", value(java, "kept(5)"));
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aCrashIsNamedAndSurvived() throws Exception {
        try (var java = start("-XX:ErrorFile=/dev/null")) {
            var pid = pid(java);
            var running =
                    CompletableFuture.supplyAsync(
                            () ->
                                    java.execute(
                                            new Cell(
                                                    8,
                                                    "System.out.println(1);\nThread.sleep(600_000);"),
                                            outputs));
            outputs.awaitStdout("1");
            signal(pid, "SEGV");
            var failed = assertInstanceOf(Outcome.Failed.class, running.get(20, TimeUnit.SECONDS));
            assertEquals(Outcome.Cause.WORKER_DIED, failed.cause());
            assertTrue(failed.message().contains("crashed"), failed.message());
            assertEquals("2", value(java, "1 + 1"));
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aDeathBetweenTwoCellsIsToldBeforeTheNext() throws Exception {
        try (var java = start()) {
            var pid = pid(java);
            signal(pid, "KILL");
            ProcessHandle.of(pid).ifPresent(handle -> handle.onExit().join());
            var outcome = java.execute(new Cell(9, "40 + 2"), outputs);
            assertEquals(
                    "42",
                    assertInstanceOf(Outcome.Done.class, outcome)
                            .value()
                            .orElseThrow()
                            .plainText());
            assertTrue(outputs.stderr().contains("signal 9"), outputs.stderr());
        }
    }

    @Test
    void runningOutOfMemoryIsAnOrdinaryError() throws Exception {
        try (var java = start("-Xmx64m")) {
            value(java, "int kept = 3;\nkept");
            var failed =
                    assertInstanceOf(
                            Outcome.Failed.class,
                            java.execute(
                                    new Cell(
                                            2,
                                            "var list = new ArrayList<long[]>();\nwhile (true) list.add(new long[1_000_000]);"),
                                    outputs));
            assertEquals("OutOfMemoryError", failed.name());
            value(java, "list = null;\n0");
            assertEquals("3", value(java, "kept"));
        }
    }

    @Test
    void whatTheJvmSaysAboutABadOptionIsTheError() {
        var error = assertThrows(UncheckedIOException.class, () -> start("-XX:+NoSuchOption"));
        assertTrue(error.getMessage().contains("NoSuchOption"), error.getMessage());
    }

    @Test
    void aJdkThatIsNotThereIsNamed() throws Exception {
        var settings = Settings.fromEnvironment(Map.of());
        var wrong =
                new Settings(
                        Path.of("no", "such", "jdk"),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        settings.folder());
        var error = assertThrows(UncheckedIOException.class, () -> new JavaLanguage(wrong));
        assertTrue(error.getMessage().contains("such"), error.getMessage());
    }
}
