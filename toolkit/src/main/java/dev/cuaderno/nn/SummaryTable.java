package dev.cuaderno.nn;

import static dev.cuaderno.words.Words.say;

import dev.cuaderno.formula.Derivation;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.words.Words;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Writes a network's summary as a table.
final class SummaryTable {

    private static final List<String> HEAD =
            List.of("layer", "kernel", "output", "parameters", "MACs", "field", "memory");

    /// The columns that are not numbers.
    private static final int WORDS = 3;

    private static final String TABLE =
            "border-collapse:collapse;width:auto;margin:0;color:inherit;background:transparent";
    private static final String CELL =
            "border-bottom:1px solid color-mix(in srgb,currentColor 20%,transparent);"
                    + "padding:.15em .4em;font-variant-numeric:tabular-nums;white-space:nowrap;"
                    + "color:inherit;background:transparent;text-align:";

    /// Shows the row below the one whose `details` stand open.
    private static final String OPENING =
            "<style>.cuaderno-summary tr:has(details[open]) + .cuaderno-workings"
                    + " { display: table-row !important; }"
                    + " .cuaderno-summary summary { cursor: pointer; }</style>";

    private SummaryTable() {}

    static String text(Summary summary) {
        var table = new ArrayList<List<String>>();
        table.add(HEAD.stream().map(Words::say).toList());
        table.addAll(cells(summary, "  "));
        var widths = new int[HEAD.size()];
        for (var row : table) {
            for (var column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        var text = new StringBuilder();
        for (var row : table) {
            var line = new StringBuilder();
            for (var column = 0; column < widths.length; column++) {
                var blank = " ".repeat(widths[column] - row.get(column).length());
                line.append(column == 0 ? "" : "  ");
                line.append(column < WORDS ? row.get(column) + blank : blank + row.get(column));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.append(String.join("\n", totals(summary))).toString();
    }

    static String html(Summary summary) {
        var html = new StringBuilder("<div class=\"cuaderno-summary\">").append(OPENING);
        html.append("<table style=\"").append(TABLE).append("\"><thead>");
        row(HEAD.stream().map(Words::say).toList(), "th", List.of(), html);
        html.append("</thead><tbody>");
        var cells = cells(summary, "&emsp;");
        var shown = shown(summary);
        for (var i = 0; i < cells.size(); i++) {
            row(cells.get(i), "td", shown.get(i).workings(), html);
        }
        html.append("</tbody></table>");
        for (var line : totals(summary)) {
            html.append("<div style=\"margin:.3em .7em\">").append(escaped(line)).append("</div>");
        }
        return html.append("</div>").toString();
    }

    /// A row, and below it another with the workings, which opens with the layer's name.
    private static void row(
            List<String> cells, String tag, List<Derivation> workings, StringBuilder html) {
        html.append("<tr>");
        for (var column = 0; column < cells.size(); column++) {
            var side = column < WORDS ? "left" : "right";
            var text = escaped(cells.get(column));
            html.append('<').append(tag).append(" style=\"").append(CELL).append(side);
            html.append("\">");
            html.append(
                    column > 0 || workings.isEmpty()
                            ? text
                            : "<details><summary>" + text + "</summary></details>");
            html.append("</").append(tag).append('>');
        }
        html.append("</tr>");
        if (!workings.isEmpty()) {
            html.append("<tr class=\"cuaderno-workings\" style=\"display:none\"><td colspan=\"");
            html.append(HEAD.size()).append("\" style=\"").append(CELL);
            html.append("left;padding:.2em 2em .6em\">");
            workings.forEach(one -> html.append(one.html()));
            html.append("</td></tr>");
        }
    }

    private static String escaped(String text) {
        return text.replaceAll("&(?!emsp;)", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static List<Summary.Row> shown(Summary summary) {
        return summary.rows().stream().filter(row -> row.level() > 0 || row.simple()).toList();
    }

    private static List<List<String>> cells(Summary summary, String indent) {
        var cells = new ArrayList<List<String>>();
        for (var row : shown(summary)) {
            var shown = row.output() == null ? "" : withoutBatch(row.output());
            cells.add(
                    List.of(
                            indent.repeat(Math.max(0, row.level() - 1)) + label(row),
                            row.details(),
                            shown,
                            row.simple() || row.ownParameters() > 0
                                    ? count(row.ownParameters())
                                    : "",
                            row.simple() ? count(row.macs()) : "",
                            row.field() == null ? "" : row.field().toString(),
                            row.simple() && row.bytes() > 0 ? bytes(row.bytes()) : ""));
        }
        return cells;
    }

    private static String label(Summary.Row row) {
        var name = row.path().substring(row.path().lastIndexOf('.') + 1);
        return name.isEmpty() ? row.layer() : name + " " + row.layer();
    }

    private static List<String> totals(Summary summary) {
        var lines = new ArrayList<String>();
        lines.add(
                say(
                        "input %s, output %s",
                        withoutBatch(summary.input()), withoutBatch(summary.output())));
        lines.add(
                say(
                        "parameters %s (%s), MACs %s, layers with weights in a row %d, memory of results %s",
                        count(summary.parameters()),
                        bytes(summary.parameterBytes()),
                        count(summary.macs()),
                        summary.depth(),
                        bytes(summary.activationBytes())));
        if (summary.rows().stream().anyMatch(row -> row.path().equals(Summary.HIDDEN))) {
            lines.add(
                    say(
                            "? is a layer used inside a function: parameters() does not find it;"
                                    + " make it a component of a record"));
        }
        return lines;
    }

    private static String withoutBatch(Shape shape) {
        return shape.rank() == 0 ? shape.toString() : shape.without(0).toString();
    }

    private static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String bytes(long value) {
        if (value < 1 << 10) {
            return value + " B";
        }
        return value < 1 << 20
                ? String.format(Locale.ROOT, "%.1f KB", value / 1024.0)
                : String.format(Locale.ROOT, "%.1f MB", value / (1024.0 * 1024));
    }
}
