package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Gradients on their way back through curves: each number times the derivative, a vector at a
/// time.
final class SlopeLoops {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    private static final float TWO_BY_ROOT_PI = (float) (2 / Math.sqrt(Math.PI));

    private static final float TWO_BY_ROOT_TWO_PI = (float) (2 / Math.sqrt(2 * Math.PI));

    private SlopeLoops() {}

    /// Whether there is a loop for this function.
    static boolean knows(Curve f) {
        return switch (f) {
            case Unary.NEGATE, Unary.RELU -> false;
            default -> CurveLoops.knows(f);
        };
    }

    /// `y[i] = g[i]·f′`, f′ by [Curve#slope] of `a[i]`, for a function that [#knows].
    static void run(Curve f, float[] g, int gAt, float[] a, int aAt, float[] y, int yAt, int n) {
        var whole = n - n % V;
        vectors(f, g, gAt, a, aAt, y, yAt, whole);
        if (whole < n) {
            var some = new float[V];
            var by = new float[V];
            System.arraycopy(g, gAt + whole, some, 0, n - whole);
            System.arraycopy(a, aAt + whole, by, 0, n - whole);
            vectors(f, some, 0, by, 0, some, 0, V);
            System.arraycopy(some, 0, y, yAt + whole, n - whole);
        }
    }

    private static void vectors(
            Curve f, float[] g, int gAt, float[] a, int aAt, float[] y, int yAt, int n) {
        switch (f) {
            case Unary.ABS -> abs(g, gAt, a, aAt, y, yAt, n);
            case Unary.SQUARE -> square(g, gAt, a, aAt, y, yAt, n);
            case Unary.SQRT -> sqrt(g, gAt, a, aAt, y, yAt, n);
            case Unary.RECIPROCAL -> reciprocal(g, gAt, a, aAt, y, yAt, n);
            case Unary.EXP -> exp(g, gAt, a, aAt, y, yAt, n);
            case Unary.LOG -> log(g, gAt, a, aAt, y, yAt, n);
            case Unary.TANH -> tanh(g, gAt, a, aAt, y, yAt, n);
            case Unary.SIGMOID -> sigmoid(g, gAt, a, aAt, y, yAt, n);
            case Unary.SOFTPLUS -> softplus(g, gAt, a, aAt, y, yAt, n);
            case Unary.ERF -> erf(g, gAt, a, aAt, y, yAt, n);
            case Unary.SILU -> silu(g, gAt, a, aAt, y, yAt, n);
            case Unary.GELU -> gelu(g, gAt, a, aAt, y, yAt, n);
            case Curve.Leaky(double slope) -> leaky((float) slope, g, gAt, a, aAt, y, yAt, n);
            case Curve.Exponential one when one.slopeOfValue() ->
                    bentByValue((float) one.alpha(), g, gAt, a, aAt, y, yAt, n);
            case Curve.Exponential(double alpha) -> bent((float) alpha, g, gAt, a, aAt, y, yAt, n);
            case Curve.Limited(double low, double high) ->
                    limit((float) low, (float) high, g, gAt, a, aAt, y, yAt, n);
            default -> throw new IllegalArgumentException("no loop for " + f);
        }
    }

    private static void abs(float[] g, int gAt, float[] a, int aAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            var v = FloatVector.fromArray(S, a, aAt + i);
            var sign =
                    v.blend(1f, v.compare(VectorOperators.GT, 0f))
                            .blend(-1f, v.compare(VectorOperators.LT, 0f));
            FloatVector.fromArray(S, g, gAt + i).mul(sign).intoArray(y, yAt + i);
        }
    }

    private static void square(float[] g, int gAt, float[] a, int aAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            var v = FloatVector.fromArray(S, a, aAt + i);
            FloatVector.fromArray(S, g, gAt + i).mul(v.add(v)).intoArray(y, yAt + i);
        }
    }

    private static void sqrt(float[] g, int gAt, float[] a, int aAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            var v = FloatVector.fromArray(S, a, aAt + i);
            FloatVector.fromArray(S, g, gAt + i).div(v.add(v)).intoArray(y, yAt + i);
        }
    }

    private static void reciprocal(
            float[] g, int gAt, float[] a, int aAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            var v = FloatVector.fromArray(S, a, aAt + i);
            FloatVector.fromArray(S, g, gAt + i).mul(v.mul(v).neg()).intoArray(y, yAt + i);
        }
    }

    private static void exp(float[] g, int gAt, float[] a, int aAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            var v = FloatVector.fromArray(S, a, aAt + i);
            FloatVector.fromArray(S, g, gAt + i).mul(v).intoArray(y, yAt + i);
        }
    }

    private static void log(float[] g, int gAt, float[] a, int aAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            var v = FloatVector.fromArray(S, a, aAt + i);
            FloatVector.fromArray(S, g, gAt + i).div(v).intoArray(y, yAt + i);
        }
    }

    private static void tanh(float[] g, int gAt, float[] a, int aAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            var v = FloatVector.fromArray(S, a, aAt + i);
            FloatVector.fromArray(S, g, gAt + i)
                    .mul(FloatVector.broadcast(S, 1f).sub(v.mul(v)))
                    .intoArray(y, yAt + i);
        }
    }

    private static void sigmoid(float[] g, int gAt, float[] a, int aAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            var v = FloatVector.fromArray(S, a, aAt + i);
            FloatVector.fromArray(S, g, gAt + i)
                    .mul(v.mul(FloatVector.broadcast(S, 1f).sub(v)))
                    .intoArray(y, yAt + i);
        }
    }

    private static void softplus(
            float[] g, int gAt, float[] a, int aAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            var v = FloatVector.fromArray(S, a, aAt + i);
            FloatVector.fromArray(S, g, gAt + i).mul(VectorMath.sigmoid(v)).intoArray(y, yAt + i);
        }
    }

    private static void erf(float[] g, int gAt, float[] a, int aAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            var v = FloatVector.fromArray(S, a, aAt + i);
            FloatVector.fromArray(S, g, gAt + i)
                    .mul(VectorMath.exp(v.mul(v).neg()).mul(TWO_BY_ROOT_PI))
                    .intoArray(y, yAt + i);
        }
    }

    private static void silu(float[] g, int gAt, float[] a, int aAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            var v = FloatVector.fromArray(S, a, aAt + i);
            FloatVector.fromArray(S, g, gAt + i).mul(VectorMath.siluSlope(v)).intoArray(y, yAt + i);
        }
    }

    /// Φ(x) + x·e^(−x²/2)/√(2π).
    private static void gelu(float[] g, int gAt, float[] a, int aAt, float[] y, int yAt, int n) {
        var bell = new float[NormalLoops.BLOCK];
        var share = new float[NormalLoops.BLOCK];
        for (var from = 0; from < n; from += NormalLoops.BLOCK) {
            var some = Math.min(NormalLoops.BLOCK, n - from);
            NormalLoops.bell(a, aAt + from, bell, some);
            NormalLoops.shares(a, aAt + from, bell, share, some);
            for (var i = 0; i < some; i += V) {
                var density = FloatVector.fromArray(S, bell, i).mul(TWO_BY_ROOT_TWO_PI);
                FloatVector.fromArray(S, a, aAt + from + i)
                        .fma(density, FloatVector.fromArray(S, share, i))
                        .mul(FloatVector.fromArray(S, g, gAt + from + i))
                        .intoArray(y, yAt + from + i);
            }
        }
    }

    private static void leaky(
            float slope, float[] g, int gAt, float[] a, int aAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            var v = FloatVector.fromArray(S, a, aAt + i);
            var w = FloatVector.fromArray(S, g, gAt + i);
            w.mul(slope).blend(w, v.compare(VectorOperators.GT, 0f)).intoArray(y, yAt + i);
        }
    }

    private static void bentByValue(
            float alpha, float[] g, int gAt, float[] a, int aAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            var v = FloatVector.fromArray(S, a, aAt + i);
            var w = FloatVector.fromArray(S, g, gAt + i);
            w.mul(v.add(alpha)).blend(w, v.compare(VectorOperators.GE, 0f)).intoArray(y, yAt + i);
        }
    }

    private static void bent(
            float alpha, float[] g, int gAt, float[] a, int aAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            var v = FloatVector.fromArray(S, a, aAt + i);
            var w = FloatVector.fromArray(S, g, gAt + i);
            var below = VectorMath.exp(v).mul(alpha);
            w.mul(below).blend(w, v.compare(VectorOperators.GE, 0f)).intoArray(y, yAt + i);
        }
    }

    private static void limit(
            float low,
            float high,
            float[] g,
            int gAt,
            float[] a,
            int aAt,
            float[] y,
            int yAt,
            int n) {
        for (var i = 0; i < n; i += V) {
            var v = FloatVector.fromArray(S, a, aAt + i);
            var w = FloatVector.fromArray(S, g, gAt + i);
            var inside =
                    v.compare(VectorOperators.GE, low).and(v.compare(VectorOperators.LE, high));
            FloatVector.zero(S).blend(w, inside).intoArray(y, yAt + i);
        }
    }
}
