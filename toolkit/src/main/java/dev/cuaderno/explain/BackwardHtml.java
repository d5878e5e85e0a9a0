package dev.cuaderno.explain;

import dev.cuaderno.tensor.Numbers;
import dev.cuaderno.tensor.Tensor;

import java.util.List;

/// A gradient's frames as a page shows them: the products on the gradient that arrives or on the
/// image, the other factor, and the gradient so far; the numeric check at the end.
final class BackwardHtml {

    private static final String STRIP =
            "display:flex;flex-wrap:wrap;gap:1.1em 2em;align-items:flex-start;margin:.5em 0";
    private static final String PANEL =
            "display:flex;flex-wrap:wrap;align-items:center;gap:.4em;font-size:.85em";
    private static final String CAPTION =
            "margin:0 0 .35em;font-size:.9em;max-width:23em;overflow-wrap:anywhere";
    private static final String WINDOW =
            "border:2px solid #d9720b;background:rgba(245,158,11,.3);font-weight:600";
    private static final String USED = "background:rgba(245,158,11,.3)";
    private static final String PADDING = "background:rgba(128,128,128,.28)";
    private static final String NEWEST = "background:rgba(59,130,246,.38);font-weight:600";
    private static final String KNOWN = "background:rgba(59,130,246,.14)";

    private final BackwardFilm film;
    private final ConvBackward pass;
    private final StringBuilder html = new StringBuilder();

    private BackwardHtml(BackwardFilm film) {
        this.film = film;
        this.pass = film.pass();
    }

    static String of(BackwardFilm film) {
        return new BackwardHtml(film).strip();
    }

    private String strip() {
        var title = Html.escape(film.title());
        html.append("<div class=\"cuaderno-backward\" role=\"group\" aria-label=\"").append(title);
        html.append("\"><div style=\"margin:0 0 .35em;font-size:.95em\">").append(title);
        html.append("</div><div style=\"").append(STRIP).append("\">");
        var gradient = film.gradient();
        for (var row = 0; row < gradient.size(0); row++) {
            for (var column = 0; column < gradient.size(1); column++) {
                frame(row, column);
            }
        }
        html.append("</div>");
        check();
        return html.append("</div>").toString();
    }

    private void frame(int row, int column) {
        var terms = film.terms(row, column);
        var step = row * film.gradient().size(1) + column + 1;
        var letters = film.letters(row, column);
        var numbers = film.numbers(row, column);
        html.append("<div role=\"img\" aria-label=\"");
        html.append(Html.escape(letters + " = " + numbers)).append("\"><div style=\"");
        html.append(CAPTION).append("\"><b>").append(step).append("</b>&#8195;");
        if (film.byImage()) {
            html.append(Html.escape(letters));
            if (!terms.isEmpty()) {
                html.append("<br/>= ").append(Html.escape(numbers));
            }
        } else {
            html.append(Html.escape("%s[%d,%d] = ".formatted(film.name(), row, column)));
            html.append(Html.escape(numbers));
        }
        html.append("</div><div style=\"").append(PANEL).append("\">");
        if (film.byImage()) {
            arriving(terms);
            sign("·");
            filter(terms);
        } else {
            image(terms);
        }
        sign("→");
        gradient(new Partial(film.gradient(), step));
        html.append("</div></div>");
    }

    private void sign(String sign) {
        html.append("<span style=\"font-size:1.3em\">").append(sign).append("</span>");
    }

    /// G with the products of the windows that lie on the pixel.
    private void arriving(List<ConvBackward.Term> terms) {
        var numbers = Wording.numbers(pass.upstream());
        var weights = Wording.numbers(pass.filter());
        var width = widest(pass.upstream(), numbers) + 1 + widest(pass.filter(), weights);
        grid(
                pass.upstream(),
                width,
                (row, column) -> {
                    var text = write(numbers, pass.upstream(), row, column);
                    for (var term : terms) {
                        if (term.r() == row && term.s() == column) {
                            var factor = Wording.shortest(weights, term.factor());
                            return new Grid.Cell(text + "*" + factor, WINDOW);
                        }
                    }
                    return Grid.Cell.plain(text);
                });
    }

    private void filter(List<ConvBackward.Term> terms) {
        var numbers = Wording.numbers(pass.filter());
        grid(
                pass.filter(),
                widest(pass.filter(), numbers),
                (row, column) -> {
                    var used =
                            terms.stream()
                                    .anyMatch(term -> term.row() == row && term.column() == column);
                    return new Grid.Cell(
                            write(numbers, pass.filter(), row, column), used ? USED : "");
                });
    }

    /// The padded image with the gradients that meet its cells.
    private void image(List<ConvBackward.Term> terms) {
        var cells = pass.layout().picture().cells();
        var inside = pass.layout().picture().image();
        var pixels = Wording.numbers(cells);
        var numbers = Wording.numbers(pass.upstream());
        var width = widest(cells, pixels) + 1 + widest(pass.upstream(), numbers);
        grid(
                cells,
                width,
                (row, column) -> {
                    var text = write(pixels, cells, row, column);
                    for (var term : terms) {
                        if (term.row() + inside.rows().from() == row
                                && term.column() + inside.columns().from() == column) {
                            var factor = Wording.shortest(numbers, term.upstream());
                            return new Grid.Cell(text + "*" + factor, WINDOW);
                        }
                    }
                    return new Grid.Cell(text, inside.contains(row, column) ? "" : PADDING);
                });
    }

    private void gradient(Partial partial) {
        var numbers = Wording.numbers(partial.result());
        grid(
                partial.result(),
                widest(partial.result(), numbers),
                (row, column) -> {
                    if (!partial.has(row, column)) {
                        return Grid.Cell.plain("");
                    }
                    var style = partial.isNewest(row, column) ? NEWEST : KNOWN;
                    return new Grid.Cell(write(numbers, partial.result(), row, column), style);
                });
    }

    private void check() {
        html.append("<div role=\"img\" aria-label=\"").append(Html.escape(film.checked()));
        html.append("\" style=\"").append(PANEL).append("\">");
        for (var matrix : List.of(film.gradient(), BackwardFilm.rounded(film.differences()))) {
            html.append("<span>").append(Html.escape(name(matrix == film.gradient())));
            html.append("</span>");
            var numbers = Wording.numbers(matrix);
            grid(
                    matrix,
                    widest(matrix, numbers),
                    (row, column) -> new Grid.Cell(write(numbers, matrix, row, column), KNOWN));
        }
        html.append("<span>max |Δ| = ").append(Figures.of(film.deviation()));
        html.append("</span></div>");
    }

    private String name(boolean exact) {
        return exact ? film.name() + " =" : "(L(x + h) − L(x − h))/2h =";
    }

    private void grid(Tensor matrix, int width, Grid.Cells cells) {
        new Grid(matrix.size(0), matrix.size(1), width).write(html, cells);
    }

    private static String write(Numbers numbers, Tensor matrix, int row, int column) {
        return Wording.shortest(numbers, matrix.getDouble(row, column));
    }

    private static int widest(Tensor matrix, Numbers numbers) {
        var widest = 1;
        for (var value : matrix.toDoubleArray()) {
            widest = Math.max(widest, Wording.shortest(numbers, value).length());
        }
        return widest;
    }
}
