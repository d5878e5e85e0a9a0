package dev.cuaderno.kernel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path folder;

    private int run(String... args) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private Path notebook(String name, String... sources) throws IOException {
        var cells =
                List.of(sources).stream()
                        .map(
                                source ->
                                        """
                                        {"cell_type": "code", "metadata": {}, "outputs": [],
                                         "execution_count": null, "source": "%s"}"""
                                                .formatted(source))
                        .toList();
        var file = folder.resolve("in").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "{\"cells\": ["
                        + String.join(",", cells)
                        + "], \"metadata\": {}, \"nbformat\": 4, \"nbformat_minor\": 4}");
        return file;
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve("out").resolve(name));
    }

    private int runAll(String... options) {
        var args = new ArrayList<>(List.of("run", folder.resolve("in").toString()));
        args.addAll(List.of("--out", folder.resolve("out").toString()));
        args.addAll(List.of(options));
        return run(args.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({
        "rnu, unknown command: rnu, run",
        "versoin, unknown command: versoin, version",
        "run --timeot 3 x, unknown option: --timeot, --timeout",
        "run --keep x, unknown option: --keep, --keep-going",
        "help vers, unknown command: vers, version"
    })
    void aWrongWordGetsASuggestion(String line, String problem, String suggestion) {
        assertEquals(Main.USAGE, run(line.split(" ")));
        assertTrue(err.toString().contains("cuaderno: " + problem), err.toString());
        assertTrue(err.toString().contains("Did you mean " + suggestion + "?"), err.toString());
        assertEquals("", out.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "xyzzy, unknown command: xyzzy",
        "run, Missing required parameter",
        "run -t 0 x, --timeout takes 1 second or more",
        "run -j 0 x, --jobs takes 1 or more",
        "run -t soon x, Invalid value for option '--timeout'",
        "run no-such-place, no such file or folder: no-such-place",
        "version now, one too many: now"
    })
    void aWrongLineIsRefusedWithoutAGuess(String line, String problem) {
        assertEquals(Main.USAGE, run(line.split(" ")));
        assertTrue(err.toString().contains(problem.replace("''", "'")), err.toString());
        assertFalse(err.toString().contains("Did you mean"), err.toString());
    }

    @Test
    void withoutACommandTheHelpIsNamed() {
        assertEquals(Main.USAGE, run());
        assertTrue(err.toString().contains("See: cuaderno help"), err.toString());
    }

    @Test
    void helpListsCommandsAndOptions() {
        assertEquals(0, run("help"));
        assertTrue(out.toString().contains("version"), out.toString());
        for (var says :
                List.of("run +Executes", "strip +Takes", "convert +Converts", "new +Makes")) {
            assertTrue(Pattern.compile(says).matcher(out.toString()).find(), out::toString);
        }
        assertEquals(0, run("help", "convert"));
        assertTrue(out.toString().contains("(// %%)"), out::toString);
        assertEquals(0, run("help", "run"));
        for (var option : List.of("--out", "--timeout", "--keep-going", "--jobs")) {
            assertTrue(out.toString().contains(option), option);
        }
        var asked = out.toString();
        assertEquals(0, run("run", "--help"));
        assertTrue(out.toString().length() > asked.length());
    }

    @Test
    void versionNamesTheJdk() {
        assertEquals(0, run("version"));
        assertTrue(out.toString().startsWith("cuaderno "), out.toString());
        assertTrue(out.toString().contains(Runtime.version().toString()), out.toString());
    }

    @Test
    void notebooksAreExecutedFromEndToEnd() throws IOException {
        notebook("first.ipynb", "int a = 20;", "a + 22");
        notebook("deck/second.ipynb", "System.out.println(6 * 7);");
        assertEquals(0, runAll("--jobs", "2"), err::toString);
        assertTrue(read("first.ipynb").contains("\"42\""), read("first.ipynb"));
        assertTrue(read("first.ipynb").contains("\"nbformat_minor\": 5"));
        assertTrue(read("deck/second.ipynb").contains("\"42\\n\""), read("deck/second.ipynb"));
        assertTrue(read("first.html").contains("42"));
        assertTrue(read("index.html").contains("deck/second.html"));
        assertTrue(out.toString().contains("2 notebooks, all well"), out.toString());
        assertEquals("", err.toString());

        // No clock, no chance: the same notebook gives the same bytes.
        var before = read("first.ipynb");
        assertEquals(0, runAll());
        assertEquals(before, read("first.ipynb"));
    }

    @Test
    void aFailureNamesItsLineAndTheOthersStillRun() throws IOException {
        notebook("a.ipynb", "int n = 0;", "int m = 1;\\nint k = m / n;", "m");
        notebook("b.ipynb", "1 + 1");
        var broken = folder.resolve("in/c.ipynb");
        Files.writeString(broken, "{\"cells\": [\n  oops\n]}");
        assertEquals(Main.FAILED, runAll());
        var story = err.toString();
        assertTrue(story.contains("a.ipynb: cell 2 of 3, line 2: ArithmeticException"), story);
        assertTrue(story.contains("int k = m / n;"), story);
        assertTrue(story.contains("^"), story);
        assertTrue(story.contains("c.ipynb:2:3:"), story);
        assertTrue(out.toString().contains("3 notebooks, 2 failed"), out.toString());
        assertTrue(read("a.ipynb").contains("\"ename\": \"ArithmeticException\""));
        assertFalse(read("a.ipynb").contains("\"execution_count\": 3"));
        assertTrue(read("b.html").contains("2"));
        assertTrue(read("c.html").contains("oops"));
        assertEquals("{\"cells\": [\n  oops\n]}", Files.readString(broken));
        assertFalse(Files.exists(folder.resolve("out/c.ipynb")));
    }

    @Test
    void keepGoingRunsTheCellsAfterAFailure() throws IOException {
        notebook("a.ipynb", "int n = 0;", "1 / n", "n + 7");
        assertEquals(Main.FAILED, runAll("--keep-going"));
        assertTrue(read("a.ipynb").contains("\"execution_count\": 3"), read("a.ipynb"));
        assertTrue(out.toString().contains("2/3"), out.toString());
    }

    @Test
    void aCellThatHangsIsStopped() throws IOException {
        notebook("a.ipynb", "while (true) {}");
        assertEquals(Main.FAILED, runAll("--timeout", "1"));
        assertTrue(err.toString().contains("cell 1 of 1"), err.toString());
        assertTrue(err.toString().contains("Timeout"), err.toString());
    }

    @Test
    void cellsOfAnotherLanguageAreNotRun() throws IOException {
        var file = notebook("py.ipynb", "print(1)");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "], \"metadata\": {}",
                                "], \"metadata\": {\"kernelspec\": {\"language\": \"python\"}}"));
        assertEquals(Main.FAILED, runAll());
        assertTrue(err.toString().contains("its cells are python, not Java"), err.toString());
    }
}
