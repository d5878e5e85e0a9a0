package dev.cuaderno.kernel.notebook;

/// Something that is amiss with a cell although it ran: an output that is not the stored one, a
/// count that is out of order.
///
/// @param id the cell's id; empty for the notebook as a whole
/// @param cell the cell's number among those that ran, or its place for one that did not; 0 for the
///   notebook as a whole
/// @param line the line of its source, from 1; 0 for the whole cell
/// @param kind one word for reports, for instance `difference`
/// @param summary one line
/// @param detail the lines to show below it, with ANSI colours; may be empty
public record Finding(String id, int cell, int line, String kind, String summary, String detail) {

    /// The whole story.
    ///
    /// @param notebook what to call the notebook
    public String describe(String notebook, boolean colour) {
        var place =
                notebook
                        + ":"
                        + (cell > 0 ? " cell " + cell : "")
                        + (line > 0 ? ", line " + line : "")
                        + (cell > 0 ? ":" : "");
        var text = place + " " + summary + (detail.isEmpty() ? "" : "\n" + detail.stripTrailing());
        return colour ? text : text.replaceAll("\u001b\\[[0-9;]*m", "");
    }
}
