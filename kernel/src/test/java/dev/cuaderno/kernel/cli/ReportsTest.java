package dev.cuaderno.kernel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.kernel.language.JavaLanguage;
import dev.cuaderno.kernel.language.Settings;
import dev.cuaderno.kernel.notebook.RunSettings;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

/// Parameters and tags from the command line, and the reports for build servers.
class ReportsTest {

    @TempDir private Path folder;
    private Cli cli;

    @BeforeEach
    void setUp() {
        cli = new Cli(folder);
    }

    private int run(String notebook, String... options) {
        var fixed = List.of("run", notebook, "-o", cli.path("out").toString());
        return cli.run(
                Stream.concat(fixed.stream(), Arrays.stream(options)).toArray(String[]::new));
    }

    @Test
    void parametersReplaceTheUsualValues() throws IOException {
        var file =
                cli.notebook(
                        "in/a.ipynb",
                        Cli.code("final int n = 1;\nString who = \"me\";", "parameters"),
                        Cli.code("who + n"));
        assertEquals(0, run(file, "-p", "n=41", "--param", "who=you"), cli::said);
        var cells = cli.notebook("out/a.ipynb").cells();
        assertTrue(cells.get(1).hasTag("injected-parameters"));
        assertTrue(cells.get(2).outputs().toString().contains("\"you41\""), cells::toString);
        assertFalse(cli.read("in/a.ipynb").contains("you"), "the source stays as it is");

        assertEquals(Main.FAILED, run(file, "-p", "m=1"));
        assertTrue(cli.err().contains("declares no variable m"), cli::err);
        assertEquals(Main.USAGE, run(file, "-p", "n"));
    }

    @Test
    void parametersComeFromFilesToo() throws IOException {
        var file =
                cli.notebook(
                        "in/a.ipynb",
                        Cli.code("int n = 1; String who = \"me\"; double[] r = {};", "parameters"),
                        Cli.code("who + n + r.length"));
        var usual = file("usual.yaml", "# all\nn: 40\nwho: \"007\"\nr:\n  - 1\n  - 2.5e-1\n");
        var other = file("other.json", "{\"n\": 41}");
        assertEquals(0, run(file, "-f", usual, "--params-file", other, "-p", "who=you"), cli::said);
        var outputs = cli.notebook("out/a.ipynb").cells().get(2).outputs().toString();
        assertTrue(outputs.contains("\"you412\""), outputs);

        var plain = cli.notebook("in/b.ipynb", Cli.code("who.length() + r.size()"));
        assertEquals(0, run(plain, "-f", usual), cli::said);
        assertTrue(cli.notebook("out/b.ipynb").cells().get(1).outputs().toString().contains("5"));

        assertEquals(Main.USAGE, run(file, "-f", file("list.yaml", "- 1")));
        assertTrue(cli.err().contains("holds no names with values"), cli::err);
        assertEquals(Main.USAGE, run(file, "-f", file("broken.yaml", "n: [1\nm: 2")));
        assertTrue(cli.err().contains("broken.yaml, line 2"), cli::err);
        assertEquals(Main.USAGE, run(file, "-f", file("deep.yaml", "n: {a: 1}")));
        assertTrue(cli.err().contains("n is neither a number"), cli::err);
        assertEquals(Main.USAGE, run(file, "-f", "no-such-file.yaml"));
        assertTrue(cli.err().contains("no such file of parameters"), cli::err);
    }

    @Test
    void aTagOfOnesOwnLeavesCellsOut() throws IOException {
        var file = cli.notebook("in/a.ipynb", Cli.code("boom", "slow"), Cli.code("1 + 1"));
        assertEquals(Main.FAILED, run(file));
        assertEquals(0, run(file, "--skip-tag", "slow", "--skip-tag", "gpu"), cli::said);
        assertEquals(0, cli.notebook("out/a.ipynb").cells().getFirst().executionCount());
    }

    @Test
    void inPlaceKeepsTheOutputsOfARunThatSucceeds() throws IOException {
        var file = cli.notebook("in/a.ipynb", Cli.code("6 * 7"));
        assertEquals(0, run(file, "--in-place"), cli::said);
        assertTrue(cli.read("in/a.ipynb").contains("\"42\""));
        var bad = cli.notebook("in/b.ipynb", Cli.code("1 / 0"));
        var before = cli.read("in/b.ipynb");
        assertEquals(Main.FAILED, run(bad, "--in-place"));
        assertEquals(before, cli.read("in/b.ipynb"));
    }

    @Test
    void checkComparesWithTheStoredOutputs() throws IOException {
        var file = cli.notebook("in/a.ipynb", Cli.code("6 * 7"));
        assertEquals(Main.FAILED, run(file, "--check"));
        assertTrue(cli.err().contains("holds no outputs to compare with"), cli::err);
        assertEquals(0, run(file, "--in-place"));
        assertEquals(0, run(file, "--check"), cli::said);
        cli.write("in/a.ipynb", cli.read("in/a.ipynb").replace("\"42\"", "\"41\""));
        assertEquals(Main.FAILED, run(file, "--check"));
        assertTrue(cli.err().contains("- 41\n    + 42"), cli::err);
        assertTrue(cli.out().contains("cell 1: output differs: text/plain"), cli::out);
        assertEquals(0, run(file, "--check", "--tolerance", "0.1"), cli::said);
        assertEquals(Main.USAGE, run(file, "--tolerance", "0.1"));
        assertEquals(Main.USAGE, run(file, "--check", "--sanitize-with", "no-such-file"));
    }

    @Test
    void lintSaysWhatDependsOnASession() throws IOException {
        var file =
                cli.notebook(
                        "in/a.ipynb",
                        Cli.code("x + y"),
                        Cli.code("import org.example.Thing;"),
                        Cli.code("int x = 1;"));
        assertEquals(Main.FAILED, run(file, "--lint", "--keep-going"));
        var said = cli.err();
        assertTrue(
                said.contains("cell 1, line 1: x is declared further down only, in cell 3"), said);
        assertTrue(said.contains("cell 1, line 1: y is declared in no cell"), said);
        assertTrue(said.contains("declares the library of the package org.example (%dep)"), said);
        assertEquals(0, run(cli.notebook("in/b.ipynb", Cli.code("1")), "--lint"), cli::said);
    }

    @Test
    void junitHasASuiteForEachNotebookAndATestForEachCell() throws Exception {
        cli.notebook(
                "in/a.ipynb",
                Cli.code("int a = 1; // <&\u0007"),
                Cli.code("a / 0"),
                Cli.code("a"),
                Cli.code("gone", "skip-execution"));
        cli.write("in/broken.ipynb", "{");
        assertEquals(
                Main.FAILED, run(cli.path("in").toString(), "--junit", cli.path("j.xml") + ""));
        var xml =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(cli.path("j.xml").toFile())
                        .getDocumentElement();
        var suites = xml.getElementsByTagName("testsuite");
        var suite = (Element) suites.item(0);
        assertEquals("a.ipynb", suite.getAttribute("name"));
        assertEquals("4", suite.getAttribute("tests"));
        assertEquals("1", suite.getAttribute("failures"));
        assertEquals("2", suite.getAttribute("skipped"));
        var tests = suite.getElementsByTagName("testcase");
        assertTrue(((Element) tests.item(0)).getAttribute("name").contains("int a = 1; // <&"));
        assertTrue(((Element) tests.item(0)).getAttribute("time").matches("\\d+\\.\\d{3}"));
        var failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertEquals("ArithmeticException", failure.getAttribute("type"));
        assertTrue(failure.getTextContent().contains("a.ipynb: cell 2 of 3, line 1"));
        assertSame(tests.item(1), failure.getParentNode());
        assertTrue(((Element) tests.item(2)).getAttribute("name").startsWith("cell 3 ["));
        var broken = (Element) suites.item(1);
        assertEquals("1", broken.getAttribute("errors"));
        assertTrue(broken.getElementsByTagName("error").item(0).getTextContent().contains(":1:2:"));
    }

    @Test
    void annotationsPointAtTheLineOfTheFile() throws Exception {
        var file =
                Path.of(
                        cli.notebook(
                                "in/a.ipynb", Cli.code("int a = 1;"), Cli.code("int b;\na/0")));
        var entries = List.of(new Selection.Entry(file, Path.of("a.ipynb")));
        var results =
                new Batch(
                                (place, _) ->
                                        new JavaLanguage(
                                                Settings.fromEnvironment(Map.of())
                                                        .withFolder(place)),
                                Batch.Plan.of(RunSettings.defaults()),
                                cli.path("out"),
                                new PlainProgress(nowhere(), nowhere()))
                        .run(entries, entries, 1);
        var said = new StringWriter();
        GitHub.annotate(results, folder, new PrintWriter(said, true));
        var line = 1 + Files.readAllLines(file).indexOf("    \"a/0\\n\"");
        assertTrue(line > 1);
        assertTrue(
                said.toString()
                        .startsWith(
                                "::error file=in/a.ipynb,line="
                                        + line
                                        + ",title=cell 2%3A ArithmeticException::a.ipynb: cell 2"),
                said::toString);
        assertEquals(1, said.toString().lines().count(), "line breaks are escaped");
    }

    private String file(String name, String text) throws IOException {
        return cli.write(name, text).toString();
    }

    private static PrintWriter nowhere() {
        return new PrintWriter(new StringWriter());
    }

    @Test
    void aNotebookThatCannotBeReadIsAnnotatedAtItsBeginning() throws IOException {
        var entry = new Selection.Entry(folder.resolve("x,y.ipynb"), Path.of("x,y.ipynb"));
        var result =
                new Result(
                        entry, Optional.empty(), Optional.of("50%\nbad"), List.of(), Duration.ZERO);
        var said = new StringWriter();
        GitHub.annotate(List.of(result), folder, new PrintWriter(said, true));
        assertEquals(
                "::error file=x%2Cy.ipynb,line=1,title=notebook::50%25%0Abad",
                said.toString().strip());

        var summary = folder.resolve("summary.md");
        Files.writeString(summary, "before\n");
        GitHub.summarize(
                List.of(result), folder, Map.of("GITHUB_STEP_SUMMARY", summary.toString()));
        var written = Files.readString(summary);
        assertTrue(written.startsWith("before\n| notebook | cells | time | result |\n"), written);
        assertTrue(written.contains("❌"), written);
        assertTrue(written.contains("<details>"), written);
        GitHub.summarize(List.of(result), folder, Map.of());
    }

    @Test
    void annotationsAreForWorkflowsOnly() {
        assertTrue(GitHub.isHere(Map.of("GITHUB_ACTIONS", "true")));
        assertFalse(GitHub.isHere(Map.of()));
    }
}
