package dev.cuaderno.explain;

import static dev.cuaderno.words.Words.say;

import dev.cuaderno.explain.Architecture.Step;
import dev.cuaderno.words.Words;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Writes a network's card as a table.
final class ArchitectureTable {

    private static final List<String> HEAD =
            List.of("layer", "kind", "output", "parameters", "MACs");
    private static final int WORDS = 3;
    private static final String CELL =
            "border-bottom:1px solid color-mix(in srgb,currentColor 20%,transparent);"
                    + "padding:.15em .4em;font-variant-numeric:tabular-nums;white-space:nowrap;"
                    + "color:inherit;background:transparent;text-align:";

    private ArchitectureTable() {}

    static String text(Architecture card) {
        var table = table(card);
        var widths = new int[HEAD.size()];
        for (var row : table) {
            for (var column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        var text = new ArrayList<String>();
        for (var row : table) {
            var line = new StringBuilder();
            for (var column = 0; column < widths.length; column++) {
                var blank = " ".repeat(widths[column] - row.get(column).length());
                line.append(column == 0 ? "" : "  ");
                line.append(column < WORDS ? row.get(column) + blank : blank + row.get(column));
            }
            text.add(line.toString().stripTrailing());
        }
        return String.join("\n", text);
    }

    static String html(Architecture card) {
        var html =
                new StringBuilder(
                        "<div style=\"overflow-x:auto\"><table style=\"border-collapse:collapse;"
                                + "width:auto;margin:.4em 0 0;color:inherit;"
                                + "background:transparent\"><thead>");
        var table = table(card);
        for (var n = 0; n < table.size(); n++) {
            var tag = n == 0 || n == table.size() - 1 ? "th" : "td";
            html.append("<tr>");
            for (var column = 0; column < HEAD.size(); column++) {
                html.append('<').append(tag).append(" style=\"").append(CELL);
                html.append(column < WORDS ? "left" : "right").append("\">");
                html.append(Html.escape(table.get(n).get(column)));
                html.append("</").append(tag).append('>');
            }
            html.append("</tr>").append(n == 0 ? "</thead><tbody>" : "");
        }
        return html.append("</tbody></table></div>").toString();
    }

    private static List<List<String>> table(Architecture card) {
        var table = new ArrayList<List<String>>();
        table.add(HEAD.stream().map(Words::say).toList());
        table.add(List.of(say("input"), "", card.input().toString(), "", ""));
        for (var step : card.steps()) {
            table.add(
                    List.of(
                            step.path(),
                            what(step),
                            step.output().toString(),
                            count(step.parameters()),
                            count(step.macs())));
        }
        table.add(
                List.of(
                        card.name(),
                        say("%d layers with weights in a row", card.depth()),
                        "",
                        count(card.parameters()),
                        count(card.macs())));
        return table;
    }

    static String what(Step step) {
        return (step.kind() + " " + step.details()).strip();
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
