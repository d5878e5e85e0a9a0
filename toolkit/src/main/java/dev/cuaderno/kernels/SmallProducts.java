package dev.cuaderno.kernels;

/// C = A·B for many pairs of small matrices, one after the other on one thread. What the sizes
/// decide is decided once for all of them.
///
/// Both factors are copied, A as it lies: where its columns lie side by side, the block of sums
/// takes one number from each of some neighbours. Vectors are whole everywhere, and what they hold
/// beyond a row of C is written too: the rows behind it, which come later, and the strips before
/// it, which come later as well, write over it.
final class SmallProducts {

    private static final int V = Lanes.COUNT;

    /// The longest side.
    private static final int LONGEST = 256;

    /// The shortest side: what is written beyond a matrix has room in the next one.
    private static final int SHORTEST = 5;

    /// Numbers of a factor whose copy stays in the first cache beside the other's.
    private static final int MOST = 1 << 13;

    /// From one row of a copy of A to the next, or from one column: not a power of two, so that
    /// rows do not press each other out of the cache.
    private static final int PITCH = LONGEST + 16;

    /// Vectors of a strip.
    private static final int WIDE = Lanes.REGISTERS >= 32 ? 4 : 2;

    /// More rows of a block make methods that compile badly.
    private static final int HIGHEST = 12;

    private final int m;
    private final int n;
    private final int k;
    private final Matrices a;
    private final Matrices b;
    private final int strips;

    /// Blocks of rows are so high, but for the last.
    private final int height;

    private final int blocks;

    // Loops of whole blocks and of the last, for the last strip and for those in front of it.
    private final TileLoop highNarrow;
    private final TileLoop lowNarrow;
    private final TileLoop highWide;
    private final TileLoop lowWide;

    // Where copies of A and B and a block of the edge begin in the memory.
    private final int rows = Lanes.ALIGNED;
    private final int columns;
    private final int edge;

    SmallProducts(int m, int n, int k, Matrices a, Matrices b) {
        this.m = m;
        this.n = n;
        this.k = k;
        this.a = a;
        this.b = b;
        strips = Math.ceilDiv(n, WIDE * V);
        var wide = strips > 1 ? WIDE : Math.ceilDiv(n, V);
        height = TileLoops.even(m, wide, wide, HIGHEST);
        blocks = Math.ceilDiv(m, height);
        var lowest = m - (blocks - 1) * height;
        highNarrow = loop(height, wide(strips - 1));
        lowNarrow = loop(lowest, wide(strips - 1));
        highWide = strips > 1 ? loop(height, WIDE) : null;
        lowWide = strips > 1 ? loop(lowest, WIDE) : null;
        columns = rows + PITCH * (a.hasRows() ? m : k);
        edge = columns + strips * k * WIDE * V;
    }

    static boolean suits(int m, int n, int k) {
        return Math.min(m, n) >= SHORTEST
                && Math.max(m, Math.max(n, k)) <= LONGEST
                && m * k <= MOST
                && n * k <= MOST;
    }

    private TileLoop loop(int height, int wide) {
        var step = a.hasRows() ? 1 : PITCH;
        return TileLoops.of(
                new Tile(
                        height,
                        /* xRow= */ a.hasRows() ? PITCH : 1,
                        1,
                        new Tile.Columns(wide, V),
                        Tile.Loop.ONCE,
                        Tile.Loop.ONCE,
                        new Tile.Loop(LONGEST, step, wide * V),
                        Tile.TOLD,
                        new Tile.Columns(wide, V),
                        false));
    }

    /// Vectors of a strip.
    private int wide(int strip) {
        return Math.min(WIDE, Math.ceilDiv(n - strip * WIDE * V, V));
    }

    /// Computes some of them.
    ///
    /// @param c where the first of all results begins, with the others behind it
    void run(int from, int end, float[] c, int cAt, Spare spare) {
        var memory = spare.take(edge + height * WIDE * V);
        for (var i = from; i < end; i++) {
            copyRows(i, memory);
            copyColumns(i, memory);
            multiply(memory, c, cAt + i * m * n, i == end - 1);
        }
        spare.give(memory);
    }

    /// Copies a matrix of A, rows or columns as they lie.
    private void copyRows(int index, float[] memory) {
        var at = a.starts()[index];
        if (a.hasRows()) {
            Runs.copyAndMore(a.array(), at, a.row(), m, k, memory, rows, PITCH);
        } else {
            Runs.copyAndMore(a.array(), at, a.column(), k, m, memory, rows, PITCH);
        }
    }

    /// Copies a matrix of B, strip by strip.
    private void copyColumns(int index, float[] memory) {
        var at = b.starts()[index];
        for (var strip = 0; strip < strips; strip++) {
            var to = columns + strip * k * WIDE * V;
            var column = strip * WIDE * V;
            var width = Math.min(WIDE * V, n - column);
            var pitch = wide(strip) * V;
            if (b.hasRows()) {
                var source = at + column;
                Runs.copyAndMore(b.array(), source, b.row(), k, width, memory, to, pitch);
            } else {
                var source = at + column * b.column();
                TurnLoops.turn(b.array(), source, b.column(), width, k, memory, to, pitch);
            }
        }
    }

    private void multiply(float[] memory, float[] c, int cAt, boolean isLast) {
        for (var block = 0; block < blocks; block++) {
            var row = block * height;
            var x = rows + row * (a.hasRows() ? PITCH : 1);
            var isLow = block == blocks - 1;
            for (var strip = strips - 1; strip >= 0; strip--) {
                var isNarrow = strip == strips - 1;
                var loop = loop(isLow, isNarrow);
                var w = columns + strip * k * WIDE * V;
                var column = strip * WIDE * V;
                if (isLast && isLow && isNarrow) {
                    loop.run(memory, x, memory, w, memory, edge, k, WIDE * V);
                    give(memory, m - row, n - column, c, cAt + row * n + column);
                } else {
                    loop.run(memory, x, memory, w, c, cAt + row * n + column, k, n);
                }
            }
        }
    }

    private TileLoop loop(boolean isLow, boolean isNarrow) {
        if (isNarrow) {
            return isLow ? lowNarrow : highNarrow;
        }
        return isLow ? lowWide : highWide;
    }

    /// Copies what belongs to C out of a block of its lower right edge.
    private void give(float[] memory, int height, int width, float[] c, int cAt) {
        for (var i = 0; i < height; i++) {
            System.arraycopy(memory, edge + i * WIDE * V, c, cAt + i * n, width);
        }
    }
}
