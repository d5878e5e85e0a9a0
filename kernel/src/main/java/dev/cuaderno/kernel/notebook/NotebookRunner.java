package dev.cuaderno.kernel.notebook;

import com.google.gson.JsonObject;

import dev.cuaderno.kernel.language.Cell;
import dev.cuaderno.kernel.language.Outcome;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs notebooks from top to bottom, each in a fresh session, and fills in their outputs.
///
/// Code cells that are blank or have one of the skipped tags are left out and lose old outputs. A
/// cell tagged `raises-exception` may fail without failing the notebook.
public final class NotebookRunner {
    private final Languages languages;
    private final RunSettings settings;
    private final boolean relock;

    public NotebookRunner(Languages languages, RunSettings settings) {
        this(languages, settings, false);
    }

    /// @param relock true to choose the versions of libraries anew and to lock the notebook to
    ///   them, where it runs to its end
    public NotebookRunner(Languages languages, RunSettings settings, boolean relock) {
        this.languages = languages;
        this.settings = settings;
        this.relock = relock;
    }

    /// Runs `notebook`, which stays as it is.
    ///
    /// @param folder the working folder of its cells
    /// @throws IOException if the session cannot be started, or the notebook's lock cannot be kept;
    ///   the message says why
    /// @throws InterruptedException if this thread is interrupted; the session is ended
    public NotebookRun run(Notebook notebook, Path folder, RunListener listener)
            throws IOException, InterruptedException {
        var start = System.nanoTime();
        var result = notebook.copy();
        result.markAsJava();
        var code = result.cells().stream().filter(NotebookCell::holdsCode).toList();
        var cells = code.stream().filter(cell -> !isSkipped(cell)).toList();
        result.cells().forEach(NotebookCell::clear);
        var failures = new ArrayList<CellFailure>();
        var reports = new HashMap<String, CellReport>();
        var ran = new ArrayList<RunOutputs.OfCell>();
        var outputs = new RunOutputs();
        try (var thread = new CellThread(languages.open(folder, notebook), settings.patience())) {
            if (!relock) {
                NotebookLock.give(result, thread);
            }
            for (var cell : cells) {
                var number = ran.size() + 1;
                listener.cellStarted(number, cells.size());
                var recorded = outputs.cell();
                ran.add(recorded);
                var failed = failures.size();
                var began = System.nanoTime();
                var goOn = execute(cell, number, cells.size(), thread, recorded, failures);
                var status =
                        failures.size() > failed
                                ? CellReport.Status.FAILED
                                : CellReport.Status.PASSED;
                reports.put(cell.id(), CellReport.of(cell, number, status, since(began)));
                if (!goOn) {
                    break;
                }
            }
            if (relock && failures.isEmpty() && ran.size() == cells.size()) {
                NotebookLock.take(result, thread);
            }
        }
        outputs.close();
        outputs.saveWidgets(result);
        for (var i = 0; i < ran.size(); i++) {
            cells.get(i).setResults(i + 1, ran.get(i).toJson());
        }
        return new NotebookRun(
                result,
                cells.size(),
                ran.size(),
                failures,
                code.stream().map(cell -> report(cell, cells, reports)).toList(),
                since(start));
    }

    private boolean isSkipped(NotebookCell cell) {
        return settings.skippedTags().stream().anyMatch(cell::hasTag);
    }

    private CellReport report(
            NotebookCell cell, List<NotebookCell> cells, Map<String, CellReport> ran) {
        var number = 1 + cells.indexOf(cell);
        var status = number == 0 ? CellReport.Status.SKIPPED : CellReport.Status.NOT_REACHED;
        return ran.getOrDefault(cell.id(), CellReport.of(cell, number, status, Duration.ZERO));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// Runs one cell.
    ///
    /// @return whether to go on
    private boolean execute(
            NotebookCell cell,
            int number,
            int cells,
            CellThread thread,
            RunOutputs.OfCell outputs,
            List<CellFailure> failures)
            throws InterruptedException {
        var began = Instant.now();
        var timeout = cell.timeout().orElse(settings.timeout());
        var ending = thread.execute(new Cell(number, cell.source()), outputs, timeout);
        if (settings.timing()) {
            setTimes(cell, began, Instant.now());
        }
        return switch (ending.outcome()) {
            case Outcome.Done done -> {
                done.value().ifPresent(value -> outputs.result(number, value));
                yield true;
            }
            case Outcome.Failed failed -> {
                outputs.error(failed);
                var expected = cell.hasTag("raises-exception") && !ending.timedOut();
                if (!expected) {
                    failures.add(
                            new CellFailure(
                                    number, cells, cell.source(), failed, outputs.askedForInput()));
                }
                yield !ending.lost() && (expected || settings.keepGoing());
            }
        };
    }

    private static void setTimes(NotebookCell cell, Instant began, Instant ended) {
        var times = new JsonObject();
        times.addProperty("iopub.status.busy", text(began));
        times.addProperty("iopub.execute_input", text(began));
        times.addProperty("iopub.status.idle", text(ended));
        times.addProperty("shell.execute_reply", text(ended));
        cell.metadata().add("execution", times);
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
