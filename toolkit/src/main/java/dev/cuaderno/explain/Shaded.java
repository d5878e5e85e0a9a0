package dev.cuaderno.explain;

import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Small matrices side by side, each cell shaded by its value: blue above 0, orange below. One
/// scale for each matrix.
///
/// @param titles one per matrix, or none
/// @param maxima whether the largest cell of each is framed
public record Shaded(List<Tensor> matrices, List<String> titles, boolean maxima)
        implements Exportable {

    private static final int MOST_CELLS = 4096;

    /// The width of a page's column in letters, and how small those of a wide matrix may become.
    private static final double COLUMN = 44;

    private static final double SMALLEST = 0.7;
    private static final String MAXIMUM = ";border:3px solid #d9720b;font-weight:700";

    public Shaded {
        matrices = List.copyOf(matrices);
        titles = List.copyOf(titles);
        for (var matrix : matrices) {
            if (matrix.rank() != 2 || matrix.elements() > MOST_CELLS) {
                throw ShapeException.in("shaded")
                        .rule("matrices of at most " + MOST_CELLS + " cells")
                        .got(matrix.shape().toString())
                        .fix("choose a plane or a part with at(...)")
                        .error();
            }
        }
        if (!titles.isEmpty() && titles.size() != matrices.size()) {
            throw new IllegalArgumentException(
                    "shaded: one title per matrix, not %d for %d"
                            .formatted(titles.size(), matrices.size()));
        }
    }

    /// The same with a title above each matrix.
    public Shaded titled(String... names) {
        return new Shaded(matrices, List.of(names), maxima);
    }

    /// The same with the largest cell of each matrix framed; the first of several.
    public Shaded markMaxima() {
        return new Shaded(matrices, titles, true);
    }

    /// The matrices as an SVG document, dark on white.
    @Override
    public String svg() {
        return ShadedSvg.of(this);
    }

    /// The matrices as text, one below the other.
    @Override
    public String toString() {
        var parts = new ArrayList<String>();
        for (var i = 0; i < matrices.size(); i++) {
            var text = matrices.get(i).toString();
            parts.add(titles.isEmpty() ? text : titles.get(i) + "\n" + text);
        }
        return String.join("\n\n", parts);
    }

    @Override
    public MimeBundle mime() {
        var html = new StringBuilder();
        html.append("<div style=\"display:flex;flex-wrap:wrap;gap:1em 2em;margin:.5em 0;");
        html.append("max-width:100%;overflow-x:auto\">");
        for (var i = 0; i < matrices.size(); i++) {
            var title = titles.isEmpty() ? "" : Html.escape(titles.get(i));
            var label = title + " " + Html.escape(Check.line(matrices.get(i)));
            html.append("<div role=\"img\" aria-label=\"").append(label.strip()).append("\">");
            if (!title.isEmpty()) {
                html.append("<div style=\"margin:0 0 .35em\">").append(title).append("</div>");
            }
            write(matrices.get(i), html);
            html.append("</div>");
        }
        return MimeBundle.html(html.append("</div>").toString(), toString());
    }

    private void write(Tensor matrix, StringBuilder html) {
        var numbers = Wording.numbers(matrix);
        var largest = matrix.abs().max().itemDouble();
        var best = maxima ? (int) matrix.argmax().item() : -1;
        var width = 1;
        for (var value : matrix.toDoubleArray()) {
            width = Math.max(width, Wording.shortest(numbers, value).length());
        }
        var grid = new Grid(matrix.size(0), matrix.size(1), width);
        var size = Math.clamp(COLUMN / grid.width(), SMALLEST, 1);
        html.append(String.format(Locale.ROOT, "<div style=\"font-size:%.2fem\">", size));
        grid.write(
                html,
                (row, column) -> {
                    var value = matrix.getDouble(row, column);
                    var mark = row * matrix.size(1) + column == best ? MAXIMUM : "";
                    return new Grid.Cell(
                            Wording.shortest(numbers, value), shade(value, largest) + mark);
                });
        html.append("</div>");
    }

    static String shade(double value, double largest) {
        if (largest == 0 || Double.isNaN(value) || value == 0) {
            return "";
        }
        var strength = 0.7 * Math.min(1, Math.abs(value) / largest);
        var colour = value > 0 ? "59,130,246" : "217,114,11";
        return String.format(Locale.ROOT, "background:rgba(%s,%.2f)", colour, strength);
    }
}
