package dev.cuaderno.datasets.augment;

import dev.cuaderno.tensor.Tensor;

/// Pictures whose every pixel comes from another place of the original, between four pixels of it
/// in proportion to its distance (bilinear interpolation). Places are rows and columns from 0, the
/// middle of a picture of H rows is (H − 1)/2.
final class Warp {

    private static final int QUARTER = 90;

    private Warp() {}

    /// Where the pixels of a row come from.
    interface Source {
        /// @param rows receives a row for every pixel
        /// @param columns receives a column
        void of(int row, double[] rows, double[] columns);
    }

    static Tensor warp(Tensor picture, Source source) {
        var from = Pixels.of(picture);
        var height = from.height();
        var width = from.width();
        var channels = from.channels();
        var warped = new double[from.values().length];
        // With a ring of zeros around, every place that shows anything has four pixels.
        var line = width + 2;
        var plane = (height + 2) * line;
        var ringed = from.ringed();
        var rows = new double[width];
        var columns = new double[width];
        for (var i = 0; i < height; i++) {
            source.of(i, rows, columns);
            for (var j = 0; j < width; j++) {
                var y = rows[j];
                var x = columns[j];
                if (y > -1 && y < height && x > -1 && x < width) {
                    var row = (int) (y + 1);
                    var column = (int) (x + 1);
                    var down = y + 1 - row;
                    var right = x + 1 - column;
                    var at = row * line + column;
                    for (var c = 0; c < channels; c++) {
                        warped[(c * height + i) * width + j] =
                                between(ringed, c * plane + at, line, down, right);
                    }
                }
            }
        }
        return from.picture(warped);
    }

    /// A weight of 0 is left out: 0 times an infinity would be no number.
    private static double between(double[] x, int at, int line, double down, double right) {
        var above = right == 0 ? x[at] : x[at] + right * (x[at + 1] - x[at]);
        if (down == 0) {
            return above;
        }
        var next = at + line;
        var below = right == 0 ? x[next] : x[next] + right * (x[next + 1] - x[next]);
        return above + down * (below - above);
    }

    /// Turned counter-clockwise, scaled and sheared about its middle, then moved.
    ///
    /// @param shear degrees by which columns lean
    static Tensor affine(
            Tensor picture, double degrees, double down, double right, double scale, double shear) {
        var cos = cos(degrees);
        var sin = cos(degrees - QUARTER);
        var lean = StrictMath.tan(StrictMath.toRadians(shear));
        var middleRow = (picture.size(-2) - 1) / 2.0;
        var middleColumn = (picture.size(-1) - 1) / 2.0;
        var part = 1 / scale;
        return warp(
                picture,
                (row, rows, columns) -> {
                    // Rows count downwards: this turns back what was turned counter-clockwise.
                    var y = (row - middleRow - down) / scale;
                    for (var column = 0; column < rows.length; column++) {
                        var x = (column - middleColumn - right) * part;
                        var turnedY = cos * y + sin * x;
                        var turnedX = cos * x - sin * y;
                        rows[column] = middleRow + turnedY;
                        columns[column] = middleColumn + turnedX + lean * turnedY;
                    }
                });
    }

    /// Exact for quarter turns.
    private static double cos(double degrees) {
        var turned = Math.abs(degrees % 360);
        if (turned % 180 == QUARTER) {
            return 0;
        }
        if (turned % 180 == 0) {
            return turned == 180 ? -1 : 1;
        }
        return StrictMath.cos(StrictMath.toRadians(degrees));
    }

    /// A picture seen aslant: the four corners of the new one show these places of the old one.
    ///
    /// @param corners row and column of the places for the top left corner, the top right, the
    ///   bottom right and the bottom left
    static Tensor perspective(Tensor picture, double[][] corners) {
        var bottom = picture.size(-2) - 1.0;
        var last = picture.size(-1) - 1.0;
        double[][] targets = {{0, 0}, {0, last}, {bottom, last}, {bottom, 0}};
        var h = Homography.between(targets, corners);
        return warp(
                picture,
                (row, rows, columns) -> {
                    for (var column = 0; column < rows.length; column++) {
                        var depth = h[6] * row + h[7] * column + 1;
                        rows[column] = (h[0] * row + h[1] * column + h[2]) / depth;
                        columns[column] = (h[3] * row + h[4] * column + h[5]) / depth;
                    }
                });
    }

    /// A distance for every pixel: a part of a larger field, times a strength.
    static final class Distances {

        private final double[] field;
        private final int width;
        private final int top;
        private final int left;
        private final double strength;

        /// @param width of the field
        /// @param top the first row of the part
        /// @param left its first column
        Distances(double[] field, int width, int top, int left, double strength) {
            this.field = field;
            this.width = width;
            this.top = top;
            this.left = left;
            this.strength = strength;
        }

        /// Adds those of a row of the picture.
        private void addTo(double[] places, int row) {
            var from = (top + row) * width + left;
            for (var i = 0; i < places.length; i++) {
                places[i] += strength * field[from + i];
            }
        }
    }

    /// Every pixel from a place of its own.
    static Tensor displaced(Tensor picture, Distances down, Distances right) {
        return warp(
                picture,
                (row, rows, columns) -> {
                    for (var column = 0; column < rows.length; column++) {
                        rows[column] = row;
                        columns[column] = column;
                    }
                    down.addTo(rows, row);
                    right.addTo(columns, row);
                });
    }
}
