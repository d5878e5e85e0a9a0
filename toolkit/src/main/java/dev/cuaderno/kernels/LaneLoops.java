package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The innermost loops of convolutions whose lanes are channels: each lane of an image in a frame
/// with weights of its own. One tap is one cell of the window, at some distance from its first.
final class LaneLoops {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    private static final int NINE = 9;
    private static final int THREE = 3;

    private LaneLoops() {}

    /// A row of windows.
    ///
    /// @param taps where the cells of the window lie, from its first one
    /// @param step from one window to the next
    /// @param windows how many there are
    // The memory itself is meant, not its contents.
    @SuppressWarnings("ArrayRecordComponent")
    record Row(int[] taps, int step, int windows) {}

    /// `y[j] = start + Σ w[t] · x[j + t]` for the windows of one row.
    ///
    /// @param xAt the first cell of the first window
    /// @param w a vector for every tap
    /// @param start a vector
    /// @param yStep from one result to the next
    static void sums(
            Row row,
            float[] x,
            int xAt,
            float[] w,
            int wAt,
            float[] start,
            int startAt,
            float[] y,
            int yAt,
            int yStep) {
        var count = row.taps.length;
        var from = start;
        var at = startAt;
        var next = 0;
        for (var tap = 0; tap < count; tap += next) {
            next = count - tap >= NINE ? NINE : count - tap >= THREE ? THREE : 1;
            // What was summed before is where the rest begins.
            var fromStep = tap == 0 ? 0 : yStep;
            var v = wAt + tap * V;
            var n = row.windows;
            switch (next) {
                case NINE ->
                        nine(
                                x, xAt, row.taps, tap, row.step, w, v, from, at, fromStep, y, yAt,
                                yStep, n);
                case THREE ->
                        three(
                                x, xAt, row.taps, tap, row.step, w, v, from, at, fromStep, y, yAt,
                                yStep, n);
                default ->
                        one(
                                x,
                                xAt + row.taps[tap],
                                row.step,
                                w,
                                v,
                                from,
                                at,
                                fromStep,
                                y,
                                yAt,
                                yStep,
                                n);
            }
            from = y;
            at = yAt;
        }
    }

    private static void nine(
            float[] x,
            int xAt,
            int[] taps,
            int tap,
            int step,
            float[] w,
            int wAt,
            float[] from,
            int at,
            int fromStep,
            float[] y,
            int yAt,
            int yStep,
            int n) {
        var w0 = FloatVector.fromArray(S, w, wAt);
        var w1 = FloatVector.fromArray(S, w, wAt + V);
        var w2 = FloatVector.fromArray(S, w, wAt + 2 * V);
        var w3 = FloatVector.fromArray(S, w, wAt + 3 * V);
        var w4 = FloatVector.fromArray(S, w, wAt + 4 * V);
        var w5 = FloatVector.fromArray(S, w, wAt + 5 * V);
        var w6 = FloatVector.fromArray(S, w, wAt + 6 * V);
        var w7 = FloatVector.fromArray(S, w, wAt + 7 * V);
        var w8 = FloatVector.fromArray(S, w, wAt + 8 * V);
        var t0 = xAt + taps[tap];
        var t1 = xAt + taps[tap + 1];
        var t2 = xAt + taps[tap + 2];
        var t3 = xAt + taps[tap + 3];
        var t4 = xAt + taps[tap + 4];
        var t5 = xAt + taps[tap + 5];
        var t6 = xAt + taps[tap + 6];
        var t7 = xAt + taps[tap + 7];
        var t8 = xAt + taps[tap + 8];
        var j =
                slides(taps, tap, step)
                        ? slid(x, t0, t3, t6, step, w, wAt, from, at, fromStep, y, yAt, yStep, n)
                        : 0;
        for (; j < n; j++) {
            var cell = j * step;
            // Three sums, so that none waits long for its turn.
            var sum = FloatVector.fromArray(S, from, at + j * fromStep);
            sum = FloatVector.fromArray(S, x, t0 + cell).fma(w0, sum);
            var next = FloatVector.fromArray(S, x, t3 + cell).mul(w3);
            var last = FloatVector.fromArray(S, x, t6 + cell).mul(w6);
            sum = FloatVector.fromArray(S, x, t1 + cell).fma(w1, sum);
            next = FloatVector.fromArray(S, x, t4 + cell).fma(w4, next);
            last = FloatVector.fromArray(S, x, t7 + cell).fma(w7, last);
            sum = FloatVector.fromArray(S, x, t2 + cell).fma(w2, sum);
            next = FloatVector.fromArray(S, x, t5 + cell).fma(w5, next);
            last = FloatVector.fromArray(S, x, t8 + cell).fma(w8, last);
            sum = sum.add(next.add(last));
            sum.intoArray(y, yAt + j * yStep);
        }
    }

    /// Whether the taps are three rows of three cells side by side, and windows begin at every
    /// cell.
    private static boolean slides(int[] taps, int tap, int step) {
        var slides = true;
        for (var row = tap; row < tap + NINE; row += THREE) {
            slides &= taps[row + 1] == taps[row] + step && taps[row + 2] == taps[row] + 2 * step;
        }
        return slides;
    }

    /// The sums of four windows at a time, which share their cells.
    ///
    /// @param t0 the first cell of the upper row, as `t3` and `t6` of the others
    /// @param step from one cell to the next
    /// @return how many windows are done
    private static int slid(
            float[] x,
            int t0,
            int t3,
            int t6,
            int step,
            float[] w,
            int wAt,
            float[] from,
            int at,
            int fromStep,
            float[] y,
            int yAt,
            int yStep,
            int n) {
        var w0 = FloatVector.fromArray(S, w, wAt);
        var w1 = FloatVector.fromArray(S, w, wAt + V);
        var w2 = FloatVector.fromArray(S, w, wAt + 2 * V);
        var w3 = FloatVector.fromArray(S, w, wAt + 3 * V);
        var w4 = FloatVector.fromArray(S, w, wAt + 4 * V);
        var w5 = FloatVector.fromArray(S, w, wAt + 5 * V);
        var w6 = FloatVector.fromArray(S, w, wAt + 6 * V);
        var w7 = FloatVector.fromArray(S, w, wAt + 7 * V);
        var w8 = FloatVector.fromArray(S, w, wAt + 8 * V);
        var j = 0;
        for (; j <= n - 4; j += 4) {
            var cell = j * step;
            var begin = at + j * fromStep;
            var a = FloatVector.fromArray(S, from, begin);
            var b = FloatVector.fromArray(S, from, begin + fromStep);
            var c = FloatVector.fromArray(S, from, begin + 2 * fromStep);
            var d = FloatVector.fromArray(S, from, begin + 3 * fromStep);
            var v = FloatVector.fromArray(S, x, t0 + cell);
            a = v.fma(w0, a);
            v = FloatVector.fromArray(S, x, t0 + cell + step);
            a = v.fma(w1, a);
            b = v.fma(w0, b);
            v = FloatVector.fromArray(S, x, t0 + cell + 2 * step);
            a = v.fma(w2, a);
            b = v.fma(w1, b);
            c = v.fma(w0, c);
            v = FloatVector.fromArray(S, x, t0 + cell + 3 * step);
            b = v.fma(w2, b);
            c = v.fma(w1, c);
            d = v.fma(w0, d);
            v = FloatVector.fromArray(S, x, t0 + cell + 4 * step);
            c = v.fma(w2, c);
            d = v.fma(w1, d);
            v = FloatVector.fromArray(S, x, t0 + cell + 5 * step);
            d = v.fma(w2, d);
            v = FloatVector.fromArray(S, x, t3 + cell);
            a = v.fma(w3, a);
            v = FloatVector.fromArray(S, x, t3 + cell + step);
            a = v.fma(w4, a);
            b = v.fma(w3, b);
            v = FloatVector.fromArray(S, x, t3 + cell + 2 * step);
            a = v.fma(w5, a);
            b = v.fma(w4, b);
            c = v.fma(w3, c);
            v = FloatVector.fromArray(S, x, t3 + cell + 3 * step);
            b = v.fma(w5, b);
            c = v.fma(w4, c);
            d = v.fma(w3, d);
            v = FloatVector.fromArray(S, x, t3 + cell + 4 * step);
            c = v.fma(w5, c);
            d = v.fma(w4, d);
            v = FloatVector.fromArray(S, x, t3 + cell + 5 * step);
            d = v.fma(w5, d);
            v = FloatVector.fromArray(S, x, t6 + cell);
            a = v.fma(w6, a);
            v = FloatVector.fromArray(S, x, t6 + cell + step);
            a = v.fma(w7, a);
            b = v.fma(w6, b);
            v = FloatVector.fromArray(S, x, t6 + cell + 2 * step);
            a = v.fma(w8, a);
            b = v.fma(w7, b);
            c = v.fma(w6, c);
            v = FloatVector.fromArray(S, x, t6 + cell + 3 * step);
            b = v.fma(w8, b);
            c = v.fma(w7, c);
            d = v.fma(w6, d);
            v = FloatVector.fromArray(S, x, t6 + cell + 4 * step);
            c = v.fma(w8, c);
            d = v.fma(w7, d);
            v = FloatVector.fromArray(S, x, t6 + cell + 5 * step);
            d = v.fma(w8, d);
            var to = yAt + j * yStep;
            a.intoArray(y, to);
            b.intoArray(y, to + yStep);
            c.intoArray(y, to + 2 * yStep);
            d.intoArray(y, to + 3 * yStep);
        }
        return j;
    }

    private static void three(
            float[] x,
            int xAt,
            int[] taps,
            int tap,
            int step,
            float[] w,
            int wAt,
            float[] from,
            int at,
            int fromStep,
            float[] y,
            int yAt,
            int yStep,
            int n) {
        var w0 = FloatVector.fromArray(S, w, wAt);
        var w1 = FloatVector.fromArray(S, w, wAt + V);
        var w2 = FloatVector.fromArray(S, w, wAt + 2 * V);
        var t0 = xAt + taps[tap];
        var t1 = xAt + taps[tap + 1];
        var t2 = xAt + taps[tap + 2];
        for (var j = 0; j < n; j++) {
            var cell = j * step;
            var sum = FloatVector.fromArray(S, from, at + j * fromStep);
            sum = FloatVector.fromArray(S, x, t0 + cell).fma(w0, sum);
            sum = FloatVector.fromArray(S, x, t1 + cell).fma(w1, sum);
            sum = FloatVector.fromArray(S, x, t2 + cell).fma(w2, sum);
            sum.intoArray(y, yAt + j * yStep);
        }
    }

    private static void one(
            float[] x,
            int xAt,
            int step,
            float[] w,
            int wAt,
            float[] from,
            int at,
            int fromStep,
            float[] y,
            int yAt,
            int yStep,
            int n) {
        var weight = FloatVector.fromArray(S, w, wAt);
        for (var j = 0; j < n; j++) {
            FloatVector.fromArray(S, x, xAt + j * step)
                    .fma(weight, FloatVector.fromArray(S, from, at + j * fromStep))
                    .intoArray(y, yAt + j * yStep);
        }
    }
}
