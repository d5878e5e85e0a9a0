package dev.cuaderno.kernels;

import java.util.Arrays;

/// C = A·B for one pair of matrices that lie row by row or column by column, on several threads.
///
/// The result falls into pieces, and each is computed by itself: [#DEPTH] terms of its sums at a
/// time, so that what is copied of B stays in the second cache, a strip of it in the first, and a
/// block of [#HEIGHT] by [#WIDTH] sums in registers. Of A, runs of numbers are copied rather than
/// single ones; the innermost loop takes one number from each row.
///
/// Source of the method: K. Goto and R. van de Geijn, "Anatomy of high-performance matrix
/// multiplication", ACM TOMS 34 (2008).
final class Product {

    private static final int V = Lanes.COUNT;

    /// Rows of a block. Low and wide blocks load less for each multiplication than high ones, but
    /// need many registers for the numbers of B.
    private static final int HEIGHT = 6;

    /// Vectors of a block's row.
    private static final int WIDE = Lanes.REGISTERS >= 32 ? 4 : 2;

    private static final int WIDTH = WIDE * V;

    /// Terms of a sum that are added up at a time.
    private static final int DEPTH = 256;

    /// Blocks of rows of A that are copied at a time.
    private static final int TOGETHER = 32;

    /// Strips of B in a piece, at most.
    private static final int MOST_STRIPS = 8;

    /// Blocks of rows in a piece, at most.
    private static final int MOST_BLOCKS = 90;

    /// Blocks that a thread should have at least.
    private static final int FEWEST = 4;

    /// Rows of B that are copied together: they lie far apart, and the machine keeps only so many
    /// places in mind.
    private static final int ROWS = 16;

    private static final TileLoop LOOP = TileLoops.of(tile(WIDE));

    private final int m;
    private final int n;
    private final int k;
    private final Matrix a;
    private final Matrix b;
    private final float[] c;
    private final int cAt;
    private final int blocks;
    private final int strips;

    /// Vectors of the last strip, and its loop.
    private final int narrow;

    private final TileLoop narrowLoop;

    Product(int m, int n, int k, Matrix a, Matrix b, float[] c, int cAt) {
        this.m = m;
        this.n = n;
        this.k = k;
        this.a = a;
        this.b = b;
        this.c = c;
        this.cAt = cAt;
        blocks = Math.ceilDiv(m, HEIGHT);
        strips = Math.ceilDiv(n, WIDTH);
        narrow = Math.ceilDiv(n - (strips - 1) * WIDTH, V);
        narrowLoop = narrow == WIDE ? LOOP : TileLoops.of(tile(narrow));
    }

    private static Tile tile(int wide) {
        return new Tile(
                HEIGHT,
                DEPTH,
                1,
                new Tile.Columns(wide, V),
                Tile.Loop.ONCE,
                Tile.Loop.ONCE,
                new Tile.Loop(DEPTH, 1, wide * V),
                wide * V,
                new Tile.Columns(wide, V),
                true);
    }

    /// Computes it.
    ///
    /// @param spare memory to use again
    void run(Spare spare, Workers workers) {
        var down = Math.ceilDiv(blocks, MOST_BLOCKS);
        var across = Math.ceilDiv(strips, MOST_STRIPS);
        while (down * across < workers.count() && blocks * strips / (down * across) >= 2 * FEWEST) {
            if (across == strips || blocks / down * HEIGHT > strips / across * WIDTH) {
                down++;
            } else {
                across++;
            }
        }
        var rows = down;
        var columns = across;
        workers.run(
                rows * columns,
                (piece, _) -> {
                    var row = piece / columns;
                    var column = piece % columns;
                    new Piece(
                                    (int) ((long) blocks * row / rows),
                                    (int) ((long) blocks * (row + 1) / rows),
                                    (int) ((long) strips * column / columns),
                                    (int) ((long) strips * (column + 1) / columns))
                            .run(spare);
                });
    }

    /// Some blocks of rows by some strips of columns.
    private final class Piece {

        private final int firstBlock;
        private final int countBlocks;
        private final int firstStrip;
        private final int countStrips;

        // Where copies of B, copies of A and sums begin in the piece's memory.
        private final int columns = Lanes.ALIGNED;
        private final int rows;
        private final int sums;

        Piece(int firstBlock, int endBlock, int firstStrip, int endStrip) {
            this.firstBlock = firstBlock;
            this.firstStrip = firstStrip;
            countBlocks = endBlock - firstBlock;
            countStrips = endStrip - firstStrip;
            rows = columns + countStrips * WIDTH * DEPTH;
            sums = rows + TOGETHER * HEIGHT * DEPTH;
        }

        void run(Spare spare) {
            var memory = spare.take(sums + countStrips * countBlocks * HEIGHT * WIDTH);
            for (var term = 0; term < k; term += DEPTH) {
                var terms = Math.min(DEPTH, k - term);
                copyColumns(term, terms, memory);
                for (var block = 0; block < countBlocks; block += TOGETHER) {
                    var some = Math.min(TOGETHER, countBlocks - block);
                    copyRows(firstBlock + block, some, term, terms, memory);
                    for (var strip = 0; strip < countStrips; strip++) {
                        var at = sums + (block * countStrips + strip * some) * HEIGHT * WIDTH;
                        if (term == 0) {
                            Arrays.fill(memory, at, at + some * HEIGHT * WIDTH, 0f);
                        }
                        add(strip, some, terms, memory, at);
                        if (term + terms == k) {
                            write(firstBlock + block, some, firstStrip + strip, memory, at);
                        }
                    }
                }
            }
            spare.give(memory);
        }

        /// Copies some terms of the piece's columns of B, strip by strip.
        private void copyColumns(int term, int terms, float[] memory) {
            for (var from = 0; from < terms; from += ROWS) {
                var some = Math.min(ROWS, terms - from);
                for (var strip = 0; strip < countStrips; strip++) {
                    var column = (firstStrip + strip) * WIDTH;
                    var pitch = pitch(firstStrip + strip);
                    var source = b.at(term + from, column);
                    var to = columns + strip * WIDTH * DEPTH + from * pitch;
                    var width = Math.min(pitch, n - column);
                    if (b.hasRows()) {
                        copyRuns(b.array(), source, b.row(), some, memory, to, pitch, width);
                    } else {
                        var step = b.column();
                        TurnLoops.turn(b.array(), source, step, width, some, memory, to, pitch);
                    }
                    for (var i = 0; i < some && width < pitch; i++) {
                        Arrays.fill(memory, to + i * pitch + width, to + (i + 1) * pitch, 0f);
                    }
                }
            }
        }

        private void copyRuns(
                float[] from,
                int at,
                int step,
                int runs,
                float[] memory,
                int to,
                int pitch,
                int length) {
            for (var i = 0; i < runs; i++) {
                System.arraycopy(from, at + i * step, memory, to + i * pitch, length);
            }
        }

        /// Copies some terms of rows of A; zeros for rows that it does not have.
        private void copyRows(int block, int count, int term, int terms, float[] memory) {
            var first = block * HEIGHT;
            var some = Math.min(count * HEIGHT, m - first);
            var source = a.at(first, term);
            if (a.hasRows()) {
                copyRuns(a.array(), source, a.row(), some, memory, rows, DEPTH, terms);
            } else {
                TurnLoops.turn(a.array(), source, a.column(), terms, some, memory, rows, DEPTH);
            }
            for (var i = some; i < count * HEIGHT; i++) {
                Arrays.fill(memory, rows + i * DEPTH, rows + i * DEPTH + terms, 0f);
            }
        }

        private void add(int strip, int count, int terms, float[] memory, int at) {
            var last = firstStrip + strip == strips - 1;
            var block = HEIGHT * pitch(firstStrip + strip);
            for (var i = 0; i < count; i++) {
                (last ? narrowLoop : LOOP)
                        .run(
                                memory,
                                rows + i * HEIGHT * DEPTH,
                                memory,
                                columns + strip * WIDTH * DEPTH,
                                memory,
                                at + i * block,
                                terms);
            }
        }

        private void write(int block, int count, int strip, float[] memory, int at) {
            var column = strip * WIDTH;
            var width = Math.min(WIDTH, n - column);
            var first = block * HEIGHT;
            var end = Math.min(m, first + count * HEIGHT);
            var from = at;
            for (var row = first; row < end; row++) {
                System.arraycopy(memory, from, c, cAt + row * n + column, width);
                from += pitch(strip);
            }
        }

        /// From one row of a strip to the next.
        private int pitch(int strip) {
            return strip == strips - 1 ? narrow * V : WIDTH;
        }
    }
}
