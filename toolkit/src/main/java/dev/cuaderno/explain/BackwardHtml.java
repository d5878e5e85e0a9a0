package dev.cuaderno.explain;

import dev.cuaderno.tensor.Numbers;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;

/// A gradient's frames as a page shows them: the products on the gradient that arrives or on the
/// image, the other factor, and the gradient so far; the numeric check below. A filmstrip, and a
/// [Player] in its place where scripts run.
final class BackwardHtml {

    private static final String STRIP =
            "display:flex;flex-wrap:wrap;gap:1.1em 2em;align-items:flex-start;margin:.5em 0";
    private static final String PANEL =
            "display:flex;flex-wrap:wrap;align-items:center;gap:.5em;font-size:.9em";
    private static final String CAPTION =
            "margin:0 0 .35em;font-size:.95em;overflow-wrap:anywhere;min-height:3em";

    private final BackwardFilm film;
    private final ConvBackward pass;
    private final StringBuilder html = new StringBuilder();

    private BackwardHtml(BackwardFilm film) {
        this.film = film;
        this.pass = film.pass();
    }

    static String of(BackwardFilm film) {
        return new BackwardHtml(film).film();
    }

    /// The start and all steps, for files.
    static List<SceneSvg.Panel> panels(BackwardFilm film) {
        var page = new BackwardHtml(film);
        var panels = new ArrayList<SceneSvg.Panel>();
        panels.add(new SceneSvg.Panel(List.of(film.title(), ""), page.scene(List.of(), 0)));
        var columns = film.gradient().size(1);
        for (var i = 0; i < film.gradient().elements(); i++) {
            var row = i / columns;
            var column = i % columns;
            var lines =
                    List.of(
                            i + 1 + "   " + film.letters(row, column),
                            "= " + film.numbers(row, column));
            var scene = page.scene(film.terms(row, column), i + 1);
            panels.add(new SceneSvg.Panel(lines, scene));
        }
        return panels;
    }

    private String film() {
        var title = Html.escape(film.title());
        html.append("<div class=\"cuaderno-trace\" role=\"group\" aria-label=\"").append(title);
        html.append("\"><div style=\"margin:0 0 .35em;font-size:.95em\">").append(title);
        html.append("</div><div class=\"cuaderno-strip\" style=\"").append(STRIP).append("\">");
        var start = scene(List.of(), 0);
        panel(film.title(), "<b>0</b>", start);
        var player = new Player(start, "<b>0</b>", film.title());
        var gradient = film.gradient();
        for (var row = 0; row < gradient.size(0); row++) {
            for (var column = 0; column < gradient.size(1); column++) {
                var step = row * gradient.size(1) + column + 1;
                var scene = scene(film.terms(row, column), step);
                var caption = caption(row, column, step);
                var spoken = film.letters(row, column) + " = " + film.numbers(row, column);
                panel(spoken, caption, scene);
                player.frame(scene, caption, spoken);
            }
        }
        html.append("</div>").append(player.script()).append("</div>");
        check();
        return html.toString();
    }

    private void panel(String description, String caption, Scene scene) {
        html.append("<div role=\"img\" aria-label=\"").append(Html.escape(description));
        html.append("\" style=\"max-width:100%;overflow-x:auto\"><div style=\"").append(CAPTION);
        html.append("\">").append(caption).append("</div>");
        SceneHtml.write(scene, html);
        html.append("</div>");
    }

    private String caption(int row, int column, int step) {
        var head = "<b>" + step + "</b>&#8195;";
        var numbers = film.numbers(row, column);
        if (!film.byImage()) {
            return head
                    + Html.escape("%s[%d,%d] = %s".formatted(film.name(), row, column, numbers));
        }
        return head
                + Html.escape(film.letters(row, column))
                + (film.terms(row, column).isEmpty() ? "" : "<br/>= " + Html.escape(numbers));
    }

    private Scene scene(List<ConvBackward.Term> terms, int filled) {
        var gradient = gradient(new Partial(film.gradient(), filled));
        return film.byImage()
                ? new Scene.Beside(
                        List.of(
                                arriving(terms),
                                new Scene.Sign("·"),
                                filter(terms),
                                new Scene.Sign("→"),
                                gradient))
                : new Scene.Beside(List.of(image(terms), new Scene.Sign("→"), gradient));
    }

    /// G with the products of the windows that lie on the pixel.
    private Scene arriving(List<ConvBackward.Term> terms) {
        var numbers = Wording.numbers(pass.upstream());
        var weights = Wording.numbers(pass.filter());
        var width = widest(pass.upstream(), numbers) + 1 + widest(pass.filter(), weights);
        return table(
                pass.upstream(),
                width,
                (row, column) -> {
                    var text = write(numbers, pass.upstream(), row, column);
                    for (var term : terms) {
                        if (term.r() == row && term.s() == column) {
                            var factor = Wording.shortest(weights, term.factor());
                            return new Scene.Cell(text + "*" + factor, Mark.WINDOW);
                        }
                    }
                    return new Scene.Cell(text, Mark.PLAIN);
                });
    }

    private Scene filter(List<ConvBackward.Term> terms) {
        var numbers = Wording.numbers(pass.filter());
        return table(
                pass.filter(),
                widest(pass.filter(), numbers),
                (row, column) -> {
                    var used =
                            terms.stream()
                                    .anyMatch(term -> term.row() == row && term.column() == column);
                    return new Scene.Cell(
                            write(numbers, pass.filter(), row, column),
                            used ? Mark.FILTER : Mark.PLAIN);
                });
    }

    /// The padded image with the gradients that meet its cells.
    private Scene image(List<ConvBackward.Term> terms) {
        var cells = pass.layout().picture().cells();
        var inside = pass.layout().picture().image();
        var pixels = Wording.numbers(cells);
        var numbers = Wording.numbers(pass.upstream());
        var width = widest(cells, pixels) + 1 + widest(pass.upstream(), numbers);
        return table(
                cells,
                width,
                (row, column) -> {
                    var text = write(pixels, cells, row, column);
                    for (var term : terms) {
                        if (term.row() + inside.rows().from() == row
                                && term.column() + inside.columns().from() == column) {
                            var factor = Wording.shortest(numbers, term.upstream());
                            return new Scene.Cell(text + "*" + factor, Mark.WINDOW);
                        }
                    }
                    return new Scene.Cell(
                            text, inside.contains(row, column) ? Mark.PLAIN : Mark.PADDING);
                });
    }

    private static Scene gradient(Partial partial) {
        var numbers = Wording.numbers(partial.result());
        return table(
                partial.result(),
                widest(partial.result(), numbers),
                (row, column) -> {
                    if (!partial.has(row, column)) {
                        return new Scene.Cell("", Mark.PLAIN);
                    }
                    return new Scene.Cell(
                            write(numbers, partial.result(), row, column),
                            partial.isNewest(row, column) ? Mark.NEWEST : Mark.KNOWN);
                });
    }

    private static Scene table(Tensor matrix, int width, Scene.At cells) {
        return Scene.Cells.of(matrix.size(0), matrix.size(1), width, "", cells);
    }

    private void check() {
        html.append("<div role=\"img\" aria-label=\"").append(Html.escape(film.checked()));
        html.append("\" style=\"").append(PANEL).append("\">");
        for (var matrix : List.of(film.gradient(), BackwardFilm.rounded(film.differences()))) {
            html.append("<span>").append(Html.escape(name(matrix == film.gradient())));
            html.append("</span>");
            SceneHtml.write(gradient(new Partial(matrix, matrix.elements() + 1)), html);
        }
        html.append("<span>max |Δ| = ").append(Figures.of(film.deviation()));
        html.append("</span></div>");
    }

    private String name(boolean exact) {
        return exact ? film.name() + " =" : "(L(x + h) − L(x − h))/2h =";
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
