package dev.cuaderno.datasets.augment;

/// The perspective map between two quadrangles.
final class Homography {

    private static final int UNKNOWNS = 8;

    private Homography() {}

    /// The numbers h of (h0 r + h1 c + h2, h3 r + h4 c + h5) / (h6 r + h7 c + 1) that take four
    /// places to four others: eight linear equations, solved by elimination with pivots.
    static double[] between(double[][] from, double[][] to) {
        var rows = new double[UNKNOWNS][];
        for (var k = 0; k < from.length; k++) {
            var r = from[k][0];
            var c = from[k][1];
            var y = to[k][0];
            var x = to[k][1];
            rows[2 * k] = new double[] {r, c, 1, 0, 0, 0, -r * y, -c * y, y};
            rows[2 * k + 1] = new double[] {0, 0, 0, r, c, 1, -r * x, -c * x, x};
        }
        for (var column = 0; column < UNKNOWNS; column++) {
            exchange(rows, column);
            for (var row = 0; row < UNKNOWNS; row++) {
                if (row != column) {
                    var factor = rows[row][column] / rows[column][column];
                    for (var i = column; i <= UNKNOWNS; i++) {
                        rows[row][i] -= factor * rows[column][i];
                    }
                }
            }
        }
        var h = new double[UNKNOWNS];
        for (var i = 0; i < UNKNOWNS; i++) {
            h[i] = rows[i][UNKNOWNS] / rows[i][i];
        }
        return h;
    }

    /// Brings the row with the largest number of a column to its place.
    private static void exchange(double[][] rows, int column) {
        var best = column;
        for (var row = column + 1; row < UNKNOWNS; row++) {
            if (Math.abs(rows[row][column]) > Math.abs(rows[best][column])) {
                best = row;
            }
        }
        if (Math.abs(rows[best][column]) < 1e-12) {
            throw new IllegalArgumentException("perspective: three corners lie on a line");
        }
        var kept = rows[column];
        rows[column] = rows[best];
        rows[best] = kept;
    }
}
