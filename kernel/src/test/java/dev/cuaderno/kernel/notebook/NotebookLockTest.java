package dev.cuaderno.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.kernel.dependency.LockJson;
import dev.cuaderno.kernel.dependency.LockText;
import dev.cuaderno.kernel.language.Cell;
import dev.cuaderno.kernel.language.Language;
import dev.cuaderno.kernel.language.Outcome;
import dev.cuaderno.kernel.language.Outputs;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The lock in the metadata reaches the session, and a new one comes back.
class NotebookLockTest {

    private static final String LINES =
            "//LOCK for a:b:1\n//LOCK a:b:1 sha256=" + "7".repeat(64) + "\n";

    private final List<String> ran = new ArrayList<>();

    private NotebookRun run(Notebook notebook, boolean relock, String answer) throws Exception {
        var language = new Scripted(answer);
        return new NotebookRunner((_, _) -> language, RunSettings.defaults(), relock)
                .run(notebook, Path.of(""), (cell, cells) -> {});
    }

    /// Remembers what it is given.
    private final class Scripted implements Language {

        private final String answer;

        Scripted(String answer) {
            this.answer = answer;
        }

        @Override
        public Outcome execute(Cell cell, Outputs outputs) {
            ran.add(cell.source());
            if (cell.source().startsWith("//LOCK") && answer.equals("refused")) {
                return new Outcome.Failed(
                        Outcome.Cause.EXCEPTION, "LockError", "no", List.of(), 0, 0);
            }
            return new Outcome.Done(
                    cell.source().equals("%dep lock")
                            ? Optional.of(MimeBundle.text("// these\n" + answer))
                            : Optional.empty());
        }

        @Override
        public void interrupt() {}

        @Override
        public Completeness completeness(String code) {
            return new Completeness(Completeness.State.UNKNOWN, "");
        }

        @Override
        public void close() {}
    }

    private static Notebook notebook(String metadata) throws BrokenNotebookException {
        return NotebookFile.parse(
                "n.ipynb",
                "{\"cells\":[{\"cell_type\":\"code\",\"source\":\"1\",\"metadata\":{},\"id\":\"a\","
                        + "\"outputs\":[],\"execution_count\":null}],\"metadata\":"
                        + metadata
                        + ",\"nbformat\":4,\"nbformat_minor\":5}");
    }

    @Test
    void givenBeforeTheFirstCellAndNotCounted() throws Exception {
        var locked = notebook("{}");
        LockJson.write(
                LockText.read(List.of(" a:b:1 sha256=" + "7".repeat(64))), locked.metadata());
        var run = run(locked, false, "");
        assertEquals(List.of("//LOCK a:b:1 sha256=" + "7".repeat(64) + "\n", "1"), ran);
        assertEquals(1, run.executed());
        assertTrue(LockJson.read(run.notebook().metadata()).isPresent());
    }

    @Test
    void withoutOneNothingIsRunBesideTheCells() throws Exception {
        run(notebook("{}"), false, "");
        assertEquals(List.of("1"), ran);
    }

    @Test
    void aLockThatCannotBeKeptEndsTheRun() throws Exception {
        var locked = notebook("{}");
        LockJson.write(
                LockText.read(List.of(" a:b:1 sha256=" + "7".repeat(64))), locked.metadata());
        var failure = assertThrows(IOException.class, () -> run(locked, false, "refused"));
        assertEquals("the notebook's lock: no", failure.getMessage());
        var damaged = notebook("{\"cuaderno\":{\"lock\":1}}");
        assertThrows(IOException.class, () -> run(damaged, false, ""));
        assertFalse(ran.contains("1"));
    }

    @Test
    void aNewOneIsTakenAtTheEnd() throws Exception {
        var run = run(notebook("{}"), true, LINES);
        assertEquals(List.of("1", "%dep lock"), ran);
        assertEquals(LINES, LockText.write(LockJson.read(run.notebook().metadata()).orElseThrow()));
    }
}
