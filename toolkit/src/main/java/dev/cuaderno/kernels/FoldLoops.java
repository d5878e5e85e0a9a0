package dev.cuaderno.kernels;

import dev.cuaderno.kernels.FoldKernels.Fold;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import java.util.Arrays;

/// The innermost loops of reductions. Sums are kept in vectors of doubles, to which half as many
/// single numbers are added at a time.
final class FoldLoops {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> H =
            VectorSpecies.of(float.class, VectorShape.forBitSize(D.vectorBitSize() / 2));
    private static final int W = D.length();

    /// Numbers for which vectors are worth while.
    private static final int MANY = 4 * V;

    /// Numbers that a loop over a row needs besides.
    static final int SCRATCH = 4 * Math.max(V, W);

    private FoldLoops() {}

    /// Numbers side by side folded.
    ///
    /// @param scratch [#SCRATCH] numbers that may be written to
    static double row(Fold f, float[] x, int at, int n, double[] scratch) {
        if (n < MANY) {
            return ScalarFolds.fold(f, x, at, 1, n);
        }
        return switch (f) {
            case SUM -> sum(x, at, n, scratch);
            case MAX -> most(x, at, n);
            case MIN -> least(x, at, n);
        };
    }

    private static double sum(float[] x, int at, int n, double[] scratch) {
        var a = DoubleVector.zero(D);
        var b = a;
        var c = a;
        var d = a;
        var i = 0;
        for (; i <= n - 4 * W; i += 4 * W) {
            a = a.add(FloatVector.fromArray(H, x, at + i).convertShape(VectorOperators.F2D, D, 0));
            b =
                    b.add(
                            FloatVector.fromArray(H, x, at + i + W)
                                    .convertShape(VectorOperators.F2D, D, 0));
            c =
                    c.add(
                            FloatVector.fromArray(H, x, at + i + 2 * W)
                                    .convertShape(VectorOperators.F2D, D, 0));
            d =
                    d.add(
                            FloatVector.fromArray(H, x, at + i + 3 * W)
                                    .convertShape(VectorOperators.F2D, D, 0));
        }
        a.add(b).add(c.add(d)).intoArray(scratch, 0);
        var sum = 0.0;
        for (var lane = 0; lane < W; lane++) {
            sum += scratch[lane];
        }
        for (; i < n; i++) {
            sum += x[at + i];
        }
        return sum;
    }

    private static double most(float[] x, int at, int n) {
        var a = FloatVector.fromArray(S, x, at);
        var b = FloatVector.fromArray(S, x, at + V);
        var c = FloatVector.fromArray(S, x, at + 2 * V);
        var d = FloatVector.fromArray(S, x, at + 3 * V);
        var i = 4 * V;
        for (; i <= n - 4 * V; i += 4 * V) {
            a = a.max(FloatVector.fromArray(S, x, at + i));
            b = b.max(FloatVector.fromArray(S, x, at + i + V));
            c = c.max(FloatVector.fromArray(S, x, at + i + 2 * V));
            d = d.max(FloatVector.fromArray(S, x, at + i + 3 * V));
        }
        var best = a.max(b).max(c.max(d)).reduceLanes(VectorOperators.MAX);
        for (; i < n; i++) {
            best = Math.max(best, x[at + i]);
        }
        return best;
    }

    private static double least(float[] x, int at, int n) {
        var a = FloatVector.fromArray(S, x, at);
        var b = FloatVector.fromArray(S, x, at + V);
        var c = FloatVector.fromArray(S, x, at + 2 * V);
        var d = FloatVector.fromArray(S, x, at + 3 * V);
        var i = 4 * V;
        for (; i <= n - 4 * V; i += 4 * V) {
            a = a.min(FloatVector.fromArray(S, x, at + i));
            b = b.min(FloatVector.fromArray(S, x, at + i + V));
            c = c.min(FloatVector.fromArray(S, x, at + i + 2 * V));
            d = d.min(FloatVector.fromArray(S, x, at + i + 3 * V));
        }
        var best = a.min(b).min(c.min(d)).reduceLanes(VectorOperators.MIN);
        for (; i < n; i++) {
            best = Math.min(best, x[at + i]);
        }
        return best;
    }

    /// Rows, `step` apart, folded to one of n numbers.
    static void columns(Fold f, float[] x, int at, int step, int rows, int n, double[] folded) {
        switch (f) {
            case SUM -> {
                Arrays.fill(folded, 0, n, 0);
                var row = 0;
                for (; row + 4 <= rows; row += 4) {
                    addFour(x, at + row * step, step, n, folded);
                }
                for (; row < rows; row++) {
                    addOne(x, at + row * step, n, folded);
                }
            }
            case MAX, MIN -> {
                var best = Arrays.copyOfRange(x, at, at + n);
                for (var row = 1; row < rows; row++) {
                    if (f == Fold.MAX) {
                        most(x, at + row * step, n, best);
                    } else {
                        least(x, at + row * step, n, best);
                    }
                }
                for (var i = 0; i < n; i++) {
                    folded[i] = best[i];
                }
            }
        }
    }

    private static void addFour(float[] x, int at, int step, int n, double[] sums) {
        var i = 0;
        for (; i <= n - W; i += W) {
            var from = at + i;
            var a = FloatVector.fromArray(H, x, from).convertShape(VectorOperators.F2D, D, 0);
            var b =
                    FloatVector.fromArray(H, x, from + step)
                            .convertShape(VectorOperators.F2D, D, 0);
            var c =
                    FloatVector.fromArray(H, x, from + 2 * step)
                            .convertShape(VectorOperators.F2D, D, 0);
            var d =
                    FloatVector.fromArray(H, x, from + 3 * step)
                            .convertShape(VectorOperators.F2D, D, 0);
            DoubleVector.fromArray(D, sums, i).add(a.add(b)).add(c.add(d)).intoArray(sums, i);
        }
        for (; i < n; i++) {
            sums[i] +=
                    (double) x[at + i]
                            + x[at + step + i]
                            + ((double) x[at + 2 * step + i] + x[at + 3 * step + i]);
        }
    }

    private static void addOne(float[] x, int at, int n, double[] sums) {
        for (var i = 0; i < n; i++) {
            sums[i] += x[at + i];
        }
    }

    private static void most(float[] x, int at, int n, float[] best) {
        var i = 0;
        for (; i <= n - V; i += V) {
            FloatVector.fromArray(S, best, i)
                    .max(FloatVector.fromArray(S, x, at + i))
                    .intoArray(best, i);
        }
        for (; i < n; i++) {
            best[i] = Math.max(best[i], x[at + i]);
        }
    }

    private static void least(float[] x, int at, int n, float[] best) {
        var i = 0;
        for (; i <= n - V; i += V) {
            FloatVector.fromArray(S, best, i)
                    .min(FloatVector.fromArray(S, x, at + i))
                    .intoArray(best, i);
        }
        for (; i < n; i++) {
            best[i] = Math.min(best[i], x[at + i]);
        }
    }

    /// Folds further numbers into others.
    static void add(Fold f, double[] x, int xAt, double[] y, int yAt, int n) {
        for (var i = 0; i < n; i++) {
            var value = x[xAt + i];
            y[yAt + i] =
                    switch (f) {
                        case SUM -> y[yAt + i] + value;
                        case MAX -> Math.max(y[yAt + i], value);
                        case MIN -> Math.min(y[yAt + i], value);
                    };
        }
    }

    /// How many numbers equal `best`.
    static float count(float[] x, int at, float best, int n) {
        var count = 0;
        var i = 0;
        for (; i <= n - V; i += V) {
            count += FloatVector.fromArray(S, x, at + i).eq(best).trueCount();
        }
        for (; i < n; i++) {
            count += x[at + i] == best ? 1 : 0;
        }
        return count;
    }

    /// `y[i] = x[i] == best ? part : 0`, as a product: NaN for parts of nothing.
    static void put(float[] x, int xAt, float best, float part, float[] y, int yAt, int n) {
        var zero = FloatVector.zero(S).mul(part);
        var whole = FloatVector.broadcast(S, part);
        var i = 0;
        for (; i <= n - V; i += V) {
            zero.blend(whole, FloatVector.fromArray(S, x, xAt + i).eq(best)).intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] = (x[xAt + i] == best ? 1 : 0) * part;
        }
    }

    /// Counts those of a row that equal the best of their columns.
    static void count(float[] x, int xAt, float[] best, int bestAt, float[] counts, int n) {
        var i = 0;
        for (; i <= n - V; i += V) {
            var isBest =
                    FloatVector.fromArray(S, x, xAt + i)
                            .eq(FloatVector.fromArray(S, best, bestAt + i));
            FloatVector.fromArray(S, counts, i).add(1f, isBest).intoArray(counts, i);
        }
        for (; i < n; i++) {
            counts[i] += x[xAt + i] == best[bestAt + i] ? 1 : 0;
        }
    }

    /// The same as [#put] for a row whose numbers belong to different columns.
    static void put(
            float[] x,
            int xAt,
            float[] best,
            int bestAt,
            float[] parts,
            float[] y,
            int yAt,
            int n) {
        var i = 0;
        for (; i <= n - V; i += V) {
            var isBest =
                    FloatVector.fromArray(S, x, xAt + i)
                            .eq(FloatVector.fromArray(S, best, bestAt + i));
            var part = FloatVector.fromArray(S, parts, i);
            part.mul(0f).blend(part, isBest).intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] = (x[xAt + i] == best[bestAt + i] ? 1 : 0) * parts[i];
        }
    }
}
