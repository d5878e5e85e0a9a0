package dev.cuaderno.kernel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.kernel.language.Outcome;
import dev.cuaderno.kernel.notebook.CellFailure;
import dev.cuaderno.kernel.notebook.NotebookFile;
import dev.cuaderno.kernel.notebook.NotebookRun;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

class ProgressTest {

    private static final String UP = "\u001b[1A\u001b[2K";
    private static final Selection.Entry PADDING = entry("deck/padding.ipynb");
    private static final Selection.Entry OTHER = entry("other.ipynb");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final AtomicLong clock = new AtomicLong();

    private static Selection.Entry entry(String target) {
        return new Selection.Entry(Path.of("/n").resolve(target), Path.of(target));
    }

    private static Result result(Selection.Entry entry, int cells, CellFailure... failures)
            throws IOException {
        var notebook =
                NotebookFile.parse(
                        "t", "{\"cells\":[],\"metadata\":{},\"nbformat\":4,\"nbformat_minor\":5}");
        var run =
                new NotebookRun(
                        notebook,
                        cells,
                        cells,
                        List.of(failures),
                        List.of(),
                        Duration.ofSeconds(3));
        return new Result(
                entry, Optional.of(run), Optional.empty(), List.of(), Duration.ofMillis(3400));
    }

    private static CellFailure failure(int cell) {
        var error =
                new Outcome.Failed(
                        Outcome.Cause.EXCEPTION,
                        "ArithmeticException",
                        "/ by zero",
                        List.of("ArithmeticException: / by zero"),
                        1,
                        5);
        return new CellFailure(cell, 12, "1 / 0", error, false);
    }

    private LiveProgress live(int width) {
        return new LiveProgress(new PrintWriter(out), new PrintWriter(err), width, clock::get);
    }

    private String printed() {
        var text = out.toString().replace(System.lineSeparator(), "\n");
        out.getBuffer().setLength(0);
        return text;
    }

    @Test
    void aLogHasOneLineForEachNotebookAndTheWholeStoryOfFailures() throws IOException {
        try (var progress = new PlainProgress(new PrintWriter(out), new PrintWriter(err))) {
            progress.cell(PADDING, 1, 12);
            assertEquals("", printed());
            progress.finished(result(PADDING, 12));
            assertEquals("ok      deck/padding.ipynb  12/12  3.4 s\n", printed());
            progress.finished(result(OTHER, 12, failure(3)));
        }
        assertEquals(
                "FAILED  other.ipynb  11/12  3.4 s  cell 3 of 12: ArithmeticException\n",
                printed());
        assertTrue(err.toString().contains("> "), err.toString());
        assertTrue(err.toString().contains("1 / 0"), err.toString());
    }

    @Test
    void aTerminalShowsHowFarEachRunningNotebookIs() throws IOException {
        var progress = live(80);
        progress.cell(PADDING, 2, 12);
        assertEquals("deck/padding.ipynb  cell 2 of 12  0.0 s\n", printed());
        clock.set(1_500_000_000L);
        progress.cell(OTHER, 1, 3);
        assertEquals(
                UP
                        + "deck/padding.ipynb  cell 2 of 12  1.5 s\n"
                        + "other.ipynb  cell 1 of 3  0.0 s\n",
                printed());
        progress.finished(result(PADDING, 12));
        assertEquals(
                UP
                        + UP
                        + "ok      deck/padding.ipynb  12/12  3.4 s\n"
                        + "other.ipynb  cell 1 of 3  0.0 s\n",
                printed());
        assertTrue(progress.tick());
        printed();
        progress.close();
        assertEquals(UP, printed());
        assertFalse(progress.tick());
        assertEquals("", printed());
    }

    @Test
    void aLiveLineNeverWraps() {
        var progress = live(32);
        progress.cell(PADDING, 2, 12);
        var line = printed().stripTrailing();
        assertEquals(31, line.length());
        assertTrue(line.startsWith("…") && line.endsWith("  cell 2 of 12  0.0 s"), line);
        progress.close();
    }

    @Test
    void theTableAlignsAndCountsFailures() throws IOException {
        var trouble =
                new Result(
                        OTHER,
                        Optional.empty(),
                        Optional.of("other.ipynb:1:1: the file is empty"),
                        List.of(),
                        Duration.ZERO);
        assertEquals(
                """
                notebook            cells   time  result
                deck/padding.ipynb  10/12  3.4 s  cell 3 of 12: ArithmeticException (and 1 more)
                other.ipynb             -  0.0 s  other.ipynb:1:1: the file is empty
                2 notebooks, 2 failed, 3.5 s; pages: o/index.html
                """,
                Summary.text(
                                List.of(result(PADDING, 12, failure(3), failure(5)), trouble),
                                Path.of("o"),
                                Duration.ofMillis(3500))
                        .replace('\\', '/'));
    }
}
