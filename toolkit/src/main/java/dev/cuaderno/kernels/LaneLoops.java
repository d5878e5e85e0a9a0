package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The innermost loops of convolutions whose lanes are channels: each lane of an image in a frame
/// with weights of its own. One tap is one cell of the window, at some distance from its first.
/// Weights stay in registers while all rows of windows go by, as many taps at a time as fit.
final class LaneLoops {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    private static final int NINE = 9;
    private static final int FOUR = 4;

    /// Results that stay in the first cache.
    private static final int NEAR = 1 << 12;

    private LaneLoops() {}

    /// Windows over a frame.
    ///
    /// @param taps where the cells of a window lie, from its first one
    /// @param columns windows in a row
    /// @param row from one row of windows to the next
    /// @param step from one window of a row to the next
    // The memory itself is meant, not its contents.
    @SuppressWarnings("ArrayRecordComponent")
    record Windows(int[] taps, int columns, int row, int step) {

        /// Whether nine taps are three rows of three cells side by side, and windows begin at every
        /// cell.
        boolean slide(int tap) {
            var slide = true;
            for (var at = tap; at < tap + NINE; at += 3) {
                slide &= taps[at + 1] == taps[at] + step && taps[at + 2] == taps[at] + 2 * step;
            }
            return slide;
        }
    }

    /// What belongs to windows: a vector for each.
    ///
    /// @param at the first
    /// @param row from one row of windows to the next
    /// @param step from one window of a row to the next
    // The memory itself is meant, not its contents.
    @SuppressWarnings("ArrayRecordComponent")
    record Grid(float[] numbers, int at, int row, int step) {}

    /// How many taps are taken at a time if so many are left.
    private static int next(int left) {
        return left >= NINE ? NINE : Math.min(left, FOUR);
    }

    /// `y[j] = start + Σ w[t] · x[j + t]` for some rows of windows.
    ///
    /// @param xAt the first cell of the first window
    /// @param w a vector for every tap
    /// @param start the vector at the beginning
    static void sums(
            Windows windows, int rows, float[] x, int xAt, float[] w, int wAt, Grid start, Grid y) {
        // Results that are summed up in several rounds stay in the first cache between these.
        var most = windows.taps.length <= NINE ? rows : Math.max(1, NEAR / (windows.columns * V));
        for (var row = 0; row < rows; row += most) {
            var to = new Grid(y.numbers, y.at + row * y.row, y.row, y.step);
            var some = Math.min(most, rows - row);
            someSums(windows, some, x, xAt + row * windows.row, w, wAt, start, to);
        }
    }

    private static void someSums(
            Windows windows, int rows, float[] x, int xAt, float[] w, int wAt, Grid start, Grid y) {
        var taps = windows.taps;
        // What was summed before is where the rest begins.
        var from = start;
        var next = 0;
        for (var tap = 0; tap < taps.length; tap += next) {
            next = next(taps.length - tap);
            var v = wAt + tap * V;
            switch (next) {
                case NINE -> {
                    var done = 0;
                    if (windows.slide(tap)) {
                        done = windows.columns - windows.columns % FOUR;
                        var first = xAt + taps[tap];
                        var down = taps[tap + 3] - taps[tap];
                        var last = taps[tap + 6] - taps[tap];
                        SlidingLanes.sums(windows, rows, x, first, down, last, w, v, from, y);
                    }
                    if (done < windows.columns) {
                        nine(windows, done, rows, x, xAt, tap, w, v, from, y);
                    }
                }
                case FOUR -> four(windows, rows, x, xAt, tap, w, v, from, y);
                case 3 -> three(windows, rows, x, xAt, tap, w, v, from, y);
                case 2 -> two(windows, rows, x, xAt, tap, w, v, from, y);
                default -> one(windows, rows, x, xAt + taps[tap], w, v, from, y);
            }
            from = y;
        }
    }

    /// @param first the first window of a row
    private static void nine(
            Windows windows,
            int first,
            int rows,
            float[] x,
            int xAt,
            int tap,
            float[] w,
            int wAt,
            Grid from,
            Grid y) {
        var w0 = FloatVector.fromArray(S, w, wAt);
        var w1 = FloatVector.fromArray(S, w, wAt + V);
        var w2 = FloatVector.fromArray(S, w, wAt + 2 * V);
        var w3 = FloatVector.fromArray(S, w, wAt + 3 * V);
        var w4 = FloatVector.fromArray(S, w, wAt + 4 * V);
        var w5 = FloatVector.fromArray(S, w, wAt + 5 * V);
        var w6 = FloatVector.fromArray(S, w, wAt + 6 * V);
        var w7 = FloatVector.fromArray(S, w, wAt + 7 * V);
        var w8 = FloatVector.fromArray(S, w, wAt + 8 * V);
        var t0 = xAt + windows.taps[tap];
        var t1 = xAt + windows.taps[tap + 1];
        var t2 = xAt + windows.taps[tap + 2];
        var t3 = xAt + windows.taps[tap + 3];
        var t4 = xAt + windows.taps[tap + 4];
        var t5 = xAt + windows.taps[tap + 5];
        var t6 = xAt + windows.taps[tap + 6];
        var t7 = xAt + windows.taps[tap + 7];
        var t8 = xAt + windows.taps[tap + 8];
        for (var i = 0; i < rows; i++) {
            for (var j = first; j < windows.columns; j++) {
                var cell = i * windows.row + j * windows.step;
                var begin = from.at + i * from.row + j * from.step;
                // Three sums, so that none waits long for its turn.
                var sum = FloatVector.fromArray(S, from.numbers, begin);
                sum = FloatVector.fromArray(S, x, t0 + cell).fma(w0, sum);
                var next = FloatVector.fromArray(S, x, t3 + cell).mul(w3);
                var last = FloatVector.fromArray(S, x, t6 + cell).mul(w6);
                sum = FloatVector.fromArray(S, x, t1 + cell).fma(w1, sum);
                next = FloatVector.fromArray(S, x, t4 + cell).fma(w4, next);
                last = FloatVector.fromArray(S, x, t7 + cell).fma(w7, last);
                sum = FloatVector.fromArray(S, x, t2 + cell).fma(w2, sum);
                next = FloatVector.fromArray(S, x, t5 + cell).fma(w5, next);
                last = FloatVector.fromArray(S, x, t8 + cell).fma(w8, last);
                sum.add(next.add(last)).intoArray(y.numbers, y.at + i * y.row + j * y.step);
            }
        }
    }

    private static void four(
            Windows windows,
            int rows,
            float[] x,
            int xAt,
            int tap,
            float[] w,
            int wAt,
            Grid from,
            Grid y) {
        var w0 = FloatVector.fromArray(S, w, wAt);
        var w1 = FloatVector.fromArray(S, w, wAt + V);
        var w2 = FloatVector.fromArray(S, w, wAt + 2 * V);
        var w3 = FloatVector.fromArray(S, w, wAt + 3 * V);
        var t0 = xAt + windows.taps[tap];
        var t1 = xAt + windows.taps[tap + 1];
        var t2 = xAt + windows.taps[tap + 2];
        var t3 = xAt + windows.taps[tap + 3];
        for (var i = 0; i < rows; i++) {
            for (var j = 0; j < windows.columns; j++) {
                var cell = i * windows.row + j * windows.step;
                var begin = from.at + i * from.row + j * from.step;
                var sum = FloatVector.fromArray(S, from.numbers, begin);
                sum = FloatVector.fromArray(S, x, t0 + cell).fma(w0, sum);
                var next = FloatVector.fromArray(S, x, t2 + cell).mul(w2);
                sum = FloatVector.fromArray(S, x, t1 + cell).fma(w1, sum);
                next = FloatVector.fromArray(S, x, t3 + cell).fma(w3, next);
                sum.add(next).intoArray(y.numbers, y.at + i * y.row + j * y.step);
            }
        }
    }

    private static void three(
            Windows windows,
            int rows,
            float[] x,
            int xAt,
            int tap,
            float[] w,
            int wAt,
            Grid from,
            Grid y) {
        var w0 = FloatVector.fromArray(S, w, wAt);
        var w1 = FloatVector.fromArray(S, w, wAt + V);
        var w2 = FloatVector.fromArray(S, w, wAt + 2 * V);
        var t0 = xAt + windows.taps[tap];
        var t1 = xAt + windows.taps[tap + 1];
        var t2 = xAt + windows.taps[tap + 2];
        for (var i = 0; i < rows; i++) {
            for (var j = 0; j < windows.columns; j++) {
                var cell = i * windows.row + j * windows.step;
                var begin = from.at + i * from.row + j * from.step;
                var sum = FloatVector.fromArray(S, from.numbers, begin);
                sum = FloatVector.fromArray(S, x, t0 + cell).fma(w0, sum);
                sum = FloatVector.fromArray(S, x, t1 + cell).fma(w1, sum);
                sum = FloatVector.fromArray(S, x, t2 + cell).fma(w2, sum);
                sum.intoArray(y.numbers, y.at + i * y.row + j * y.step);
            }
        }
    }

    private static void two(
            Windows windows,
            int rows,
            float[] x,
            int xAt,
            int tap,
            float[] w,
            int wAt,
            Grid from,
            Grid y) {
        var w0 = FloatVector.fromArray(S, w, wAt);
        var w1 = FloatVector.fromArray(S, w, wAt + V);
        var t0 = xAt + windows.taps[tap];
        var t1 = xAt + windows.taps[tap + 1];
        for (var i = 0; i < rows; i++) {
            for (var j = 0; j < windows.columns; j++) {
                var cell = i * windows.row + j * windows.step;
                var begin = from.at + i * from.row + j * from.step;
                var sum = FloatVector.fromArray(S, from.numbers, begin);
                sum = FloatVector.fromArray(S, x, t0 + cell).fma(w0, sum);
                sum = FloatVector.fromArray(S, x, t1 + cell).fma(w1, sum);
                sum.intoArray(y.numbers, y.at + i * y.row + j * y.step);
            }
        }
    }

    private static void one(
            Windows windows, int rows, float[] x, int xAt, float[] w, int wAt, Grid from, Grid y) {
        var weight = FloatVector.fromArray(S, w, wAt);
        for (var i = 0; i < rows; i++) {
            for (var j = 0; j < windows.columns; j++) {
                var begin = from.at + i * from.row + j * from.step;
                FloatVector.fromArray(S, x, xAt + i * windows.row + j * windows.step)
                        .fma(weight, FloatVector.fromArray(S, from.numbers, begin))
                        .intoArray(y.numbers, y.at + i * y.row + j * y.step);
            }
        }
    }
}
