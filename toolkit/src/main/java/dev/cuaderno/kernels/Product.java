package dev.cuaderno.kernels;

import java.util.Arrays;

/// C = A·B for one pair of matrices that lie row by row or column by column, on several threads.
///
/// The result falls into pieces, and each is computed by itself: [#DEPTH] terms of its sums at a
/// time, so that what is copied of B stays in the second cache, a strip of it in the first, and a
/// block of [#HEIGHT] by [#WIDTH] sums in registers. Of A, rows or columns are copied as they lie;
/// the innermost loop takes one number from each of some rows. Blocks that hold more than belongs
/// to C, at its lower and right edge, are added up elsewhere.
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

    /// Terms of B that are copied at a time: sums stay in the second cache for as long.
    private static final int MOST_TERMS = 8 * DEPTH;

    /// Blocks of rows of A that are copied at a time.
    private static final int TOGETHER = 32;

    /// Strips of B in a piece, at most.
    private static final int MOST_STRIPS = 8;

    /// Blocks of rows in a piece, at most.
    private static final int MOST_BLOCKS = 180;

    /// Blocks that a thread should have at least.
    private static final int FEWEST = 4;

    /// Rows of B that are copied together: they lie far apart, and the machine keeps only so many
    /// places in mind.
    private static final int ROWS = 16;

    /// From one term of A to the next where its columns are copied.
    private static final int PITCH = TOGETHER * HEIGHT;

    private final int m;
    private final int n;
    private final int k;
    private final Matrix a;
    private final Matrix b;
    private final float[] c;
    private final int cAt;
    private final int blocks;
    private final int strips;

    // Loops of the first terms, which write, and those of all further ones, which add.
    private final TileLoop wideFirst;
    private final TileLoop wideNext;

    /// Vectors of the last strip, and its loops.
    private final int narrow;

    private final TileLoop narrowFirst;
    private final TileLoop narrowNext;

    // From one row of a copy of A to the next, and from one term.
    private final int rowStep;
    private final int termStep;

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
        rowStep = a.hasRows() ? DEPTH : 1;
        termStep = a.hasRows() ? 1 : PITCH;
        wideFirst = TileLoops.of(tile(WIDE, false));
        wideNext = TileLoops.of(tile(WIDE, true));
        narrowFirst = TileLoops.of(tile(narrow, false));
        narrowNext = TileLoops.of(tile(narrow, true));
    }

    private Tile tile(int wide, boolean adds) {
        return new Tile(
                HEIGHT,
                rowStep,
                1,
                new Tile.Columns(wide, V),
                Tile.Loop.ONCE,
                Tile.Loop.ONCE,
                new Tile.Loop(DEPTH, termStep, wide * V),
                Tile.TOLD,
                new Tile.Columns(wide, V),
                adds);
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

        // Where copies of B, copies of A and a block of the edge begin in the piece's memory.
        private final int columns = Lanes.ALIGNED;
        private final int rows;
        private final int edge;

        Piece(int firstBlock, int endBlock, int firstStrip, int endStrip) {
            this.firstBlock = firstBlock;
            this.firstStrip = firstStrip;
            countBlocks = endBlock - firstBlock;
            countStrips = endStrip - firstStrip;
            rows = columns + countStrips * WIDTH * Math.min(k + DEPTH, MOST_TERMS);
            edge = rows + TOGETHER * HEIGHT * DEPTH;
        }

        void run(Spare spare) {
            var memory = spare.take(edge + HEIGHT * WIDTH);
            for (var from = 0; from < k; from += MOST_TERMS) {
                var end = Math.min(from + MOST_TERMS, k);
                for (var term = from; term < end; term += DEPTH) {
                    copyColumns(term, Math.min(DEPTH, k - term), memory, columns(term));
                }
                for (var block = 0; block < countBlocks; block += TOGETHER) {
                    var some = Math.min(TOGETHER, countBlocks - block);
                    for (var term = from; term < end; term += DEPTH) {
                        add(firstBlock + block, some, term, memory);
                    }
                }
            }
            spare.give(memory);
        }

        /// Where the copies of B begin, from a term on.
        private int columns(int term) {
            return columns + term % MOST_TERMS * countStrips * WIDTH;
        }

        /// Copies some terms of the piece's columns of B, strip by strip.
        private void copyColumns(int term, int terms, float[] memory, int at) {
            for (var from = 0; from < terms; from += ROWS) {
                var some = Math.min(ROWS, terms - from);
                for (var strip = 0; strip < countStrips; strip++) {
                    var column = (firstStrip + strip) * WIDTH;
                    var pitch = pitch(firstStrip + strip);
                    var source = b.at(term + from, column);
                    var to = at + strip * WIDTH * DEPTH + from * pitch;
                    var width = Math.min(pitch, n - column);
                    if (b.hasRows()) {
                        Runs.copy(b.array(), source, b.row(), some, width, memory, to, pitch);
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

        /// Copies some terms of rows of A, or of columns, as they lie. Rows that it does not have
        /// are some numbers, whose results nobody takes.
        private void copyRows(int block, int count, int term, int terms, float[] memory) {
            var first = block * HEIGHT;
            var some = Math.min(count * HEIGHT, m - first);
            var source = a.at(first, term);
            if (a.hasRows()) {
                Runs.copy(a.array(), source, a.row(), some, terms, memory, rows, DEPTH);
            } else {
                Runs.copy(a.array(), source, a.column(), terms, some, memory, rows, PITCH);
            }
        }

        /// Adds some terms to blocks one below the other.
        private void add(int block, int count, int term, float[] memory) {
            var terms = Math.min(DEPTH, k - term);
            copyRows(block, count, term, terms, memory);
            for (var strip = 0; strip < countStrips; strip++) {
                add(block, count, strip, term, terms, memory);
            }
        }

        private void add(int block, int count, int strip, int term, int terms, float[] memory) {
            var isLast = firstStrip + strip == strips - 1;
            var first = isLast ? narrowFirst : wideFirst;
            var loop = term == 0 ? first : isLast ? narrowNext : wideNext;
            var from = columns(term) + strip * WIDTH * DEPTH;
            var column = (firstStrip + strip) * WIDTH;
            var tooMany = column + pitch(firstStrip + strip) - n;
            // Columns too many run over into the next rows, where the right ones come later.
            var mayRunOver = strips == 1 && k <= DEPTH;
            var end = Math.min(m, (firstBlock + countBlocks) * HEIGHT);
            for (var i = 0; i < count; i++) {
                var x = rows + i * HEIGHT * rowStep;
                var row = (block + i) * HEIGHT;
                var behind = mayRunOver ? (end - row - HEIGHT) * n : 0;
                if (tooMany > behind || row + HEIGHT > m) {
                    first.run(memory, x, memory, from, memory, edge, terms, WIDTH);
                    give(memory, row, column, term > 0);
                } else {
                    loop.run(memory, x, memory, from, c, cAt + row * n + column, terms, n);
                }
            }
        }

        /// Copies or adds what belongs to C out of a block of the edge.
        private void give(float[] memory, int row, int column, boolean adds) {
            var width = Math.min(WIDTH, n - column);
            var end = Math.min(HEIGHT, m - row);
            for (var i = 0; i < end; i++) {
                var from = edge + i * WIDTH;
                var to = cAt + (row + i) * n + column;
                if (adds) {
                    Passes.add(memory, from, c, to, width);
                } else {
                    System.arraycopy(memory, from, c, to, width);
                }
            }
        }

        /// From one row of a strip to the next.
        private int pitch(int strip) {
            return strip == strips - 1 ? narrow * V : WIDTH;
        }
    }
}
