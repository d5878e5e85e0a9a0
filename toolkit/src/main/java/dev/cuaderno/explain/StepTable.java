package dev.cuaderno.explain;

/// Steps of a computation as an HTML table: one line each, numbers under each other.
final class StepTable {

    private static final String TABLE =
            "border-collapse:collapse;width:auto;margin:0;border:0;color:inherit;background:none;"
                    + "font-size:.92em;font-variant-numeric:tabular-nums";
    private static final String CELL =
            "padding:.15em .8em .15em 0;text-align:left;border:0;vertical-align:baseline;";

    private final StringBuilder html = new StringBuilder();
    private final int columns;

    /// @param heads what stands in the columns
    StepTable(String... heads) {
        columns = heads.length;
        html.append("<div style=\"overflow-x:auto;max-width:100%\"><table style=\"");
        html.append(TABLE).append("\"><thead><tr style=\"background:none\">");
        for (var head : heads) {
            html.append("<th style=\"").append(CELL).append("font-weight:600;");
            html.append("border-bottom:1px solid rgba(128,128,128,.6)\">");
            html.append(Html.escape(head)).append("</th>");
        }
        html.append("</tr></thead><tbody>");
    }

    /// One step, given as text.
    StepTable row(String... cells) {
        return marked("", cells);
    }

    /// One step with a style of its own.
    StepTable marked(String style, String... cells) {
        html.append("<tr style=\"background:none;").append(style).append("\">");
        for (var cell : cells) {
            html.append("<td style=\"").append(CELL).append("white-space:nowrap\">");
            html.append(Html.escape(cell)).append("</td>");
        }
        html.append("</tr>");
        return this;
    }

    /// Says how many steps are left out.
    StepTable gap(int left) {
        html.append("<tr style=\"background:none\"><td colspan=\"").append(columns);
        html.append("\" style=\"")
                .append(CELL)
                .append("\">… (")
                .append(left)
                .append(") …</td></tr>");
        return this;
    }

    String html() {
        return html + "</tbody></table></div>";
    }
}
