package dev.cuaderno.explain;

import java.util.List;

/// A step of backpropagation as a page shows it: the network drawn with its numbers, and the four
/// parts of the computation.
final class BackpropHtml {

    private static final String HEAD = "margin:.7em 0 .25em;font-weight:600";

    private final Backprop step;
    private final BackpropLines lines;
    private final StringBuilder html = new StringBuilder();

    private BackpropHtml(Backprop step) {
        this.step = step;
        this.lines = new BackpropLines(step);
    }

    static String of(Backprop step) {
        return new BackpropHtml(step).page();
    }

    private String page() {
        html.append("<div class=\"cuaderno-backprop\" style=\"margin:.5em 0\">");
        html.append("<div style=\"margin:0 0 .35em;font-size:.95em\">");
        html.append(Html.escape(lines.title())).append("</div>");
        if (NetworkDrawing.fits(step)) {
            html.append(new NetworkDrawing(step).svg(lines.title() + "; " + lines.loss()));
        }
        part("1.  z = W·x + b,  a = σ(z)", lines.forward());
        part("2.  E", List.of(lines.loss()));
        part("3.  δ = ∂E/∂z", lines.backward());
        html.append("<div style=\"").append(HEAD).append("\">4.  w ← w − η·∂E/∂w,  η = ");
        html.append(Figures.of(step.rate())).append("</div>");
        var table = new StepTable("w", "∂E/∂w = δ·a", "(E(w+h) − E(w−h))/2h", "w − η·∂E/∂w");
        var shown = BackpropLines.shortenedChanges(lines.changes());
        shown.first().forEach(change -> row(table, change));
        if (shown.left() > 0) {
            table.gap(shown.left());
        }
        shown.last().forEach(change -> row(table, change));
        html.append(table.html());
        html.append("<div style=\"font-size:.85em;margin-top:.4em\">");
        return html.append(Html.escape(lines.deviation())).append("</div></div>").toString();
    }

    private static void row(StepTable table, BackpropLines.Change change) {
        table.row(change.name(), change.gradient(), change.numeric(), change.next());
    }

    private void part(String head, List<String> content) {
        html.append("<div style=\"").append(HEAD).append("\">").append(Html.escape(head));
        html.append("</div><div style=\"font-variant-numeric:tabular-nums;line-height:1.6\">");
        var shown = BackpropLines.shortened(content);
        shown.first().forEach(this::line);
        if (shown.left() > 0) {
            line("… (" + shown.left() + ") …");
        }
        shown.last().forEach(this::line);
        html.append("</div>");
    }

    private void line(String text) {
        html.append("<div>").append(Html.escape(text)).append("</div>");
    }
}
