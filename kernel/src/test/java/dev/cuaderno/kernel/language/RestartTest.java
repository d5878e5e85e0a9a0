package dev.cuaderno.kernel.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The JVM of the cells started again under other settings.
@Timeout(60)
class RestartTest {

    private final Recorder outputs = new Recorder();
    private JavaLanguage java;

    @BeforeEach
    void start() throws IOException {
        java = new JavaLanguage(Settings.fromEnvironment(Map.of()));
    }

    @AfterEach
    void stop() {
        java.close();
    }

    private String value(String source) {
        var outcome = java.execute(new Cell(1, source), outputs);
        var done = assertInstanceOf(Outcome.Done.class, outcome, outcome.toString());
        return done.value().map(bundle -> bundle.plainText()).orElse("");
    }

    private String restart(String... options) throws IOException {
        return java.restart(java.settings().withJvmOptions(List.of(options)));
    }

    @Test
    void declarationsComeAlongAndLostValuesAreNamed() throws IOException {
        value("import java.awt.Point;\nrecord R(int n) {}\nint twice(int n) { return 2 * n; }");
        value("int gone = 3;\nvar alsoGone = new R(4);");
        var said = restart("-Xmx96m", "-Dsome.name=with blanks");
        assertTrue(said.contains("gone, alsoGone"), said);
        assertEquals("100663296", value("Runtime.getRuntime().maxMemory()"));
        assertEquals("with blanks", value("System.getProperty(\"some.name\")"));
        assertEquals("R[n=14]", value("new R(twice(7))"));
        assertEquals("1", value("new Point(1, 2).x"));
        assertEquals(List.of("-Xmx96m", "-Dsome.name=with blanks"), java.settings().jvmOptions());
    }

    @Test
    void wrongOptionsLeaveTheSessionAsItWas() {
        value("int kept = 3;");
        var before = java.settings();
        var failure = assertThrows(IOException.class, () -> restart("-Xmx9x"));
        assertTrue(failure.getMessage().contains("-Xmx9x"), failure.getMessage());
        var compiler =
                assertThrows(
                        IOException.class,
                        () -> java.restart(before.withCompilerOptions(List.of("--no-such"))));
        assertTrue(compiler.getMessage().contains("--no-such"), compiler.getMessage());
        var jdk =
                assertThrows(
                        IOException.class, () -> java.restart(before.withJdk(Path.of("nowhere"))));
        assertTrue(jdk.getMessage().contains("no JDK at nowhere"), jdk.getMessage());
        assertEquals("3", value("kept"));
        assertEquals(before, java.settings());
    }

    @Test
    void anOldJdkIsNamed(@TempDir Path old) throws IOException {
        Files.createDirectories(old.resolve("bin"));
        assertTrue(Files.createFile(old.resolve("bin/java")).toFile().setExecutable(true));
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.9\"\n");
        var failure =
                assertThrows(IOException.class, () -> java.restart(java.settings().withJdk(old)));
        assertTrue(failure.getMessage().contains("is Java 17.0.9"), failure.getMessage());
    }

    @Test
    void modulesOfTheJvmAreKnownToTheCompiler() throws IOException {
        restart("--add-modules", "jdk.incubator.vector");
        assertEquals(
                "512",
                value("import jdk.incubator.vector.*;\nFloatVector.SPECIES_512.vectorBitSize()"));
        // What the JVM says about incubator modules is not for the cell.
        assertEquals("", outputs.stderr());
    }

    @Test
    void theClassPathCanChange(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("here.txt"), "found");
        java.restart(java.settings().withClassPath(List.of(folder)));
        assertEquals(
                "found",
                value(
                        "new String(ClassLoader.getSystemResourceAsStream(\"here.txt\").readAllBytes())"));
    }

    @Test
    void whatNoLongerCompilesIsNamed() throws IOException {
        restart("--add-modules", "jdk.incubator.vector");
        value("import jdk.incubator.vector.FloatVector;\nint fine() { return 1; }");
        var said = restart();
        assertTrue(said.contains("import jdk.incubator.vector.FloatVector"), said);
        assertFalse(said.contains("fine"), said);
        assertEquals("1", value("fine()"));
    }

    @Test
    void completionKnowsTheNewSession() throws IOException {
        value("int declaredBefore() { return 1; }");
        restart("-Xmx96m");
        var offered = java.complete("declaredBef", 11).toString();
        assertTrue(offered.contains("declaredBefore"), offered);
    }

    @Test
    void aMagicChangesTheJvmInTheMiddleOfACell() {
        value("int gone = 1;\nint twice(int n) { return 2 * n; }");
        assertEquals(
                "100663296 6",
                value(
                        "int before = 3;\n%jvm -Xmx96m '-Dtwo=a b'\n"
                                + "Runtime.getRuntime().maxMemory() + \" \" + twice(3)"));
        assertTrue(outputs.stdout().contains("Lost"), outputs.stdout());
        assertTrue(outputs.stdout().contains("gone, before"), outputs.stdout());
        assertEquals("a b", value("System.getProperty(\"two\")"));
        assertTrue(value("%jvm").contains("-Xmx96m -Dtwo=a b"));
        assertEquals(System.getProperty("java.home"), value("%jdk"));
    }

    @Test
    void aMagicWithWrongOptionsChangesNothing() {
        value("int kept = 8;");
        var outcome = java.execute(new Cell(2, "%jvm -Xmx9x\nkept = 9;"), outputs);
        var failed = assertInstanceOf(Outcome.Failed.class, outcome);
        assertEquals("JvmNotStarted", failed.name());
        assertTrue(failed.message().contains("-Xmx9x"), failed.message());
        assertEquals("8", value("kept"));
        var old = java.execute(new Cell(3, "%jdk no/such/folder"), outputs);
        assertTrue(
                assertInstanceOf(Outcome.Failed.class, old).message().contains("no JDK at"),
                old.toString());
    }

    @Test
    void aRestartThatIsStoppedLeavesTheSessionAsItWas() throws Exception {
        java.close();
        java =
                new JavaLanguage(
                        Settings.fromEnvironment(
                                Map.of(
                                        "IJAVA_STARTUP_SCRIPT",
                                        "if (System.getProperty(\"slow\") != null)"
                                                + " Thread.sleep(600_000);")));
        value("int kept = 8;");
        var cell = new Cell(2, "%jvm -Dslow=1\nkept = 9;");
        var restarting = CompletableFuture.supplyAsync(() -> java.execute(cell, outputs));
        // Whenever the request comes, the new JVM being on its way or there: it is heeded.
        Thread.sleep(700);
        java.interrupt();
        var failed = assertInstanceOf(Outcome.Failed.class, restarting.get(20, TimeUnit.SECONDS));
        assertEquals("Interrupted", failed.name());
        assertEquals("8", value("kept"));
    }
}
