package dev.cuaderno.kernels;

import java.util.Arrays;

/// Products of matrices by blocks: `height` rows of the left factor and [#WIDTH] columns of the
/// right one are copied so that they lie in the order in which the innermost loop reads them, and
/// their product stays in registers. One loop serves all sizes.
///
/// Source of the method: K. Goto and R. van de Geijn, "Anatomy of high-performance matrix
/// multiplication", ACM TOMS 34 (2008).
final class Gemm {

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

    /// Where the numbers of a matrix lie.
    ///
    /// @param row from one row to the next
    /// @param column from one column to the next
    // The memory itself is meant, not its contents.
    @SuppressWarnings("ArrayRecordComponent")
    record Matrix(float[] array, int at, int row, int column) {

        int at(int i, int j) {
            return at + i * row + j * column;
        }
    }

    /// Copies rows `from` to `from + height` of a, terms `term` to `term + terms`, into a strip:
    /// term by term, and zeros for rows that a does not have.
    static void packRows(Matrix a, int from, int rows, int term, int terms, float[] strip, int at) {
        var height = Math.min(HEIGHT, rows - from);
        for (var i = 0; i < HEIGHT; i++) {
            if (i < height) {
                var source = a.at(from + i, term);
                for (var k = 0; k < terms; k++) {
                    strip[at + k * HEIGHT + i] = a.array[source + k * a.column];
                }
            } else {
                for (var k = 0; k < terms; k++) {
                    strip[at + k * HEIGHT + i] = 0;
                }
            }
        }
    }

    /// Copies columns of b likewise.
    static void packColumns(
            Matrix b, int from, int columns, int term, int terms, float[] strip, int at) {
        var width = Math.min(WIDTH, columns - from);
        for (var k = 0; k < terms; k++) {
            var source = b.at(term + k, from);
            var to = at + k * WIDTH;
            if (b.column == 1) {
                System.arraycopy(b.array, source, strip, to, width);
            } else {
                for (var j = 0; j < width; j++) {
                    strip[to + j] = b.array[source + j * b.column];
                }
            }
            for (var j = width; j < WIDTH; j++) {
                strip[to + j] = 0;
            }
        }
    }

    /// Adds the product of two strips to a block of [#HEIGHT] by [#WIDTH] numbers.
    void multiply(
            float[] rows, int rowsAt, float[] columns, int columnsAt, float[] block, int terms) {
        loop.run(rows, rowsAt, columns, columnsAt, block, 0, terms);
    }

    /// Copies what belongs to c out of a block.
    static void unpack(float[] block, float[] c, int at, int row, int height, int width) {
        for (var i = 0; i < height; i++) {
            System.arraycopy(block, i * WIDTH, c, at + i * row, width);
        }
    }

    /// Adds what belongs to c out of a block.
    static void unpackAdd(float[] block, float[] c, int at, int row, int height, int width) {
        for (var i = 0; i < height; i++) {
            for (var j = 0; j < width; j++) {
                c[at + i * row + j] += block[i * WIDTH + j];
            }
        }
    }

    /// C = A·B with A m by k, B k by n, C m by n and stored row by row; on several threads.
    void product(int m, int n, int k, Matrix a, Matrix b, float[] c, int cAt, Workers workers) {
        var strips = Math.ceilDiv(n, WIDTH);
        var packed = new float[strips * WIDTH * k];
        workers.run(
                strips,
                (strip, _) -> packColumns(b, strip * WIDTH, n, 0, k, packed, strip * WIDTH * k));
        var blocks = Math.ceilDiv(m, HEIGHT);
        // Several blocks of rows together, so that each strip of B is read for all of them.
        var together = Math.max(1, Math.min(16, blocks / (2 * workers.count())));
        workers.run(
                Math.ceilDiv(blocks, together),
                (piece, _) -> {
                    var first = piece * together;
                    var last = Math.min(blocks, first + together);
                    rows(first, last, m, n, k, a, packed, c, cAt);
                });
    }

    private void rows(
            int first,
            int last,
            int m,
            int n,
            int k,
            Matrix a,
            float[] packed,
            float[] c,
            int cAt) {
        var block = new float[HEIGHT * WIDTH];
        var strip = new float[(last - first) * HEIGHT * Math.min(k, DEPTH)];
        for (var term = 0; term < k; term += DEPTH) {
            var terms = Math.min(DEPTH, k - term);
            for (var i = first; i < last; i++) {
                packRows(a, i * HEIGHT, m, term, terms, strip, (i - first) * HEIGHT * terms);
            }
            for (var j = 0; j < n; j += WIDTH) {
                for (var i = first; i < last; i++) {
                    Arrays.fill(block, 0);
                    multiply(
                            strip,
                            (i - first) * HEIGHT * terms,
                            packed,
                            j * k + term * WIDTH,
                            block,
                            terms);
                    var at = cAt + i * HEIGHT * n + j;
                    var height = Math.min(HEIGHT, m - i * HEIGHT);
                    var width = Math.min(WIDTH, n - j);
                    if (term == 0) {
                        unpack(block, c, at, n, height, width);
                    } else {
                        unpackAdd(block, c, at, n, height, width);
                    }
                }
            }
        }
    }
}
