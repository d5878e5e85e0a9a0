package dev.cuaderno.explain;

import dev.cuaderno.tensor.Tensor;

/// A pooling's backward pass as a page shows it: per cell of the result the image with its window,
/// the pixels that receive, and the gradient so far.
final class PoolBackwardHtml {

    private static final String STRIP =
            "display:flex;flex-wrap:wrap;gap:1.1em 2em;align-items:flex-start;margin:.5em 0";
    private static final String PANEL =
            "display:flex;flex-wrap:wrap;align-items:center;gap:.4em;font-size:.85em";
    private static final String CAPTION = "margin:0 0 .35em;font-size:.95em;max-width:23em";
    private static final String WINDOW = "background:rgba(245,158,11,.22)";
    private static final String RECEIVES =
            "border:2px solid #d9720b;background:rgba(245,158,11,.45);font-weight:600";
    private static final String NEWEST = "background:rgba(59,130,246,.38);font-weight:600";
    private static final String KNOWN = "background:rgba(59,130,246,.14)";

    private final PoolBackward pass;
    private final StringBuilder html = new StringBuilder();

    private PoolBackwardHtml(PoolBackward pass) {
        this.pass = pass;
    }

    static String of(PoolBackward pass) {
        return new PoolBackwardHtml(pass).strip();
    }

    private String strip() {
        var title = Html.escape(pass.title());
        html.append("<div class=\"cuaderno-backward\" role=\"group\" aria-label=\"").append(title);
        html.append("\"><div style=\"margin:0 0 .35em;font-size:.95em\">").append(title);
        html.append("</div><div style=\"").append(STRIP).append("\">");
        pass.steps().forEach(this::step);
        html.append("</div><div style=\"").append(PANEL).append("\"><span>∂L/∂I =</span>");
        whole(pass.gradient());
        html.append("<span>(L(x + h) − L(x − h))/2h =</span>");
        whole(BackwardFilm.rounded(pass.differences()));
        html.append("<span>max |Δ| = ").append(Figures.of(pass.deviation()));
        return html.append("</span></div></div>").toString();
    }

    private void step(PoolBackward.Step step) {
        var line = Html.escape(pass.line(step));
        html.append("<div role=\"img\" aria-label=\"").append(line).append("\"><div style=\"");
        html.append(CAPTION).append("\"><b>").append(step.frame().step()).append("</b>&#8195;");
        html.append(line).append("</div><div style=\"").append(PANEL).append("\">");
        arriving(step);
        html.append("<span style=\"font-size:1.3em\">→</span>");
        image(step);
        html.append("<span style=\"font-size:1.3em\">→</span>");
        sum(step);
        html.append("</div></div>");
    }

    private void arriving(PoolBackward.Step step) {
        grid(
                pass.upstream(),
                (row, column, text) ->
                        new Grid.Cell(
                                text,
                                row == step.frame().row() && column == step.frame().column()
                                        ? RECEIVES
                                        : ""));
    }

    private void image(PoolBackward.Step step) {
        var inside = pass.trace().picture().image();
        var pixels = inside.of(pass.trace().picture().cells());
        grid(
                pixels,
                (row, column, text) -> {
                    var in =
                            step.frame()
                                    .region()
                                    .contains(
                                            row + inside.rows().from(),
                                            column + inside.columns().from());
                    var style = pass.receives(step, row, column) ? RECEIVES : in ? WINDOW : "";
                    return new Grid.Cell(text, style);
                });
    }

    private void sum(PoolBackward.Step step) {
        grid(
                step.sum(),
                (row, column, text) -> {
                    var now = pass.receives(step, row, column);
                    var known = step.sum().getDouble(row, column) != 0;
                    return new Grid.Cell(
                            now || known ? text : "", now ? NEWEST : known ? KNOWN : "");
                });
    }

    private void whole(Tensor matrix) {
        grid(matrix, (row, column, text) -> new Grid.Cell(text, KNOWN));
    }

    /// What a cell with this text looks like.
    @FunctionalInterface
    private interface Look {
        Grid.Cell at(int row, int column, String text);
    }

    private void grid(Tensor matrix, Look look) {
        var numbers = Wording.numbers(matrix);
        var widest = 1;
        for (var value : matrix.toDoubleArray()) {
            widest = Math.max(widest, Wording.shortest(numbers, value).length());
        }
        new Grid(matrix.size(0), matrix.size(1), widest)
                .write(
                        html,
                        (row, column) ->
                                look.at(
                                        row,
                                        column,
                                        Wording.shortest(numbers, matrix.getDouble(row, column))));
    }
}
