package dev.cuaderno.kernels;

/// Copies of matrices in other orders.
public final class Packing {

    private static final int TOGETHER = 8;

    private Packing() {}

    /// Turns some rows of a matrix: `to[at + column·width + i] = w[from + i·row + column]` for
    /// every i from 0 to `rows` and every column.
    ///
    /// @param row from one row of the matrix to the next
    /// @param columns of the matrix
    /// @param width from one column to the next
    public static void turn(
            float[] w, int from, int row, int rows, int columns, float[] to, int at, int width) {
        var i = 0;
        for (; i + TOGETHER <= rows; i += TOGETHER) {
            eight(w, from + i * row, row, columns, to, at + i, width);
        }
        for (; i < rows; i++) {
            for (var column = 0; column < columns; column++) {
                to[at + column * width + i] = w[from + i * row + column];
            }
        }
    }

    /// Eight rows at a time, so that what is written lies side by side.
    private static void eight(
            float[] w, int from, int row, int columns, float[] to, int at, int width) {
        for (var column = 0; column < columns; column++) {
            var source = from + column;
            var place = at + column * width;
            to[place] = w[source];
            to[place + 1] = w[source + row];
            to[place + 2] = w[source + 2 * row];
            to[place + 3] = w[source + 3 * row];
            to[place + 4] = w[source + 4 * row];
            to[place + 5] = w[source + 5 * row];
            to[place + 6] = w[source + 6 * row];
            to[place + 7] = w[source + 7 * row];
        }
    }
}
