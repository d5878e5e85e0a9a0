package dev.cuaderno.kernel.notebook;

import java.time.Duration;
import java.util.List;

/// How the run of a notebook went.
///
/// @param notebook the notebook with its fresh outputs; cells that did not run have none
/// @param cells how many cells there were to run
/// @param executed how many have run, failed ones included
/// @param failures what failed, in order
/// @param reports what became of each code cell that is not blank, in order
/// @param elapsed the time from start to end
public record NotebookRun(
        Notebook notebook,
        int cells,
        int executed,
        List<CellFailure> failures,
        List<CellReport> reports,
        Duration elapsed) {
    public NotebookRun {
        failures = List.copyOf(failures);
        reports = List.copyOf(reports);
    }

    /// Whether every cell ran to its end.
    public boolean succeeded() {
        return failures.isEmpty() && executed == cells;
    }
}
