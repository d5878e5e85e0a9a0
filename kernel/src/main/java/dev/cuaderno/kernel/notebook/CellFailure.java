package dev.cuaderno.kernel.notebook;

import dev.cuaderno.kernel.language.Outcome;

import java.util.ArrayList;
import java.util.List;

/// A cell that failed and why.
///
/// @param cell its number among the cells that run, from 1; the number shown in brackets beside it
/// @param cells how many cells run
/// @param source its source
/// @param error how it ended
/// @param askedForInput true where it asked for input, which nobody could give
public record CellFailure(
        int cell, int cells, String source, Outcome.Failed error, boolean askedForInput) {
    private static final int CONTEXT = 2;

    /// One line: `cell 3 of 12: ArithmeticException`.
    public String summary() {
        return "cell " + cell + " of " + cells + ": " + error.name();
    }

    /// The whole story: notebook, cell, line with a caret, error, where it came from.
    ///
    /// @param notebook what to call the notebook
    /// @param colour false to leave out the colours of the traceback
    public String describe(String notebook, boolean colour) {
        var lines = new ArrayList<String>();
        var place = error.line() > 0 ? ", line " + error.line() : "";
        var text = error.message().lines().findFirst().orElse("");
        lines.add(
                notebook
                        + ": cell "
                        + cell
                        + " of "
                        + cells
                        + place
                        + ": "
                        + error.name()
                        + (text.isEmpty() ? "" : ": " + text));
        if (error.cause() == Outcome.Cause.COMPILE && !error.traceback().isEmpty()) {
            // A compiler's report quotes the lines it speaks of.
            addTraceback(error.traceback(), colour, lines);
        } else {
            // What was expected and how to mend it often stands below the first line.
            error.message().lines().skip(1).forEach(line -> lines.add("  " + line));
            addSource(lines);
            var trace = error.traceback();
            addTraceback(trace.isEmpty() ? trace : trace.subList(1, trace.size()), colour, lines);
        }
        if (askedForInput) {
            lines.add("  The cell asked for input; a headless run has nobody to answer.");
        }
        return String.join("\n", lines);
    }

    private void addSource(List<String> lines) {
        if (error.line() <= 0) {
            return;
        }
        var code = source.lines().toList();
        if (error.line() > code.size()) {
            return;
        }
        for (var i = Math.max(1, error.line() - CONTEXT); i <= error.line(); i++) {
            var mark = i == error.line() ? "  > " : "    ";
            lines.add(mark + pad(String.valueOf(i)) + " | " + code.get(i - 1));
        }
        lines.add("    " + pad("") + " | " + caret(code.get(error.line() - 1)));
    }

    /// Blanks up to the error, tabs kept so that they are as wide as above.
    private String caret(String line) {
        var column =
                error.column() > 0
                        ? Math.min(error.column() - 1, line.length())
                        : line.length() - line.stripLeading().length();
        return line.substring(0, column).replaceAll("[^\t]", " ") + "^";
    }

    private static String pad(String number) {
        return " ".repeat(Math.max(0, 3 - number.length())) + number;
    }

    private static void addTraceback(List<String> traceback, boolean colour, List<String> lines) {
        for (var entry : traceback) {
            entry.lines()
                    .map(line -> colour ? line : line.replaceAll("\u001b\\[[0-9;]*m", ""))
                    .forEach(line -> lines.add("  " + line));
        }
    }
}
