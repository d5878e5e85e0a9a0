package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The gradients of the weights of [LaneLoops], as many taps at a time as registers hold.
final class LaneWeights {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    private static final int NINE = 9;
    private static final int THREE = 3;

    private LaneWeights() {}

    /// `w[t] += Σ x[j + t] · g[j]` for the windows of one row.
    ///
    /// @param gStep from one gradient to the next
    static void add(
            LaneLoops.Row row,
            float[] x,
            int xAt,
            float[] g,
            int gAt,
            int gStep,
            float[] w,
            int wAt) {
        var count = row.taps().length;
        var next = 0;
        for (var tap = 0; tap < count; tap += next) {
            next = count - tap >= NINE ? NINE : count - tap >= THREE ? THREE : 1;
            var v = wAt + tap * V;
            var n = row.windows();
            switch (next) {
                case NINE -> nine(x, xAt, row.taps(), tap, row.step(), g, gAt, gStep, w, v, n);
                case THREE -> three(x, xAt, row.taps(), tap, row.step(), g, gAt, gStep, w, v, n);
                default -> one(x, xAt + row.taps()[tap], row.step(), g, gAt, gStep, w, v, n);
            }
        }
    }

    private static void nine(
            float[] x,
            int xAt,
            int[] taps,
            int tap,
            int step,
            float[] g,
            int gAt,
            int gStep,
            float[] w,
            int wAt,
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
        for (var j = 0; j < n; j++) {
            var cell = j * step;
            var v = FloatVector.fromArray(S, g, gAt + j * gStep);
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
            float[] x,
            int xAt,
            int[] taps,
            int tap,
            int step,
            float[] g,
            int gAt,
            int gStep,
            float[] w,
            int wAt,
            int n) {
        var w0 = FloatVector.fromArray(S, w, wAt);
        var w1 = FloatVector.fromArray(S, w, wAt + V);
        var w2 = FloatVector.fromArray(S, w, wAt + 2 * V);
        var t0 = xAt + taps[tap];
        var t1 = xAt + taps[tap + 1];
        var t2 = xAt + taps[tap + 2];
        for (var j = 0; j < n; j++) {
            var cell = j * step;
            var v = FloatVector.fromArray(S, g, gAt + j * gStep);
            w0 = FloatVector.fromArray(S, x, t0 + cell).fma(v, w0);
            w1 = FloatVector.fromArray(S, x, t1 + cell).fma(v, w1);
            w2 = FloatVector.fromArray(S, x, t2 + cell).fma(v, w2);
        }
        w0.intoArray(w, wAt);
        w1.intoArray(w, wAt + V);
        w2.intoArray(w, wAt + 2 * V);
    }

    private static void one(
            float[] x,
            int xAt,
            int step,
            float[] g,
            int gAt,
            int gStep,
            float[] w,
            int wAt,
            int n) {
        var sum = FloatVector.fromArray(S, w, wAt);
        for (var j = 0; j < n; j++) {
            var v = FloatVector.fromArray(S, g, gAt + j * gStep);
            sum = FloatVector.fromArray(S, x, xAt + j * step).fma(v, sum);
        }
        sum.intoArray(w, wAt);
    }
}
