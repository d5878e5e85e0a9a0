package dev.cuaderno.kernel.notebook;

import java.time.Duration;

/// What became of one code cell of a run.
///
/// @param id the cell's id in the notebook
/// @param number the number it ran under or would have run under, from 1; 0 for one left out
/// @param title its first telling line
/// @param status how it ended
/// @param elapsed the time it took
public record CellReport(String id, int number, String title, Status status, Duration elapsed) {
    private static final int MAX_TITLE = 60;

    /// How a cell may end.
    public enum Status {
        /// It ran to its end, or failed as it was expected to.
        PASSED,
        FAILED,
        /// A tag keeps it from being run.
        SKIPPED,
        /// The run ended before it.
        NOT_REACHED
    }

    static CellReport of(NotebookCell cell, int number, Status status, Duration elapsed) {
        return new CellReport(cell.id(), number, title(cell.source()), status, elapsed);
    }

    private static String title(String source) {
        var lines = source.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        var line =
                lines.stream()
                        .filter(each -> !each.startsWith("import ") && !each.startsWith("//"))
                        .findFirst()
                        .orElse(lines.isEmpty() ? "" : lines.getFirst());
        return line.codePointCount(0, line.length()) <= MAX_TITLE
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MAX_TITLE - 1)) + "…";
    }
}
