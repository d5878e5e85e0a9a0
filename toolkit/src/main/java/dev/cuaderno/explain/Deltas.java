package dev.cuaderno.explain;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;

import java.util.ArrayList;
import java.util.List;

/// For one pixel, each position of the window in turn: which element of the filter the deltas
/// select, or that there is none, because its index would lie outside of the filter.
///
/// @param row the pixel's row
/// @param column its column
public record Deltas(ConvBackward pass, int row, int column) implements Displayable {

    private static final int MOST_LINES = 36;

    public Deltas {
        if (row < 0
                || column < 0
                || row >= pass.image().size(0)
                || column >= pass.image().size(1)) {
            throw new IndexOutOfBoundsException(
                    "pixel [%d,%d] of an image %s".formatted(row, column, pass.image().shape()));
        }
    }

    /// One position of the window.
    ///
    /// @param b the filter's row that would lie on the pixel
    /// @param c its column
    /// @param inside whether the filter has such an element
    /// @param value what this position adds to the gradient
    public record Delta(int r, int s, int b, int c, boolean inside, double value) {}

    /// All positions, row by row.
    public List<Delta> all() {
        var all = new ArrayList<Delta>();
        for (var r = 0; r < pass.upstream().size(0); r++) {
            for (var s = 0; s < pass.upstream().size(1); s++) {
                var b = pass.filterRow(r, row);
                var c = pass.filterColumn(s, column);
                var inside = pass.reaches(r, s, row, column);
                var value =
                        inside
                                ? pass.upstream().getDouble(r, s) * pass.filter().getDouble(b, c)
                                : 0;
                all.add(new Delta(r, s, b, c, inside, value));
            }
        }
        return all;
    }

    private String[] line(Delta delta) {
        var arriving = pass.upstream().getDouble(delta.r(), delta.s());
        var product =
                delta.inside()
                        ? Figures.product(arriving, pass.filter().getDouble(delta.b(), delta.c()))
                                + " = "
                                + Figures.of(delta.value())
                        : "0";
        return new String[] {
            delta.r() + ", " + delta.s(),
            Integer.toString(delta.b()),
            Integer.toString(delta.c()),
            delta.inside() ? "1" : "0",
            Figures.of(arriving),
            product
        };
    }

    private double total() {
        return all().stream().mapToDouble(Delta::value).sum();
    }

    private String title() {
        return "∂L/∂I[%d,%d] = Σ = %s".formatted(row, column, Figures.of(total()));
    }

    @Override
    public String toString() {
        var lines = new ArrayList<String>();
        lines.add(title());
        for (var delta : all()) {
            lines.add(
                    "r, s = %s:  b = %s  c = %s  δδ = %s  G = %s  %s"
                            .formatted((Object[]) line(delta)));
        }
        return String.join("\n", lines);
    }

    @Override
    public MimeBundle mime() {
        var table = new StepTable("r, s", "b", "c", "δδ", "G", "G·F[b,c]·δδ");
        var shown = Shortened.of(all(), MOST_LINES);
        shown.first().forEach(delta -> write(table, delta));
        if (shown.left() > 0) {
            table.gap(shown.left());
        }
        shown.last().forEach(delta -> write(table, delta));
        return MimeBundle.html(
                "<div style=\"margin:.5em 0\">"
                        + table.html()
                        + "<div style=\"margin:.35em 0;font-size:.95em\">"
                        + Html.escape(title())
                        + "</div></div>",
                toString());
    }

    private void write(StepTable table, Delta delta) {
        table.marked(
                delta.inside() ? "background:rgba(245,158,11,.22)" : "opacity:.75", line(delta));
    }
}
