package dev.cuaderno.explain;

import java.util.Arrays;
import java.util.Locale;

/// Lines of equal height of a function of two variables, found cell by cell: where a level lies
/// between two neighbouring corners, the line crosses the edge between them (marching squares,
/// Lorensen and Cline 1987 in the plane).
final class Contours {

    private static final int CELLS = 48;
    private static final int LEVELS = 11;

    /// A height at a place.
    @FunctionalInterface
    interface Heights {
        double at(double... place);
    }

    private final double[][] heights = new double[CELLS + 1][CELLS + 1];
    private final Drawing.Range across;
    private final Drawing.Range upright;

    Contours(Heights f, Drawing.Range across, Drawing.Range upright) {
        this.across = across;
        this.upright = upright;
        for (var row = 0; row <= CELLS; row++) {
            for (var column = 0; column <= CELLS; column++) {
                heights[row][column] = f.at(x(column), y(row));
            }
        }
    }

    private double x(double column) {
        return across.at(column / CELLS);
    }

    private double y(double row) {
        return upright.at(row / CELLS);
    }

    /// Levels that divide the heights that occur into shares of equal size: near a minimum they lie
    /// closer in height, so that lines do not pile up on the slopes.
    double[] levels() {
        var all =
                Arrays.stream(heights)
                        .flatMapToDouble(Arrays::stream)
                        .filter(Double::isFinite)
                        .sorted()
                        .toArray();
        var levels = new double[LEVELS];
        for (var i = 0; i < LEVELS && all.length > 0; i++) {
            levels[i] = all[(int) ((i + 0.5) / LEVELS * all.length)];
        }
        return levels;
    }

    void draw(Drawing plot) {
        var levels = levels();
        for (var i = 0; i < levels.length; i++) {
            var opacity = 0.9 - 0.6 * i / levels.length;
            plot.add(
                    String.format(
                            Locale.ROOT,
                            "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-opacity=\"%.2f\"/>",
                            path(plot, levels[i]),
                            Drawing.BLUE,
                            opacity));
        }
    }

    private String path(Drawing plot, double level) {
        var path = new StringBuilder();
        for (var row = 0; row < CELLS; row++) {
            for (var column = 0; column < CELLS; column++) {
                cell(plot, level, row, column, path);
            }
        }
        return path.toString();
    }

    /// The crossings of a cell's four edges, joined in pairs.
    private void cell(Drawing plot, double level, int row, int column, StringBuilder path) {
        var corners =
                new double[][] {
                    {row, column}, {row, column + 1}, {row + 1, column + 1}, {row + 1, column}
                };
        var found = 0;
        for (var edge = 0; edge < 4; edge++) {
            var a = corners[edge];
            var b = corners[(edge + 1) % 4];
            var low = heights[(int) a[0]][(int) a[1]];
            var high = heights[(int) b[0]][(int) b[1]];
            if ((low < level) == (high < level)
                    || !Double.isFinite(low)
                    || !Double.isFinite(high)) {
                continue;
            }
            var share = (level - low) / (high - low);
            var px = plot.x(x(a[1] + share * (b[1] - a[1])));
            var py = plot.y(y(a[0] + share * (b[0] - a[0])));
            path.append(found % 2 == 0 ? 'M' : 'L');
            path.append(String.format(Locale.ROOT, "%.0f %.0f", px, py));
            found++;
        }
    }
}
