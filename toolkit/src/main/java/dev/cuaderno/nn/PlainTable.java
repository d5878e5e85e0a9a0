package dev.cuaderno.nn;

import java.util.ArrayList;
import java.util.List;

/// A table of texts, as text and as HTML.
final class PlainTable {

    private static final String TABLE =
            "border-collapse:collapse;width:auto;margin:0;color:inherit;background:transparent";
    private static final String CELL =
            "border-bottom:1px solid color-mix(in srgb,currentColor 20%,transparent);"
                    + "padding:.15em .7em;font-variant-numeric:tabular-nums;white-space:pre;"
                    + "color:inherit;background:transparent;text-align:left";

    private PlainTable() {}

    static String text(List<String> head, List<List<String>> rows) {
        var all = new ArrayList<List<String>>();
        all.add(head);
        all.addAll(rows);
        var text = new ArrayList<String>();
        for (var row : all) {
            var line = new StringBuilder();
            for (var column = 0; column < head.size(); column++) {
                var at = column;
                var width = all.stream().mapToInt(one -> one.get(at).length()).max().orElse(0);
                line.append(row.get(column));
                line.append(" ".repeat(width + 2 - row.get(column).length()));
            }
            text.add(line.toString().stripTrailing());
        }
        return String.join("\n", text);
    }

    static String html(List<String> head, List<List<String>> rows) {
        var html = new StringBuilder("<table style=\"").append(TABLE).append("\"><thead>");
        row(head, "th", html);
        html.append("</thead><tbody>");
        rows.forEach(row -> row(row, "td", html));
        return html.append("</tbody></table>").toString();
    }

    private static void row(List<String> cells, String tag, StringBuilder html) {
        html.append("<tr>");
        for (var cell : cells) {
            html.append('<').append(tag).append(" style=\"").append(CELL).append("\">");
            html.append(cell.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
            html.append("</").append(tag).append('>');
        }
        html.append("</tr>");
    }
}
