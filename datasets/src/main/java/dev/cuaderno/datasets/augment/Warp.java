package dev.cuaderno.datasets.augment;

import dev.cuaderno.tensor.Tensor;

/// Pictures whose every pixel comes from another place of the original, between four pixels of it
/// in proportion to its distance (bilinear interpolation). Places are rows and columns from 0, the
/// middle of a picture of H rows is (H − 1)/2.
final class Warp {

    private static final int QUARTER = 90;

    private Warp() {}

    /// Where a pixel comes from.
    interface Source {
        /// @param place receives the row and the column
        void of(int row, int column, double[] place);
    }

    static Tensor warp(Tensor picture, Source source) {
        var from = Pixels.of(picture);
        var height = from.height();
        var width = from.width();
        var warped = new double[from.values().length];
        var place = new double[2];
        for (var i = 0; i < height; i++) {
            for (var j = 0; j < width; j++) {
                source.of(i, j, place);
                var row = (int) Math.floor(place[0]);
                var column = (int) Math.floor(place[1]);
                var down = place[0] - row;
                var right = place[1] - column;
                for (var c = 0; c < from.channels(); c++) {
                    var above = 0.0;
                    var below = 0.0;
                    // A weight of 0 is left out: 0 times an infinity would be no number.
                    if (down < 1) {
                        above = between(from, c, row, column, right);
                    }
                    if (down > 0) {
                        below = between(from, c, row + 1, column, right);
                    }
                    warped[(c * height + i) * width + j] = above + down * (below - above);
                    if (down == 0) {
                        warped[(c * height + i) * width + j] = above;
                    }
                }
            }
        }
        return from.picture(warped);
    }

    private static double between(Pixels from, int channel, int row, int column, double right) {
        var left = from.at(channel, row, column);
        return right == 0 ? left : left + right * (from.at(channel, row, column + 1) - left);
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
        return warp(
                picture,
                (row, column, place) -> {
                    var y = (row - middleRow - down) / scale;
                    var x = (column - middleColumn - right) / scale;
                    // Rows count downwards, so this turns back what was turned counter-clockwise.
                    var turnedY = cos * y + sin * x;
                    var turnedX = cos * x - sin * y;
                    place[0] = middleRow + turnedY;
                    place[1] = middleColumn + turnedX + lean * turnedY;
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
                (row, column, place) -> {
                    var depth = h[6] * row + h[7] * column + 1;
                    place[0] = (h[0] * row + h[1] * column + h[2]) / depth;
                    place[1] = (h[3] * row + h[4] * column + h[5]) / depth;
                });
    }

    /// Every pixel from a place of its own.
    ///
    /// @param down distances, row by row
    /// @param right likewise
    static Tensor displaced(Tensor picture, double[] down, double[] right) {
        var width = picture.size(-1);
        return warp(
                picture,
                (row, column, place) -> {
                    place[0] = row + down[row * width + column];
                    place[1] = column + right[row * width + column];
                });
    }
}
