package dev.cuaderno.train;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A table of texts, the first column on the left and the others, numbers mostly, on the right.
public final class Table implements Displayable {

    private static final String TABLE =
            "border-collapse:collapse;width:auto;margin:0;color:inherit;background:transparent";
    private static final String CELL =
            "border-bottom:1px solid color-mix(in srgb,currentColor 20%,transparent);"
                    + "padding:.15em .7em;font-variant-numeric:tabular-nums;white-space:nowrap;"
                    + "color:inherit;background:transparent;text-align:";

    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int marked = -1;

    Table(String... head) {
        rows.add(List.of(head));
    }

    Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /// Marks the last row.
    Table mark() {
        marked = rows.size() - 1;
        return this;
    }

    Table note(String text) {
        notes.add(text);
        return this;
    }

    /// A number with four decimals, or with an exponent if that would hide it.
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        var size = Math.abs(value);
        var format = size != 0 && (size < 5e-4 || size >= 1e6) ? "%.2e" : "%.4f";
        return String.format(Locale.ROOT, format, value);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Override
    public MimeBundle mime() {
        return MimeBundle.html(html(), toString());
    }

    private String html() {
        var html = new StringBuilder("<div><table style=\"").append(TABLE).append("\"><thead>");
        for (var i = 0; i < rows.size(); i++) {
            html.append(i == marked ? "<tr style=\"font-weight:bold\">" : "<tr>");
            for (var column = 0; column < rows.get(i).size(); column++) {
                var tag = i == 0 ? "th" : "td";
                html.append('<').append(tag).append(" style=\"").append(CELL);
                html.append(column == 0 ? "left\">" : "right\">");
                html.append(escape(rows.get(i).get(column)));
                html.append("</").append(tag).append('>');
            }
            html.append(i == 0 ? "</tr></thead><tbody>" : "</tr>");
        }
        html.append("</tbody></table>");
        for (var line : notes) {
            html.append("<div style=\"margin:.3em .7em\">").append(escape(line)).append("</div>");
        }
        return html.append("</div>").toString();
    }

    /// The table in aligned columns.
    @Override
    public String toString() {
        var widths = new int[rows.getFirst().size()];
        for (var row : rows) {
            for (var column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        var lines = new ArrayList<String>();
        for (var i = 0; i < rows.size(); i++) {
            var line = new StringBuilder();
            for (var column = 0; column < widths.length; column++) {
                var text = rows.get(i).get(column);
                var blank = " ".repeat(widths[column] - text.length());
                line.append(column == 0 ? text + blank : "  " + blank + text);
            }
            lines.add((i == marked ? line + "  <" : line.toString()).stripTrailing());
        }
        lines.addAll(notes);
        return String.join("\n", lines);
    }
}
