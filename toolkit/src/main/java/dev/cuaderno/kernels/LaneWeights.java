package dev.cuaderno.kernels;

import dev.cuaderno.kernels.LaneLoops.Grid;
import dev.cuaderno.kernels.LaneLoops.Windows;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The gradients of the weights of [LaneLoops]: sums stay in registers while all rows of windows go
/// by, as many taps at a time as fit.
final class LaneWeights {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    private static final int NINE = 9;
    private static final int FOUR = 4;
    private static final int THREE = 3;

    private LaneWeights() {}

    /// `w[t] += Σ x[j + t] · g[j]` for some rows of windows.
    static void add(Windows windows, int rows, float[] x, int xAt, Grid g, float[] w, int wAt) {
        var taps = windows.taps();
        var next = 0;
        for (var tap = 0; tap < taps.length; tap += next) {
            var left = taps.length - tap;
            next = left >= NINE ? NINE : left >= THREE ? THREE : 1;
            var v = wAt + tap * V;
            switch (next) {
                case NINE -> {
                    var done = 0;
                    if (windows.slide(tap)) {
                        done = windows.columns() - windows.columns() % FOUR;
                        var first = xAt + taps[tap];
                        var down = taps[tap + 3] - taps[tap];
                        var last = taps[tap + 6] - taps[tap];
                        SlidingLanes.weights(windows, rows, x, first, down, last, g, w, v);
                    }
                    if (done < windows.columns()) {
                        nine(windows, done, rows, x, xAt, tap, g, w, v);
                    }
                }
                case THREE -> three(windows, rows, x, xAt, tap, g, w, v);
                default -> one(windows, rows, x, xAt + taps[tap], g, w, v);
            }
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
            Grid g,
            float[] w,
            int wAt) {
        var w0 = FloatVector.fromArray(S, w, wAt);
        var w1 = FloatVector.fromArray(S, w, wAt + V);
        var w2 = FloatVector.fromArray(S, w, wAt + 2 * V);
        var w3 = FloatVector.fromArray(S, w, wAt + 3 * V);
        var w4 = FloatVector.fromArray(S, w, wAt + 4 * V);
        var w5 = FloatVector.fromArray(S, w, wAt + 5 * V);
        var w6 = FloatVector.fromArray(S, w, wAt + 6 * V);
        var w7 = FloatVector.fromArray(S, w, wAt + 7 * V);
        var w8 = FloatVector.fromArray(S, w, wAt + 8 * V);
        var t0 = xAt + windows.taps()[tap];
        var t1 = xAt + windows.taps()[tap + 1];
        var t2 = xAt + windows.taps()[tap + 2];
        var t3 = xAt + windows.taps()[tap + 3];
        var t4 = xAt + windows.taps()[tap + 4];
        var t5 = xAt + windows.taps()[tap + 5];
        var t6 = xAt + windows.taps()[tap + 6];
        var t7 = xAt + windows.taps()[tap + 7];
        var t8 = xAt + windows.taps()[tap + 8];
        for (var i = 0; i < rows; i++) {
            for (var j = first; j < windows.columns(); j++) {
                var cell = i * windows.row() + j * windows.step();
                var v = FloatVector.fromArray(S, g.numbers(), g.at() + i * g.row() + j * g.step());
                w0 = FloatVector.fromArray(S, x, t0 + cell).fma(v, w0);
                w1 = FloatVector.fromArray(S, x, t1 + cell).fma(v, w1);
                w2 = FloatVector.fromArray(S, x, t2 + cell).fma(v, w2);
                w3 = FloatVector.fromArray(S, x, t3 + cell).fma(v, w3);
                w4 = FloatVector.fromArray(S, x, t4 + cell).fma(v, w4);
                w5 = FloatVector.fromArray(S, x, t5 + cell).fma(v, w5);
                w6 = FloatVector.fromArray(S, x, t6 + cell).fma(v, w6);
                w7 = FloatVector.fromArray(S, x, t7 + cell).fma(v, w7);
                w8 = FloatVector.fromArray(S, x, t8 + cell).fma(v, w8);
            }
        }
        w0.intoArray(w, wAt);
        w1.intoArray(w, wAt + V);
        w2.intoArray(w, wAt + 2 * V);
        w3.intoArray(w, wAt + 3 * V);
        w4.intoArray(w, wAt + 4 * V);
        w5.intoArray(w, wAt + 5 * V);
        w6.intoArray(w, wAt + 6 * V);
        w7.intoArray(w, wAt + 7 * V);
        w8.intoArray(w, wAt + 8 * V);
    }

    private static void three(
            Windows windows, int rows, float[] x, int xAt, int tap, Grid g, float[] w, int wAt) {
        var w0 = FloatVector.fromArray(S, w, wAt);
        var w1 = FloatVector.fromArray(S, w, wAt + V);
        var w2 = FloatVector.fromArray(S, w, wAt + 2 * V);
        var t0 = xAt + windows.taps()[tap];
        var t1 = xAt + windows.taps()[tap + 1];
        var t2 = xAt + windows.taps()[tap + 2];
        for (var i = 0; i < rows; i++) {
            for (var j = 0; j < windows.columns(); j++) {
                var cell = i * windows.row() + j * windows.step();
                var v = FloatVector.fromArray(S, g.numbers(), g.at() + i * g.row() + j * g.step());
                w0 = FloatVector.fromArray(S, x, t0 + cell).fma(v, w0);
                w1 = FloatVector.fromArray(S, x, t1 + cell).fma(v, w1);
                w2 = FloatVector.fromArray(S, x, t2 + cell).fma(v, w2);
            }
        }
        w0.intoArray(w, wAt);
        w1.intoArray(w, wAt + V);
        w2.intoArray(w, wAt + 2 * V);
    }

    private static void one(
            Windows windows, int rows, float[] x, int xAt, Grid g, float[] w, int wAt) {
        var sum = FloatVector.fromArray(S, w, wAt);
        for (var i = 0; i < rows; i++) {
            for (var j = 0; j < windows.columns(); j++) {
                var v = FloatVector.fromArray(S, g.numbers(), g.at() + i * g.row() + j * g.step());
                var cell = xAt + i * windows.row() + j * windows.step();
                sum = FloatVector.fromArray(S, x, cell).fma(v, sum);
            }
        }
        sum.intoArray(w, wAt);
    }
}
