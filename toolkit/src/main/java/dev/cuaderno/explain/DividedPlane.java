package dev.cuaderno.explain;

import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;

/// Points of two classes in the plane, 1 filled and 0 hollow, and lines w·x + b = 0 between them;
/// the last line dark with its positive side shaded.
final class DividedPlane {

    private static final int SIDE = 300;

    private final Tensor points;
    private final Tensor classes;
    private final List<double[]> lines = new ArrayList<>();

    /// @param points `[samples, 2]`
    /// @param classes 0 or 1, `[samples]`
    DividedPlane(Tensor points, Tensor classes) {
        this.points = points;
        this.classes = classes;
    }

    /// One more line, which lies over the earlier ones.
    DividedPlane with(Tensor weights, double bias) {
        lines.add(new double[] {weights.getDouble(0), weights.getDouble(1), bias});
        return this;
    }

    String svg(String described) {
        var x = wide(points.transpose(0, 1).at(0));
        var y = wide(points.transpose(0, 1).at(1));
        var plot = new Drawing(x, y, SIDE, SIDE, described).axes("x0", "x1");
        for (var i = 0; i < lines.size(); i++) {
            var last = i == lines.size() - 1;
            if (last) {
                side(plot, x, y, lines.get(i));
            }
            divide(plot, x, y, lines.get(i), last ? 1 : 0.15 + 0.3 * i / lines.size());
        }
        for (var i = 0; i < points.size(0); i++) {
            var one = classes.getDouble(i) > 0.5;
            plot.dot(
                    points.getDouble(i, 0),
                    points.getDouble(i, 1),
                    6,
                    "stroke:"
                            + Drawing.BLUE
                            + ";stroke-width:2.5;fill:"
                            + (one ? Drawing.BLUE : "none"));
        }
        return plot.toString();
    }

    private static Drawing.Range wide(Tensor axis) {
        var tight = Drawing.Range.around(axis.toDoubleArray());
        return new Drawing.Range(tight.at(-0.35), tight.at(1.35));
    }

    /// The line, drawn between the borders that it meets.
    private static void divide(
            Drawing plot, Drawing.Range x, Drawing.Range y, double[] w, double opacity) {
        var ends = corners(x, y, w, false);
        if (ends.size() >= 2) {
            var a = ends.getFirst();
            var b = ends.getLast();
            plot.line(
                    new double[] {a[0], b[0]},
                    new double[] {a[1], b[1]},
                    "stroke:"
                            + Drawing.ORANGE
                            + ";stroke-width:2;stroke-opacity:"
                            + Figures.of(opacity));
        }
    }

    private static void side(Drawing plot, Drawing.Range x, Drawing.Range y, double[] w) {
        var path = new StringBuilder();
        for (var corner : corners(x, y, w, true)) {
            path.append(path.isEmpty() ? "M" : "L");
            path.append(Drawing.point(plot.x(corner[0]), plot.y(corner[1])));
        }
        if (!path.isEmpty()) {
            plot.add(
                    "<path d=\"%sZ\" fill=\"%s\" fill-opacity=\".14\"/>"
                            .formatted(path, Drawing.ORANGE));
        }
    }

    /// Walking round the frame: where the line crosses it, and, for the positive side, the corners
    /// that belong to it.
    private static List<double[]> corners(
            Drawing.Range x, Drawing.Range y, double[] w, boolean side) {
        var frame =
                new double[][] {
                    {x.from(), y.from()}, {x.to(), y.from()}, {x.to(), y.to()}, {x.from(), y.to()}
                };
        var found = new ArrayList<double[]>();
        for (var i = 0; i < 4; i++) {
            var a = frame[i];
            var b = frame[(i + 1) % 4];
            var high = height(a, w);
            var next = height(b, w);
            if (side && high > 0) {
                found.add(a);
            }
            if ((high > 0) != (next > 0)) {
                var share = high / (high - next);
                found.add(
                        new double[] {a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])});
            }
        }
        return found;
    }

    private static double height(double[] point, double[] w) {
        return w[0] * point[0] + w[1] * point[1] + w[2];
    }
}
