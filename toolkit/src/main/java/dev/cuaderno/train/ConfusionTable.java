package dev.cuaderno.train;

import static dev.cuaderno.words.Words.say;

import dev.cuaderno.display.MimeBundle;

import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Writes a confusion matrix.
final class ConfusionTable {

    private static final String TABLE =
            "border-collapse:collapse;width:auto;margin:0;color:inherit;background:transparent";
    private static final String CELL =
            "border:1px solid color-mix(in srgb,currentColor 20%,transparent);padding:.2em .5em;"
                    + "min-width:1.6em;text-align:right;font-variant-numeric:tabular-nums;"
                    + "color:inherit;";
    private static final String HEAD =
            CELL + "background:transparent;font-weight:normal;opacity:.8";
    private static final String RIGHT = "46,158,68";
    private static final String WRONG = "214,69,65";

    private ConfusionTable() {}

    static MimeBundle of(ConfusionMatrix matrix) {
        return MimeBundle.html(html(matrix), text(matrix));
    }

    private static String html(ConfusionMatrix matrix) {
        var html = new StringBuilder("<div class=\"cuaderno-confusion\"><table style=\"");
        html.append(TABLE).append("\"><tr><th style=\"").append(HEAD);
        html.append("\">true \\ predicted</th>");
        for (var column = 0; column < matrix.classes(); column++) {
            head(matrix.name(column), html);
        }
        html.append("</tr>");
        for (var row = 0; row < matrix.classes(); row++) {
            html.append("<tr>");
            head(matrix.name(row), html);
            for (var column = 0; column < matrix.classes(); column++) {
                cell(matrix, row, column, html);
            }
            html.append("</tr>");
        }
        return html.append("</table><div style=\"margin:.3em 0\">")
                .append(summary(matrix))
                .append("</div></div>")
                .toString();
    }

    private static void head(String text, StringBuilder html) {
        html.append("<th style=\"").append(HEAD).append("\">");
        html.append(Table.escape(text)).append("</th>");
    }

    private static void cell(ConfusionMatrix matrix, int row, int column, StringBuilder html) {
        var count = matrix.count(row, column);
        var share = count == 0 ? 0 : (double) count / matrix.support(row);
        // Rare errors should be seen too: colours grow with the root of the share.
        var depth = row == column ? 0.75 * share : 0.85 * Math.sqrt(share);
        html.append("<td style=\"").append(CELL).append("background:rgba(");
        html.append(row == column ? RIGHT : WRONG);
        html.append(String.format(Locale.ROOT, ",%.2f)\"", depth));
        html.append(" title=\"").append(Table.escape(title(matrix, row, column, share)));
        html.append("\">").append(count == 0 ? "" : Long.toString(count)).append("</td>");
    }

    private static String title(ConfusionMatrix matrix, int row, int column, double share) {
        return say(
                "%s taken for %s: %.1f %% of %d",
                matrix.name(row), matrix.name(column), 100 * share, matrix.support(row));
    }

    private static String summary(ConfusionMatrix matrix) {
        return say("%d samples, accuracy %.4f", matrix.total(), matrix.accuracy());
    }

    static String text(ConfusionMatrix matrix) {
        var names = IntStream.range(0, matrix.classes()).mapToObj(matrix::name);
        var head = Stream.concat(Stream.of(say("true \\ predicted")), names);
        var table = new Table(head.toArray(String[]::new));
        for (var row = 0; row < matrix.classes(); row++) {
            var cells = new String[matrix.classes() + 1];
            cells[0] = matrix.name(row);
            for (var column = 0; column < matrix.classes(); column++) {
                cells[column + 1] = Long.toString(matrix.count(row, column));
            }
            table.row(cells);
        }
        return table.note(summary(matrix)).toString();
    }
}
