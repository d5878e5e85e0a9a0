package dev.cuaderno.explain;

import java.util.Arrays;
import java.util.stream.IntStream;

/// A descent as a page shows it: on a curve, or over contour lines, with the numbers beside it.
final class DescentDrawing {

    private static final int WIDTH = 460;
    private static final int HEIGHT = 320;
    private static final int SAMPLES = 160;
    private static final int MOST_LINES = 12;
    private static final String PATH = "stroke:" + Drawing.ORANGE + ";stroke-width:1.8";
    private static final String STOP = "fill:" + Drawing.ORANGE;

    private DescentDrawing() {}

    static String of(DescentPath descent) {
        var html = new StringBuilder();
        html.append("<div class=\"cuaderno-descent\" style=\"margin:.5em 0\">");
        html.append("<div style=\"margin:0 0 .35em;font-size:.95em\">");
        html.append(Html.escape(descent.title())).append("</div>");
        html.append(
                "<div style=\"display:flex;flex-wrap:wrap;align-items:flex-start;gap:1em 2em\">");
        if (descent.variables() == 1) {
            html.append(curve(descent));
        } else if (descent.variables() == 2) {
            html.append(surface(descent));
        }
        return html.append(numbers(descent)).append("</div></div>").toString();
    }

    private static String numbers(DescentPath descent) {
        var table = new StepTable("", "w", "f(w)", "∂f/∂w");
        var shown = Shortened.of(descent.points(), MOST_LINES);
        shown.first().forEach(point -> row(table, point));
        if (shown.left() > 0) {
            table.gap(shown.left());
        }
        shown.last().forEach(point -> row(table, point));
        return table.html();
    }

    private static void row(StepTable table, DescentPath.Point point) {
        table.row(
                Integer.toString(point.step()),
                Figures.list(point.at()),
                Figures.of(point.value()),
                Figures.list(point.gradient()));
    }

    private static String described(DescentPath descent) {
        var first = descent.points().getFirst();
        var last = descent.points().getLast();
        return "%s; %d: w = %s, f = %s → %d: w = %s, f = %s"
                .formatted(
                        descent.title(),
                        first.step(),
                        Figures.list(first.at()),
                        Figures.of(first.value()),
                        last.step(),
                        Figures.list(last.at()),
                        Figures.of(last.value()));
    }

    private static double[] along(DescentPath descent, int variable) {
        return descent.points().stream()
                .mapToDouble(point -> point.at().getDouble(variable))
                .toArray();
    }

    private static String curve(DescentPath descent) {
        var stops = along(descent, 0);
        var heights = descent.points().stream().mapToDouble(DescentPath.Point::value).toArray();
        var across = Drawing.Range.around(beyond(stops));
        var xs = IntStream.rangeClosed(0, SAMPLES).mapToDouble(i -> at(across, i)).toArray();
        var ys = Arrays.stream(xs).map(x -> descent.valueAt(x)).toArray();
        var upright = Drawing.Range.around(concat(ys, heights));
        var plot =
                new Drawing(across, upright, WIDTH, HEIGHT, described(descent)).axes("w", "f(w)");
        plot.line(xs, ys, "stroke:" + Drawing.BLUE + ";stroke-width:2");
        tangents(plot, descent, across);
        plot.line(stops, heights, PATH + ";stroke-dasharray:4 3");
        marks(plot, stops, heights);
        return plot.toString();
    }

    /// A little past the last stop too, so that a valley's other side can be seen.
    private static double[] beyond(double[] stops) {
        var low = Arrays.stream(stops).filter(Double::isFinite).min().orElse(0);
        var high = Arrays.stream(stops).filter(Double::isFinite).max().orElse(1);
        var more = 0.9 * Math.max(high - low, 0.5);
        var last = stops[stops.length - 1];
        return new double[] {
            last - low < high - last ? low - more : low,
            last - low < high - last ? high : high + more
        };
    }

    private static double at(Drawing.Range range, int sample) {
        return range.at(sample / (double) SAMPLES);
    }

    private static double[] concat(double[] a, double[] b) {
        var all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    /// The slope at the first stops, as a short piece of the tangent.
    private static void tangents(Drawing plot, DescentPath descent, Drawing.Range across) {
        var half = 0.06 * (across.to() - across.from());
        for (var point : descent.points().subList(0, Math.min(4, descent.points().size()))) {
            var w = point.at().getDouble(0);
            var slope = point.gradient().getDouble(0);
            plot.line(
                    new double[] {w - half, w + half},
                    new double[] {point.value() - half * slope, point.value() + half * slope},
                    "stroke:currentColor;stroke-opacity:.55;stroke-width:1");
        }
    }

    private static void marks(Drawing plot, double[] xs, double[] ys) {
        for (var i = 0; i < xs.length; i++) {
            if (Double.isFinite(xs[i]) && Double.isFinite(ys[i])) {
                var end = i == 0 || i == xs.length - 1;
                plot.dot(xs[i], ys[i], end ? 4.5 : 2.8, STOP);
                if (end || (i < 3 && xs.length < 12)) {
                    plot.label(xs[i], ys[i], Integer.toString(i));
                }
            }
        }
    }

    private static String surface(DescentPath descent) {
        var xs = along(descent, 0);
        var ys = along(descent, 1);
        var across = Drawing.Range.around(around(xs, ys));
        var upright = Drawing.Range.around(around(ys, xs));
        var plot = new Drawing(across, upright, WIDTH, HEIGHT, described(descent));
        new Contours(descent::valueAt, across, upright).draw(plot);
        plot.axes("w0", "w1");
        plot.line(xs, ys, PATH);
        marks(plot, xs, ys);
        return plot.toString();
    }

    /// The stops of one axis with some room around them, more if the other axis needs more.
    private static double[] around(double[] axis, double[] other) {
        var own = Drawing.Range.around(axis);
        var width =
                Math.max(
                        own.to() - own.from(),
                        Drawing.Range.around(other).to() - Drawing.Range.around(other).from());
        var middle = own.at(0.5);
        return new double[] {middle - 0.55 * width, middle + 0.55 * width};
    }
}
