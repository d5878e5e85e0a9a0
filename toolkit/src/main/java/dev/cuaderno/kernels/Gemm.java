package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import java.util.Arrays;

/// Products of strips of matrices: [#HEIGHT] rows of the left factor and [#WIDTH] columns of the
/// right one are copied so that they lie in the order in which the innermost loop reads them, and
/// their product stays in registers. One loop serves all sizes.
final class Gemm {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    /// Rows of a block.
    static final int HEIGHT = Lanes.REGISTERS >= 32 ? 12 : 6;

    /// Columns of a block.
    static final int WIDTH = 2 * V;

    /// Terms of a sum that are copied at a time: a strip of the right factor stays in the cache.
    static final int DEPTH = 256;

    private static final Tile TILE =
            new Tile(
                    HEIGHT,
                    1,
                    1,
                    new Tile.Columns(2, V),
                    Tile.Loop.ONCE,
                    Tile.Loop.ONCE,
                    new Tile.Loop(DEPTH, HEIGHT, WIDTH),
                    WIDTH,
                    new Tile.Columns(2, V),
                    true);

    private final TileLoop loop = TileLoops.of(TILE);

    /// Copies rows `from` to `from + height` of a, terms `term` to `term + terms`, into a strip:
    /// term by term, and zeros for rows that a does not have.
    static void packRows(Matrix a, int from, int rows, int term, int terms, float[] strip, int at) {
        var height = Math.min(HEIGHT, rows - from);
        var i = 0;
        for (; i + 6 <= height; i += 6) {
            packSix(a.array(), a.at(from + i, term), a.row(), a.column(), terms, strip, at + i);
        }
        for (; i < height; i++) {
            var source = a.at(from + i, term);
            for (var k = 0; k < terms; k++) {
                strip[at + k * HEIGHT + i] = a.array()[source + k * a.column()];
            }
        }
        for (; i < HEIGHT; i++) {
            for (var k = 0; k < terms; k++) {
                strip[at + k * HEIGHT + i] = 0;
            }
        }
    }

    private static void packSix(
            float[] a, int from, int row, int column, int terms, float[] strip, int at) {
        if (column == 1) {
            packSix(a, from, row, terms, strip, at);
            return;
        }
        for (var k = 0; k < terms; k++) {
            var source = from + k * column;
            var to = at + k * HEIGHT;
            for (var i = 0; i < 6; i++) {
                strip[to + i] = a[source + i * row];
            }
        }
    }

    /// For rows whose numbers lie side by side, so that the compiler checks the bounds once.
    private static void packSix(float[] a, int from, int row, int terms, float[] strip, int at) {
        for (var k = 0; k < terms; k++) {
            var source = from + k;
            var to = at + k * HEIGHT;
            strip[to] = a[source];
            strip[to + 1] = a[source + row];
            strip[to + 2] = a[source + 2 * row];
            strip[to + 3] = a[source + 3 * row];
            strip[to + 4] = a[source + 4 * row];
            strip[to + 5] = a[source + 5 * row];
        }
    }

    /// Copies columns of b likewise.
    static void packColumns(
            Matrix b, int from, int columns, int term, int terms, float[] strip, int at) {
        var width = Math.min(WIDTH, columns - from);
        if (width == WIDTH && b.column() == 1) {
            for (var k = 0; k < terms; k++) {
                var source = b.at(term + k, from);
                var to = at + k * WIDTH;
                FloatVector.fromArray(S, b.array(), source).intoArray(strip, to);
                FloatVector.fromArray(S, b.array(), source + V).intoArray(strip, to + V);
            }
            return;
        }
        for (var k = 0; k < terms; k++) {
            var source = b.at(term + k, from);
            var to = at + k * WIDTH;
            for (var j = 0; j < width; j++) {
                strip[to + j] = b.array()[source + j * b.column()];
            }
            Arrays.fill(strip, to + width, to + WIDTH, 0f);
        }
    }

    /// Adds the product of two strips to a block of [#HEIGHT] by [#WIDTH] numbers.
    void multiply(
            float[] rows, int rowsAt, float[] columns, int columnsAt, float[] block, int terms) {
        loop.run(rows, rowsAt, columns, columnsAt, block, 0, terms);
    }

    /// Copies what belongs to c out of a block.
    static void unpack(float[] block, int from, float[] c, int at, int row, int height, int width) {
        for (var i = 0; i < height; i++) {
            if (width == WIDTH) {
                move(block, from + i * WIDTH, c, at + i * row);
                move(block, from + i * WIDTH + V, c, at + i * row + V);
            } else {
                System.arraycopy(block, from + i * WIDTH, c, at + i * row, width);
            }
        }
    }

    private static void move(float[] x, int xAt, float[] y, int yAt) {
        FloatVector.fromArray(S, x, xAt).intoArray(y, yAt);
    }

    /// Adds what belongs to c out of a block.
    static void unpackAdd(
            float[] block, int from, float[] c, int at, int row, int height, int width) {
        for (var i = 0; i < height; i++) {
            Passes.add(block, from + i * WIDTH, c, at + i * row, width);
        }
    }
}
