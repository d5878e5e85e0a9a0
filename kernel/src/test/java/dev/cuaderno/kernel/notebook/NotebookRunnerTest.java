package dev.cuaderno.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

final class NotebookRunnerTest {
    private static final RunSettings SETTINGS =
            new RunSettings(Duration.ofSeconds(20), Duration.ofSeconds(20), false, false);

    private final FakeLanguage language = new FakeLanguage();
    private final List<String> progress = new ArrayList<>();

    static Notebook notebook(String... sources) {
        var cells = new JsonArray();
        for (var source : sources) {
            var cell = new JsonObject();
            cell.addProperty("cell_type", "code");
            cell.addProperty("source", source);
            cells.add(cell);
        }
        var root = new JsonObject();
        root.add("cells", cells);
        root.addProperty("nbformat", 4);
        root.addProperty("nbformat_minor", 5);
        try {
            return NotebookFile.parse("test.ipynb", root.toString());
        } catch (BrokenNotebookException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private NotebookRun run(RunSettings settings, Notebook notebook) {
        try {
            return new NotebookRunner((_, _) -> language, settings)
                    .run(notebook, Path.of("."), (cell, cells) -> progress.add(cell + "/" + cells));
        } catch (IOException | InterruptedException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private NotebookRun run(String... sources) {
        return run(SETTINGS, notebook(sources));
    }

    private static String outputs(NotebookRun run, int cell) {
        return run.notebook().cells().get(cell).outputs().toString();
    }

    @Test
    void fillsOutputsAndNumbers() {
        var run = run("print a\nprint b\nwarn c\nvalue 7", "value 8\nbundle text/html <b>8</b>");
        assertEquals(
                """
                [{"output_type":"stream","name":"stdout","text":["a\\n","b\\n"]}, \
                {"output_type":"stream","name":"stderr","text":["c\\n"]}, \
                {"output_type":"execute_result","execution_count":1,\
                "data":{"text/plain":["7"]},"metadata":{}}]""",
                outputs(run, 0));
        assertTrue(outputs(run, 1).contains("\"text/html\":[\"<b>8</b>\"]"), outputs(run, 1));
        assertEquals(2, run.notebook().cells().get(1).executionCount());
        assertTrue(run.succeeded());
        assertEquals(List.of("1/2", "2/2"), progress);
        assertTrue(language.isClosed());
    }

    @Test
    void jsonFormsAreStoredAsJson() {
        var run = run("value x\nbundle application/json {\"a\": [1.50]}");
        assertTrue(outputs(run, 0).contains("\"application/json\":{\"a\":[1.50]}"));
    }

    @Test
    void updatesReachEarlierCells() {
        var run = run("show p one\nshow p two", "update p three\nupdate nobody x");
        assertEquals(
                """
                [{"output_type":"display_data","data":{"text/plain":["three"]},"metadata":{}}, \
                {"output_type":"display_data","data":{"text/plain":["three"]},"metadata":{}}]""",
                outputs(run, 0));
        assertEquals("[]", outputs(run, 1));
    }

    @Test
    void clearsNowOrWithTheNextOutput() {
        var run = run("print a\nclear", "print a\nclear wait", "print a\nclear wait\nprint b");
        assertEquals("[]", outputs(run, 0));
        assertTrue(outputs(run, 1).contains("a\\n"));
        assertFalse(outputs(run, 2).contains("a\\n"));
        assertTrue(outputs(run, 2).contains("b\\n"));
    }

    @Test
    void lateOutputStaysWithItsCell() {
        var run = run("print a\nlate", "print b");
        assertTrue(outputs(run, 0).contains("\"text\":[\"a\\n\",\"late\\n\"]"), outputs(run, 0));
    }

    @Test
    void aFailingCellEndsTheRunAndKeepsWhatCameBefore() {
        var run = run("print a", "print b\n  fail no such thing", "print c");
        assertFalse(run.succeeded());
        assertEquals(2, run.executed());
        assertTrue(outputs(run, 0).contains("a\\n"));
        assertTrue(
                outputs(run, 1)
                        .contains("\"output_type\":\"error\",\"ename\":\"FakeError\",\"evalue\":"));
        assertEquals("[]", outputs(run, 2));
        assertEquals(0, run.notebook().cells().get(2).executionCount());
        assertEquals(
                """
                n.ipynb: cell 2 of 3, line 2: FakeError: no such thing
                      1 | print b
                  >   2 |   fail no such thing
                        |   ^
                      at line 2""",
                run.failures().getFirst().describe("n.ipynb", false));
        assertEquals("cell 2 of 3: FakeError", run.failures().getFirst().summary());
    }

    @Test
    void keepGoingRunsTheRest() {
        var settings = new RunSettings(SETTINGS.timeout(), SETTINGS.patience(), true, false);
        var run = run(settings, notebook("fail a", "print b", "die", "value 4"));
        assertEquals(4, run.executed());
        assertEquals(2, run.failures().size());
        assertFalse(run.succeeded());
    }

    @Test
    void aCellThatTakesTooLongIsStoppedAndReportedAsTimeout() {
        var short1 = new RunSettings(Duration.ofMillis(50), Duration.ofMillis(50), true, false);
        var run = run(short1, notebook("print a\nhang 1", "hang 3", "print b"));
        assertEquals(3, run.executed(), "a cell that heeds an interrupt costs nothing else");
        assertTrue(outputs(run, 0).contains("\"ename\":\"Timeout\""), outputs(run, 0));
        assertTrue(outputs(run, 0).contains("ran longer than 0.1 s and was stopped"));
        assertEquals(2, run.failures().getFirst().error().line());
        assertTrue(outputs(run, 2).contains("b\\n"));
    }

    @Test
    void aCellThatCannotBeStoppedIsGivenUpWithItsLanguage() {
        var settings = new RunSettings(Duration.ofMillis(50), Duration.ofMillis(20), true, false);
        var run = run(settings, notebook("hang 99", "print b"));
        assertEquals(1, run.executed());
        assertTrue(outputs(run, 0).contains("could not be stopped"), outputs(run, 0));
        assertTrue(language.isClosed());
    }

    @Test
    void aCellMayHaveATimeOfItsOwn() {
        var notebook = notebook("hang 1", "print b");
        var own = new JsonObject();
        own.addProperty("timeout", 0.05);
        notebook.cells().getFirst().metadata().add("cuaderno", own);
        var settings = new RunSettings(SETTINGS.timeout(), SETTINGS.patience(), true, false);
        var run = run(settings, notebook);
        assertTrue(outputs(run, 0).contains("ran longer than 0.1 s"), outputs(run, 0));
        assertEquals(
                List.of(CellReport.Status.FAILED, CellReport.Status.PASSED),
                run.reports().stream().map(CellReport::status).toList());
    }

    @Test
    void inputIsRefusedWithAReason() {
        var run = run("ask Name?\nfail no line");
        assertTrue(outputs(run, 0).contains("Name?\\n"), outputs(run, 0));
        assertTrue(outputs(run, 0).contains("nobody can answer"));
        assertTrue(
                run.failures().getFirst().describe("n", false).contains("asked for input"),
                run.failures().getFirst().describe("n", false));
    }

    @Test
    void endlessPrintingIsCutWithANotice() {
        var cell = new RunOutputs().cell();
        var chunk = "x".repeat(RunOutputs.MAX_TEXT / 4);
        for (var i = 0; i < 20; i++) {
            cell.stream(dev.cuaderno.kernel.language.Outputs.Stream.STDOUT, chunk);
        }
        var text = cell.toJson().toString();
        assertTrue(text.length() < RunOutputs.MAX_TEXT + 500);
        assertTrue(text.contains("the rest is not kept"));
    }

    @Test
    void tagsAndBlankCellsAreHeeded() throws IOException {
        var notebook = notebook("fail on purpose", "fail skipped", "  \n", "value 1");
        tag(notebook, 0, "raises-exception");
        tag(notebook, 1, "skip-execution");
        var run = run(SETTINGS, notebook);
        assertTrue(run.succeeded());
        assertEquals(2, run.cells());
        assertTrue(outputs(run, 0).contains("FakeError"));
        assertEquals("[]", outputs(run, 1));
        assertEquals(2, run.notebook().cells().get(3).executionCount());
    }

    private static void tag(Notebook notebook, int cell, String tag) {
        var tags = new JsonArray();
        tags.add(tag);
        notebook.cells().get(cell).metadata().add("tags", tags);
    }

    @Test
    void clockTimesAreWrittenOnlyOnRequest() {
        var source = notebook("value 1");
        var old = new JsonObject();
        old.addProperty("iopub.status.busy", "2001-01-01T00:00:00Z");
        source.cells().getFirst().metadata().add("execution", old);
        var plain = run(SETTINGS, source);
        assertFalse(plain.notebook().cells().getFirst().metadata().has("execution"));
        assertEquals(
                NotebookFile.text(plain.notebook()),
                NotebookFile.text(run(SETTINGS, source).notebook()),
                "two runs give the same bytes");
        var timed =
                run(new RunSettings(SETTINGS.timeout(), SETTINGS.patience(), false, true), source);
        var times = timed.notebook().cells().getFirst().metadata().getAsJsonObject("execution");
        assertTrue(times.get("iopub.status.idle").getAsString().matches("20[2-9].*T.*Z"));
    }

    @Test
    void theSourceNotebookStaysAsItIs() {
        var source = notebook("print a");
        var before = NotebookFile.text(source);
        run(SETTINGS, source);
        assertEquals(before, NotebookFile.text(source));
    }

    @Test
    void aSessionThatDoesNotStartIsAnError() {
        var runner =
                new NotebookRunner(
                        (_, _) -> {
                            throw new IOException("no JVM");
                        },
                        SETTINGS);
        assertEquals(
                "no JVM",
                assertThrows(
                                IOException.class,
                                () -> runner.run(notebook("x"), Path.of("."), (a, b) -> {}))
                        .getMessage());
    }
}
