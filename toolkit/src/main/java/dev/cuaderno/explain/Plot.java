package dev.cuaderno.explain;

import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// Curves and points over an axis, drawn as SVG in the page's own colours, and with letters where
/// there is no picture. A value, written from `plot(from, to)` on:
///
/// ```java
/// plot(-4, 4).line("relu", x -> Math.max(x, 0)).dashed("tanh", Math::tanh).mark(1, 1, "here")
/// ```
///
/// @param title above the drawing, may be empty
/// @param from the left end
/// @param to the right end
/// @param low the lower end, NaN to fit the curves
/// @param high the upper end, NaN to fit the curves
public record Plot(
        String title,
        String xLabel,
        String yLabel,
        double from,
        double to,
        double low,
        double high,
        int width,
        int height,
        List<Series> series,
        List<Mark> marks)
        implements Exportable {

    private static final int SAMPLES = 400;

    /// How a series is drawn.
    public enum Style {
        LINE,
        DASHED,
        AREA,
        DOTS
    }

    /// Numbers over others.
    ///
    /// @param name empty to leave it out of the legend
    public record Series(String name, Style style, Tensor xs, Tensor ys) {

        public Series {
            if (xs.rank() != 1 || !xs.shape().equals(ys.shape())) {
                throw ShapeException.in("plot")
                        .rule("as many y as x, in vectors")
                        .got("x %s, y %s".formatted(xs.shape(), ys.shape()))
                        .fix("flatten() both")
                        .error();
            }
        }
    }

    /// A place with a text: a point, or a line over the whole height if `y` is NaN.
    public record Mark(double x, double y, String text) {}

    public Plot {
        if (!(from < to) || low >= high) {
            throw new IllegalArgumentException(
                    "plot: ends in order, not %s to %s, %s to %s".formatted(from, to, low, high));
        }
        series = List.copyOf(series);
        marks = List.copyOf(marks);
    }

    static Plot over(double from, double to) {
        return new Plot(
                "", "", "", from, to, Double.NaN, Double.NaN, 420, 250, List.of(), List.of());
    }

    /// The same with a title.
    public Plot title(String text) {
        return new Plot(text, xLabel, yLabel, from, to, low, high, width, height, series, marks);
    }

    /// The same with names of the axes.
    public Plot labels(String x, String y) {
        return new Plot(title, x, y, from, to, low, high, width, height, series, marks);
    }

    /// The same between two heights; what lies outside is cut off.
    public Plot range(double lowest, double highest) {
        return new Plot(
                title, xLabel, yLabel, from, to, lowest, highest, width, height, series, marks);
    }

    /// The same in another size, in pixels.
    public Plot size(int wide, int high) {
        return new Plot(title, xLabel, yLabel, from, to, low, this.high, wide, high, series, marks);
    }

    /// One curve more.
    public Plot line(String name, DoubleUnaryOperator f) {
        return sampled(name, Style.LINE, f);
    }

    /// One dashed curve more.
    public Plot dashed(String name, DoubleUnaryOperator f) {
        return sampled(name, Style.DASHED, f);
    }

    /// One curve more, filled down to 0.
    public Plot area(String name, DoubleUnaryOperator f) {
        return sampled(name, Style.AREA, f);
    }

    /// A curve through given points.
    public Plot line(String name, Tensor xs, Tensor ys) {
        return with(new Series(name, Style.LINE, xs, ys));
    }

    /// A dashed curve through given points.
    public Plot dashed(String name, Tensor xs, Tensor ys) {
        return with(new Series(name, Style.DASHED, xs, ys));
    }

    /// Single points.
    public Plot dots(String name, Tensor xs, Tensor ys) {
        return with(new Series(name, Style.DOTS, xs, ys));
    }

    /// One series more.
    public Plot with(Series more) {
        var all = new ArrayList<>(series);
        all.add(more);
        return new Plot(title, xLabel, yLabel, from, to, low, high, width, height, all, marks);
    }

    /// A point with a text.
    public Plot mark(double x, double y, String text) {
        var all = new ArrayList<>(marks);
        all.add(new Mark(x, y, text));
        return new Plot(title, xLabel, yLabel, from, to, low, high, width, height, series, all);
    }

    /// A line over the whole height, with a text.
    public Plot guide(double x, String text) {
        return mark(x, Double.NaN, text);
    }

    private Plot sampled(String name, Style style, DoubleUnaryOperator f) {
        var xs = samples(from, to);
        return with(new Series(name, style, xs, xs.map(f)));
    }

    /// The places at which functions are drawn.
    static Tensor samples(double from, double to) {
        var xs = new double[SAMPLES + 1];
        for (var i = 0; i <= SAMPLES; i++) {
            // Weighted ends, so that the middle of -4 to 4 is 0 and not almost.
            xs[i] = (from * (SAMPLES - i) + to * i) / SAMPLES;
        }
        return Tensor.of(new Storage.Doubles(xs), Shape.of(xs.length));
    }

    /// The lower and the upper end: given, or what fits curves and points.
    double[] ends() {
        if (!Double.isNaN(low)) {
            return new double[] {low, high};
        }
        var least = Double.POSITIVE_INFINITY;
        var most = Double.NEGATIVE_INFINITY;
        for (var one : series) {
            var xs = one.xs().toDoubleArray();
            var ys = one.ys().toDoubleArray();
            for (var i = 0; i < xs.length; i++) {
                if (xs[i] >= from && xs[i] <= to && Double.isFinite(ys[i])) {
                    least = Math.min(least, ys[i]);
                    most = Math.max(most, ys[i]);
                }
            }
            if (one.style() == Style.AREA) {
                least = Math.min(least, 0);
                most = Math.max(most, 0);
            }
        }
        for (var mark : marks) {
            if (Double.isFinite(mark.y())) {
                least = Math.min(least, mark.y());
                most = Math.max(most, mark.y());
            }
        }
        if (!(least <= most)) {
            return new double[] {0, 1};
        }
        var room = least == most ? 0.5 : 0.06 * (most - least);
        return new double[] {least - room, most + room};
    }

    /// The drawing as a document of its own, dark on transparent, to be kept as a file.
    @Override
    public String svg() {
        return PlotSvg.document(this);
    }

    /// What the drawing shows, in words and numbers: for those who hear it.
    String spoken() {
        var parts = new ArrayList<String>();
        parts.add(title.isEmpty() ? "plot" : title);
        parts.add("%s %s … %s".formatted(named(xLabel, "x"), Digits.of(from), Digits.of(to)));
        for (var one : series) {
            if (!one.name().isEmpty()) {
                var ys = one.ys();
                parts.add(
                        "%s %s … %s"
                                .formatted(
                                        one.name(),
                                        Digits.of(ys.at(0).itemDouble()),
                                        Digits.of(ys.at(-1).itemDouble())));
            }
        }
        for (var mark : marks) {
            parts.add(
                    "%s (%s%s)"
                            .formatted(
                                    mark.text(),
                                    Digits.of(mark.x()),
                                    Double.isNaN(mark.y()) ? "" : ", " + Digits.of(mark.y())));
        }
        return String.join("; ", parts);
    }

    private static String named(String label, String otherwise) {
        return label.isEmpty() ? otherwise : label;
    }

    /// The drawing as text.
    @Override
    public String toString() {
        return PlotText.of(this);
    }

    @Override
    public MimeBundle mime() {
        return MimeBundle.html(PlotSvg.inline(this), PlotText.of(this));
    }
}
