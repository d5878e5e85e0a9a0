package dev.cuaderno.explain;

import java.util.Locale;

/// A matrix of cells as an HTML table with its styles inline: survives pages that allow no style
/// sheets, takes text colour from the page, and fills with translucent colours that read on light
/// and dark ones.
///
/// @param characters the width of a column
record Grid(int rows, int columns, int characters) {

    private static final String TABLE =
            "border-collapse:collapse;width:auto;margin:0;border:0;color:inherit;background:none;"
                    + "font-size:1em;font-variant-numeric:tabular-nums";
    private static final String LINE = "border:1px solid rgba(128,128,128,.6)";

    /// The look of a cell.
    ///
    /// @param text without markup
    /// @param style CSS declarations that come last
    record Cell(String text, String style) {

        static Cell plain(String text) {
            return new Cell(text, "");
        }
    }

    /// What stands where.
    @FunctionalInterface
    interface Cells {
        Cell at(int row, int column);
    }

    private double cell() {
        return Math.max(1.4, 0.58 * characters + 0.5);
    }

    /// The room that it takes from left to right, in letters; about.
    double width() {
        return columns * (cell() + 0.45);
    }

    void write(StringBuilder html, Cells cells) {
        var width = String.format(Locale.ROOT, "%.1fem", cell());
        var style =
                LINE
                        + ";min-width:"
                        + width
                        + ";height:1.9em;padding:0 .2em;text-align:center;vertical-align:middle;white-space:nowrap;";
        html.append("<table style=\"").append(TABLE).append("\"><tbody>");
        for (var row = 0; row < rows; row++) {
            html.append("<tr style=\"background:none\">");
            for (var column = 0; column < columns; column++) {
                var cell = cells.at(row, column);
                html.append("<td style=\"").append(style).append(cell.style()).append("\">");
                html.append(Html.escape(cell.text())).append("</td>");
            }
            html.append("</tr>");
        }
        html.append("</tbody></table>");
    }
}
