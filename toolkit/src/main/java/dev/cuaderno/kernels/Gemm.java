package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import java.util.Arrays;

/// Products of matrices by blocks: `height` rows of the left factor and [#WIDTH] columns of the
/// right one are copied so that they lie in the order in which the innermost loop reads them, and
/// their product stays in registers. One loop serves all sizes.
///
/// Source of the method: K. Goto and R. van de Geijn, "Anatomy of high-performance matrix
/// multiplication", ACM TOMS 34 (2008).
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

    /// How much of the left factor is packed at a time: it stays in the second cache.
    private static final int PACKED = 1 << 18;

    /// Terms of a sum that are finished before the result is written.
    private static final int LONGEST = 2048;

    private final TileLoop loop = TileLoops.of(TILE);

    private final Spare packs = new Spare();
    private final Spare strips = new Spare();

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
        var i = 0;
        for (; i + 6 <= height; i += 6) {
            packSix(a.array, a.at(from + i, term), a.row, a.column, terms, strip, at + i);
        }
        for (; i < height; i++) {
            var source = a.at(from + i, term);
            for (var k = 0; k < terms; k++) {
                strip[at + k * HEIGHT + i] = a.array[source + k * a.column];
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
        if (width == WIDTH && b.column == 1) {
            for (var k = 0; k < terms; k++) {
                var source = b.at(term + k, from);
                var to = at + k * WIDTH;
                FloatVector.fromArray(S, b.array, source).intoArray(strip, to);
                FloatVector.fromArray(S, b.array, source + V).intoArray(strip, to + V);
            }
            return;
        }
        for (var k = 0; k < terms; k++) {
            var source = b.at(term + k, from);
            var to = at + k * WIDTH;
            for (var j = 0; j < width; j++) {
                strip[to + j] = b.array[source + j * b.column];
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

    /// C = A·B with A m by k, B k by n, C m by n and stored row by row; on several threads.
    void product(int m, int n, int k, Matrix a, Matrix b, float[] c, int cAt, Workers workers) {
        var across = Math.ceilDiv(n, WIDTH);
        var packed =
                packs.take(Math.addExact(Lanes.ALIGNED, Math.multiplyExact(across * WIDTH, k)));
        workers.run(
                across,
                (strip, _) ->
                        packColumns(
                                b,
                                strip * WIDTH,
                                n,
                                0,
                                k,
                                packed,
                                Lanes.ALIGNED + strip * WIDTH * k));
        var blocks = Math.ceilDiv(m, HEIGHT);
        var together = Math.max(2, PACKED / (HEIGHT * Math.min(k, LONGEST)));
        var wanted = 4 * workers.count();
        var down =
                Math.max(Math.ceilDiv(blocks, together), Math.min(Math.ceilDiv(blocks, 4), wanted));
        var sides = Math.min(across, Math.ceilDiv(wanted, down));
        workers.run(
                down * sides,
                (piece, _) -> {
                    var row = piece / sides;
                    var side = piece % sides;
                    new Piece(
                                    (int) ((long) blocks * row / down),
                                    (int) ((long) blocks * (row + 1) / down),
                                    (int) ((long) across * side / sides),
                                    (int) ((long) across * (side + 1) / sides))
                            .multiply(m, n, k, a, packed, c, cAt);
                });
        packs.give(packed);
    }

    /// Some blocks of rows by some strips of columns.
    private final class Piece {

        private final int firstBlock;
        private final int endBlock;
        private final int firstStrip;
        private final int endStrip;

        Piece(int firstBlock, int endBlock, int firstStrip, int endStrip) {
            this.firstBlock = firstBlock;
            this.endBlock = endBlock;
            this.firstStrip = firstStrip;
            this.endStrip = endStrip;
        }

        void multiply(int m, int n, int k, Matrix a, float[] packed, float[] c, int cAt) {
            var count = endBlock - firstBlock;
            var rows = strips.take(count * HEIGHT * Math.min(k, LONGEST));
            var results = new float[count * HEIGHT * WIDTH];
            for (var term = 0; term < k; term += LONGEST) {
                var terms = Math.min(LONGEST, k - term);
                for (var i = 0; i < count; i++) {
                    var row = (firstBlock + i) * HEIGHT;
                    packRows(a, row, m, term, terms, rows, i * HEIGHT * terms);
                }
                for (var strip = firstStrip; strip < endStrip; strip++) {
                    Arrays.fill(results, 0);
                    var columns = Lanes.ALIGNED + (strip * k + term) * WIDTH;
                    sum(count, terms, rows, packed, columns, results);
                    var width = Math.min(WIDTH, n - strip * WIDTH);
                    for (var i = 0; i < count; i++) {
                        var row = (firstBlock + i) * HEIGHT;
                        var to = cAt + row * n + strip * WIDTH;
                        var height = Math.min(HEIGHT, m - row);
                        var from = i * HEIGHT * WIDTH;
                        if (term == 0) {
                            unpack(results, from, c, to, n, height, width);
                        } else {
                            unpackAdd(results, from, c, to, n, height, width);
                        }
                    }
                }
            }
            strips.give(rows);
        }

        /// Some terms of all rows at a time, as long as the strip's part is near at hand.
        private void sum(
                int count, int terms, float[] rows, float[] packed, int columns, float[] results) {
            for (var from = 0; from < terms; from += DEPTH) {
                var some = Math.min(DEPTH, terms - from);
                for (var i = 0; i < count; i++) {
                    loop.run(
                            rows,
                            (i * terms + from) * HEIGHT,
                            packed,
                            columns + from * WIDTH,
                            results,
                            i * HEIGHT * WIDTH,
                            some);
                }
            }
        }
    }
}
