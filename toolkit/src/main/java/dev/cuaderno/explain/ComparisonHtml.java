package dev.cuaderno.explain;

import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.util.function.ToDoubleFunction;

/// A comparison as HTML: a table for each network, and the three measures as bars.
final class ComparisonHtml {

    private static final String TABLE =
            "border-collapse:collapse;margin:.2em 0;border:0;color:inherit;background:none;font-size:1em;font-variant-numeric:tabular-nums;width:auto";
    private static final String TRUE = "background:rgba(46,158,68,.25);font-weight:600";

    private final Comparison networks;
    private final StringBuilder html = new StringBuilder();

    private ComparisonHtml(Comparison networks) {
        this.networks = networks;
    }

    static String of(Comparison networks) {
        var one = new ComparisonHtml(networks);
        one.tables();
        one.measures();
        return one.html.toString();
    }

    private void tables() {
        html.append("<div style=\"display:flex;flex-wrap:wrap;gap:1em 2.5em;margin:.5em 0\">");
        for (var n = 0; n < networks.answers().size(); n++) {
            table(n);
        }
        html.append("</div>");
    }

    private void table(int network) {
        var score = networks.score(network);
        var answers = networks.answers().get(network);
        html.append("<table style=\"")
                .append(TABLE)
                .append("\"><caption style=\"text-align:left;padding:0 .6em;color:inherit\"><b>")
                .append(Html.escape(networks.names().get(network)))
                .append("</b></caption><tr>");
        for (var name : networks.classes()) {
            cell("center", "", Html.escape(name));
        }
        cell("center", "", "");
        cell("right", "", "Σ(<i>ŷ</i> − <i>y</i>)²");
        cell("right", "", "−Σ <i>y</i> ln <i>ŷ</i>");
        for (var row = 0; row < networks.target().size(0); row++) {
            html.append("</tr><tr style=\"background:none\">");
            for (var column = 0; column < networks.classes().size(); column++) {
                var meant = networks.target().getDouble(row, column) == 1;
                var text = Digits.of(Math.rint(answers.getDouble(row, column) * 1e4) / 1e4);
                cell("center", meant ? TRUE : "", text);
            }
            var right =
                    answers.at(row).argmax().item() == networks.target().at(row).argmax().item();
            cell("center", "color:" + (right ? Bar.GREEN : "#dc2626"), right ? "✓" : "✗");
            cell("right", "", Digits.of(score.squares().getDouble(row)));
            cell("right", "", Digits.of(score.entropies().getDouble(row)));
        }
        html.append("</tr></table>");
    }

    private void cell(String align, String style, String markup) {
        html.append(
                "<td style=\"border:0;border-bottom:1px solid rgba(128,128,128,.35);padding:.25em .6em;vertical-align:middle;white-space:nowrap;text-align:");
        html.append(align).append(style.isEmpty() ? "" : ";" + style).append("\">");
        html.append(markup).append("</td>");
    }

    private void measures() {
        html.append("<div style=\"display:flex;flex-wrap:wrap;gap:.6em 2.2em;margin:.3em 0\">");
        measure("✗ / N", Comparison.Score::wrong);
        measure("MSE", Comparison.Score::mse);
        measure("CE", Comparison.Score::crossEntropy);
        html.append("</div>");
    }

    private void measure(String title, ToDoubleFunction<Comparison.Score> which) {
        var count = networks.answers().size();
        var values = new double[count];
        for (var n = 0; n < count; n++) {
            values[n] = which.applyAsDouble(networks.score(n));
        }
        var numbers = Tensor.of(new Storage.Doubles(values), Shape.of(count));
        html.append(new Bars(title, numbers, networks.names(), 0).html("6em"));
    }
}
