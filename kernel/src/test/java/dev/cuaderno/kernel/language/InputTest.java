package dev.cuaderno.kernel.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.display.MimeBundle;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// All the ways in which Java asks for a line, in a real worker.
@Timeout(60)
class InputTest {

    private static JavaLanguage java;

    private final Recorder outputs = new Recorder();

    @BeforeAll
    static void start() throws IOException {
        java = new JavaLanguage(Settings.fromEnvironment(Map.of()));
    }

    @AfterAll
    static void stop() {
        java.close();
    }

    private String value(String source) {
        var outcome = java.execute(new Cell(1, source), outputs);
        var done = assertInstanceOf(Outcome.Done.class, outcome, outcome.toString());
        return done.value().map(bundle -> bundle.plainText()).orElse(null);
    }

    @Test
    void theConsoleAsksByItsPrompt() {
        outputs.answers.addAll(List.of("Ada", "\u00d1and\u00fa \ud83d\ude00", "x"));
        assertEquals("Ada", value("System.console().readLine(\"Name of %s: \", \"cell\")"));
        assertEquals("\u00d1and\u00fa \ud83d\ude00", value("System.console().readLine()"));
        assertEquals("120", value("System.console().reader().read()"));
        assertEquals(List.of("input:Name of cell: ", "input:", "input:"), outputs.events);
    }

    @Test
    void passwordsAreHidden() {
        outputs.answers.addAll(List.of("s3cret", "other", "third"));
        assertEquals("s3cret", value("new String(System.console().readPassword(\"Key: \"))"));
        assertEquals("other", value("new String(System.console().readPassword())"));
        assertEquals("third", value("dev.cuaderno.display.Display.askPassword(\"Again: \")"));
        assertEquals(List.of("password:Key: ", "password:", "password:Again: "), outputs.events);
    }

    @Test
    void theConsolePrintsToTheCell() {
        value(
                "System.console().printf(\"%d-%s\", 1, \"a\").format(\"!\");"
                        + " System.console().writer().println(\"w\");");
        assertEquals("1-a!w\n", outputs.stdout());
    }

    @Test
    void linesOfEveryReader() {
        outputs.answers.addAll(List.of("\u00e1", "b 7", "c", "d"));
        assertEquals("\u00e1", value("IO.readln(\"IO? \")"));
        assertEquals("7", value("var in = new Scanner(System.in); in.next(); in.nextInt()"));
        assertEquals("c", value("new BufferedReader(new InputStreamReader(System.in)).readLine()"));
        assertEquals("d", value("dev.cuaderno.display.Display.ask(\"Text: \")"));
        assertEquals("IO? ", outputs.stdout());
        assertEquals("input:Text: ", outputs.events.getLast());
    }

    @Test
    void theEndOfInputIsTheEnd() {
        assertEquals("null", value("System.console().readLine()"));
        assertEquals("null", value("System.console().readPassword(\"?\")"));
        assertEquals("-1", value("System.in.read()"));
    }

    /// Each must stop where it reads, whatever it does about exceptions, and leave the session.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "System.console().readPassword(\"waiting\")",
                "new Scanner(System.in).nextLine()",
                "while (true) { try { IO.readln(); } catch (Exception e) { } }",
                "while (!new Scanner(System.in).hasNextLine()) { }",
            })
    void anInterruptEndsARead(String code) throws Exception {
        value("int kept = 5;");
        var asked = new CountDownLatch(1);
        var nobody =
                new Outputs() {
                    @Override
                    public void stream(Stream stream, String text) {}

                    @Override
                    public void display(MimeBundle bundle, String displayId, boolean update) {}

                    @Override
                    public void clear(boolean wait) {}

                    @Override
                    public String input(String prompt, boolean password) {
                        asked.countDown();
                        try {
                            Thread.sleep(600_000);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return null;
                    }
                };
        var reading = CompletableFuture.supplyAsync(() -> java.execute(new Cell(2, code), nobody));
        assertTrue(asked.await(20, TimeUnit.SECONDS));
        java.interrupt();
        var failed = assertInstanceOf(Outcome.Failed.class, reading.get(20, TimeUnit.SECONDS));
        assertEquals("Interrupted", failed.name());
        assertEquals("the cell was stopped; its variables are kept", failed.message());
        assertEquals("5", value("kept"));
    }

    @Test
    void whoCannotBeAskedIsSaid() {
        var refusing =
                new Outputs() {
                    @Override
                    public void stream(Stream stream, String text) {}

                    @Override
                    public void display(MimeBundle bundle, String displayId, boolean update) {}

                    @Override
                    public void clear(boolean wait) {}

                    @Override
                    public String input(String prompt, boolean password) {
                        throw new InputRefusedException("nobody is here");
                    }
                };
        for (var code :
                List.of(
                        "System.console().readPassword()",
                        "new Scanner(System.in).nextLine()",
                        "IO.readln()",
                        "System.in.read()")) {
            var failed =
                    assertInstanceOf(
                            Outcome.Failed.class, java.execute(new Cell(3, code), refusing));
            assertEquals("nobody is here", failed.message(), code);
        }
    }
}
