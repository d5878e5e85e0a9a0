package dev.cuaderno.kernels;

/// A block of results small enough to live in vector registers while a long sum is added up in it.
///
/// With `A = x` and `B = w`, row i and vector j of the block get `Σ x[at + i·xRow] · w[at' +
/// wColumn_j ... + lanes)`, where `at` and `at'` walk through three nested loops. A layer
/// convolution, its two gradients and a matrix product are all of this form, with other steps.
///
/// With `taps > 1` the block slides along x: `x[at + (i + t)·xRow]` meets the vectors of tap t, so
/// that each number of x is loaded once for all taps.
///
/// All steps are counted in numbers, not bytes. They become constants of the compiled loop.
///
/// @param rows i counts from 0 to `rows`
/// @param xRow from one row of the block to the next in x
/// @param taps how many neighbours share one load of x; 1 for none
/// @param wColumns where the vectors of one step begin in w: `taps` times as many as the block is
///   wide, tap by tap
/// @param outer the outermost loop; how often it runs is said anew for every block, its count here
///   only tells whether there is one
/// @param middle the loop inside it
/// @param inner the innermost loop, whose step in w must not be 1; its count is said anew likewise
/// @param yRow from one row of the block to the next in y; [#TOLD] if that is said anew for every
///   block, in place of how often the outermost loop runs
/// @param yColumns where the vectors of a row begin in y
/// @param adds whether results are added to what y holds
public record Tile(
        int rows,
        int xRow,
        int taps,
        Columns wColumns,
        Loop outer,
        Loop middle,
        Loop inner,
        int yRow,
        Columns yColumns,
        boolean adds) {

    /// The step between rows of y is said with each call.
    public static final int TOLD = 0;

    /// A loop.
    ///
    /// @param count how often it runs
    /// @param xStep how far each round moves in x
    /// @param wStep how far each round moves in w, counted from where the round before began
    public record Loop(int count, int xStep, int wStep) {
        /// No loop: one round.
        public static final Loop ONCE = new Loop(1, 0, 0);
    }

    /// Where vectors begin: `step` apart.
    public record Columns(int count, int step) {
        /// Where a vector begins.
        public int at(int index) {
            return index * step;
        }
    }

    public Tile {
        if (wColumns.count() != taps * yColumns.count()) {
            throw new IllegalArgumentException(
                    wColumns.count() + " vectors of w for " + taps + " taps of " + yColumns);
        }
        if (yRow == TOLD && outer.count() > 1) {
            throw new IllegalArgumentException(
                    "a step told in place of an outermost loop's rounds");
        }
        if (inner.wStep() == 0 || inner.wStep() == 1) {
            throw new IllegalArgumentException("step in w: " + inner.wStep());
        }
    }

    /// The vectors held: a bound for what fits into registers.
    public int accumulators() {
        return rows * yColumns.count();
    }

    /// The operations on vectors of one round of the innermost loop.
    int operations() {
        return wColumns.count() + rows + taps - 1 + accumulators() * taps;
    }

    /// How many numbers of x in front of the first the loops see.
    int xBefore() {
        return Math.max(0, -(outer.count() - 1) * outer.xStep());
    }

    /// How many numbers of x from the first on the loops see.
    int xReach(int rounds) {
        return 1
                + Math.max(0, (outer.count() - 1) * outer.xStep())
                + (middle.count() - 1) * middle.xStep()
                + (rounds - 1) * inner.xStep()
                + (rows + taps - 2) * xRow;
    }

    /// How many numbers of w in front of the first the loops see.
    int wBefore() {
        return Math.max(0, -(wColumns.count() - 1) * wColumns.step());
    }

    /// How many numbers of w from the first on the loops see.
    int wReach(int rounds) {
        return Lanes.COUNT
                + (outer.count() - 1) * outer.wStep()
                + (middle.count() - 1) * middle.wStep()
                + (rounds - 1) * inner.wStep()
                + Math.max(0, (wColumns.count() - 1) * wColumns.step());
    }

    /// How many numbers of y the loops write.
    int yReach() {
        return Lanes.COUNT + (rows - 1) * yRow + (yColumns.count() - 1) * yColumns.step();
    }
}
