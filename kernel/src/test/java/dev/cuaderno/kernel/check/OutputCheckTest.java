package dev.cuaderno.kernel.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.kernel.notebook.CellReport;
import dev.cuaderno.kernel.notebook.Finding;
import dev.cuaderno.kernel.notebook.Notebook;
import dev.cuaderno.kernel.notebook.NotebookFile;
import dev.cuaderno.kernel.notebook.NotebookRun;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

import javax.imageio.ImageIO;

class OutputCheckTest {

    @TempDir private Path folder;

    private double tolerance;
    private Sanitizer sanitizer = Sanitizer.builtIn();
    private String metadata = "{}";

    /// A notebook of one cell with these outputs.
    private Notebook notebook(String outputs) throws IOException {
        return NotebookFile.parse(
                "t",
                """
                {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
                  {"cell_type": "code", "id": "one", "source": "x", "metadata": %s,
                   "execution_count": 1, "outputs": [%s]}]}"""
                        .formatted(metadata, outputs));
    }

    private List<Finding> check(String stored, String fresh) throws IOException {
        return check(notebook(stored), notebook(fresh), CellReport.Status.PASSED);
    }

    private List<Finding> check(Notebook stored, Notebook fresh, CellReport.Status status) {
        var report = new CellReport("one", 1, "x", status, Duration.ZERO);
        var run = new NotebookRun(fresh, 1, 1, List.of(), List.of(report), Duration.ZERO);
        return new OutputCheck(sanitizer, tolerance, 0.01).compare(stored, run);
    }

    private static String stream(String name, String text) {
        return "{\"output_type\": \"stream\", \"name\": \"%s\", \"text\": \"%s\"}"
                .formatted(name, text);
    }

    private static String shown(String type, String content) {
        return "{\"output_type\": \"display_data\", \"metadata\": {}, \"data\": {\"%s\": \"%s\"}}"
                .formatted(type, content);
    }

    private static String picture(int width, Color colour) throws IOException {
        var image = new BufferedImage(width, 10, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, width, 10);
        graphics.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    @Test
    void aDifferenceIsShownLineByLine() throws IOException {
        var findings =
                check(
                        stream("stdout", "a\\nb\\nc\\nd\\ne\\nf"),
                        stream("stdout", "a\\nb\\nc\\nd\\nX\\nf"));
        assertEquals(
                """
                n.ipynb: cell 1: output differs: stdout
                  stdout:
                    ...
                      c
                      d
                    - e
                    + X
                      f""",
                findings.getFirst().describe("n.ipynb", false));
    }

    @Test
    void aLongLineIsShownWhereItDiffers() throws IOException {
        var line = "0123456789".repeat(100);
        var text =
                check(stream("stdout", line + "a"), stream("stdout", line + "b"))
                        .getFirst()
                        .detail();
        assertTrue(text.contains("9a"), text);
        assertTrue(text.contains("9b"), text);
        assertTrue(text.lines().allMatch(each -> each.length() < 150), text);
    }

    @Test
    void ofMarkupTheBeginningIsShown() throws IOException {
        var a = "<p>a</p>\\n".repeat(50);
        var detail =
                check(shown("text/html", a), shown("text/html", a.replace('a', 'b')))
                        .getFirst()
                        .detail();
        assertEquals(1 + 10 + 1, detail.lines().count(), detail);
        assertTrue(detail.contains("... more differs below"), detail);
    }

    @Test
    void theOrderOfStreamsAndTheirPiecesDoNotCount() throws IOException {
        assertEquals(
                List.of(),
                check(
                        stream("stdout", "a")
                                + ","
                                + stream("stderr", "w")
                                + ","
                                + stream("stdout", "b"),
                        stream("stdout", "ab") + "," + stream("stderr", "w")));
    }

    @Test
    void formsThatCameOrWentAreNamed() throws IOException {
        var findings = check(shown("text/plain", "7"), shown("text/html", "7"));
        assertEquals("output differs: text/html, text/plain", findings.getFirst().summary());
        assertEquals(1, check(shown("text/plain", "7"), "").size());
        assertEquals(1, check("", shown("text/plain", "7")).size());
    }

    @Test
    void ofAnErrorNameAndMessageCountButNotTheTrace() throws IOException {
        var error =
                "{\"output_type\": \"error\", \"ename\": \"E\", \"evalue\": \"%s\", \"traceback\": [\"%s\"]}";
        assertEquals(List.of(), check(error.formatted("bad", "a"), error.formatted("bad", "b")));
        assertEquals(1, check(error.formatted("bad", ""), error.formatted("worse", "")).size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "loss 0.5       | loss 0.5000001  | 1e-6 | true",
                "loss 0.5       | loss 0.51       | 1e-6 | false",
                "1234567.0      | 1234567.5       | 1e-6 | true",
                "a 1 b          | a 1 c           | 1    | false",
                "[1, 2]         | [1, 2, 3]       | 1    | false",
                "x1 = 2         | x2 = 2          | 1    | false",
                "-0.5           | 0.5             | 0.1  | false",
                "1E-3 ok        | 0.001 ok        | 1e-9 | true",
                "a  0.10        | a 0.1           | 1e-9 | true",
                "1.0            | 1.0000          | 0    | false",
            })
    void numbersMayDifferByTheTolerance(String a, String b, double tolerance, boolean near)
            throws IOException {
        this.tolerance = tolerance;
        assertEquals(near, check(shown("text/plain", a), shown("text/plain", b)).isEmpty());
    }

    @Test
    void aCellMayHaveAToleranceOfItsOwn() throws IOException {
        metadata = "{\"cuaderno\": {\"tolerance\": 0.1}}";
        assertEquals(List.of(), check(shown("text/plain", "1.0"), shown("text/plain", "1.05")));
        assertEquals(1, check(shown("text/plain", "1.0"), shown("text/plain", "1.5")).size());
    }

    @Test
    void picturesMayDifferALittle() throws IOException {
        var grey = picture(10, new Color(100, 100, 100));
        var nearly = picture(10, new Color(102, 100, 100));
        var white = picture(10, Color.WHITE);
        assertEquals(List.of(), check(shown("image/png", grey), shown("image/png", nearly)));
        var findings = check(shown("image/png", grey), shown("image/png", white));
        // 155 of 255 in three of four channels.
        assertTrue(
                findings.getFirst().detail().contains("mean difference 45.59 %"),
                findings.getFirst().detail());
        var wider = check(shown("image/png", grey), shown("image/png", picture(20, Color.GRAY)));
        assertTrue(wider.getFirst().detail().contains("stored 10 × 10 pixels, fresh 20 × 10"));
        var broken = check(shown("image/png", grey), shown("image/png", "AAAA"));
        assertTrue(broken.getFirst().detail().contains("the fresh picture cannot be read"));
    }

    @Test
    void picturesInHtmlAreComparedAsPictures() throws IOException {
        var html = "<img src='data:image/png;base64,%s'> 5";
        var grey = html.formatted(picture(10, new Color(100, 100, 100)));
        var nearly = html.formatted(picture(10, new Color(101, 100, 100)));
        var white = html.formatted(picture(10, Color.WHITE));
        assertEquals(List.of(), check(shown("text/html", grey), shown("text/html", nearly)));
        var detail = check(shown("text/html", grey), shown("text/html", white)).getFirst().detail();
        assertTrue(detail.contains("picture 1: mean difference"), detail);
    }

    @Test
    void identityHashCodesAreNoDifference() throws IOException {
        assertEquals(
                List.of(),
                check(
                        shown("text/plain", "Object@1b2c3d4 [I@7f31245a"),
                        shown("text/plain", "Object@5c29bfd [I@6d6f6e28")));
        assertEquals(1, check(shown("text/plain", "a@b"), shown("text/plain", "a@c")).size());
    }

    @Test
    void rulesOfAFileAreApplied() throws IOException {
        var file =
                Files.writeString(
                        folder.resolve("rules.cfg"),
                        """
                        # as nbval reads them
                        [time]
                        regex: (?P<number>\\d+\\.\\d+) (ms|s)
                        replace: \\g<number>? unit \\2 for $1

                        [years]
                        regex = \\b\\d{4}\\b
                        replace =
                        """);
        assertEquals("3.5? unit ms for $1 in ", Sanitizer.read(file).apply("3.5 ms in 2026"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "regex: a | :1: expected [name]",
                "[a];regex: (;replace: b | :2: Unclosed group in (",
                "[a];replace: b | :2: replace: stands below the regex:",
                "[a];regex: a;[b] | :3: the rule above has no replace:",
                "[a];regex: a | the last rule has no replace:",
                "[a];colour: a | :2: a rule has regex: and replace:, not colour",
            })
    void aWrongRuleIsNamedWithItsLine(String text, String why) throws IOException {
        var file = Files.write(folder.resolve("rules.cfg"), List.of(text.split(";")));
        var failure = assertThrows(IOException.class, () -> Sanitizer.read(file));
        assertTrue(failure.getMessage().contains(why), failure.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"check-ignore", "nbval-ignore-output"})
    void taggedCellsAreNotCompared(String tag) throws IOException {
        metadata = "{\"tags\": [\"%s\"]}".formatted(tag);
        assertEquals(List.of(), check(stream("stdout", "a"), stream("stdout", "b")));
    }

    @Test
    void aCellThatFailedIsNotComparedAsWell() throws IOException {
        var stored = notebook(stream("stdout", "a"));
        assertEquals(List.of(), check(stored, notebook(""), CellReport.Status.FAILED));
    }

    @Test
    void aNotebookWithoutOutputsSaysSo() throws IOException {
        var stored =
                NotebookFile.parse(
                        "t",
                        """
                        {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
                          {"cell_type": "code", "id": "one", "source": "x", "metadata": {},
                           "execution_count": null, "outputs": []}]}""");
        var findings = check(stored, notebook(stream("stdout", "a")), CellReport.Status.PASSED);
        assertTrue(findings.getFirst().summary().startsWith("holds no outputs to compare with"));
    }
}
