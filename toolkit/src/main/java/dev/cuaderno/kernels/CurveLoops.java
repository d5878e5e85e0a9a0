package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The values of curves over dense numbers, a vector at a time. Each has a loop of its own, which
/// the JIT compiler sees whole.
final class CurveLoops {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    private CurveLoops() {}

    /// Whether there is a loop for this function.
    static boolean knows(Curve f) {
        return switch (f) {
            case Unary.SIGN, Unary.SIN, Unary.COS, Unary.FLOOR, Unary.CEIL, Unary.ROUND -> false;
            default -> true;
        };
    }

    /// `y[i] = f(x[i])` for a function that [#knows].
    static void run(Curve f, float[] x, int xAt, float[] y, int yAt, int n) {
        var whole = n - n % V;
        vectors(f, x, xAt, y, yAt, whole);
        if (whole < n) {
            // The rest in a vector of its own: the same bits wherever a number stands.
            var some = new float[V];
            System.arraycopy(x, xAt + whole, some, 0, n - whole);
            vectors(f, some, 0, some, 0, V);
            System.arraycopy(some, 0, y, yAt + whole, n - whole);
        }
    }

    private static void vectors(Curve f, float[] x, int xAt, float[] y, int yAt, int n) {
        switch (f) {
            case Unary.NEGATE -> negate(x, xAt, y, yAt, n);
            case Unary.ABS -> abs(x, xAt, y, yAt, n);
            case Unary.SQUARE -> square(x, xAt, y, yAt, n);
            case Unary.SQRT -> sqrt(x, xAt, y, yAt, n);
            case Unary.RECIPROCAL -> reciprocal(x, xAt, y, yAt, n);
            case Unary.EXP -> exp(x, xAt, y, yAt, n);
            case Unary.LOG -> log(x, xAt, y, yAt, n);
            case Unary.TANH -> tanh(x, xAt, y, yAt, n);
            case Unary.SIGMOID -> sigmoid(x, xAt, y, yAt, n);
            case Unary.RELU -> relu(x, xAt, y, yAt, n);
            case Unary.SOFTPLUS -> softplus(x, xAt, y, yAt, n);
            case Unary.ERF -> erf(x, xAt, y, yAt, n);
            case Unary.SILU -> silu(x, xAt, y, yAt, n);
            case Unary.GELU -> gelu(x, xAt, y, yAt, n);
            case Curve.Leaky(double slope) -> leaky((float) slope, x, xAt, y, yAt, n);
            case Curve.Exponential(double alpha) -> bent((float) alpha, x, xAt, y, yAt, n);
            case Curve.Limited(double low, double high) ->
                    limit((float) low, (float) high, x, xAt, y, yAt, n);
            default -> throw new IllegalArgumentException("no loop for " + f);
        }
    }

    private static void negate(float[] x, int xAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            FloatVector.fromArray(S, x, xAt + i).neg().intoArray(y, yAt + i);
        }
    }

    private static void abs(float[] x, int xAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            FloatVector.fromArray(S, x, xAt + i).abs().intoArray(y, yAt + i);
        }
    }

    private static void square(float[] x, int xAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            var v = FloatVector.fromArray(S, x, xAt + i);
            v.mul(v).intoArray(y, yAt + i);
        }
    }

    private static void sqrt(float[] x, int xAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            FloatVector.fromArray(S, x, xAt + i).sqrt().intoArray(y, yAt + i);
        }
    }

    private static void reciprocal(float[] x, int xAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            FloatVector.broadcast(S, 1f)
                    .div(FloatVector.fromArray(S, x, xAt + i))
                    .intoArray(y, yAt + i);
        }
    }

    private static void exp(float[] x, int xAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            VectorMath.exp(FloatVector.fromArray(S, x, xAt + i)).intoArray(y, yAt + i);
        }
    }

    private static void log(float[] x, int xAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            VectorMath.log(FloatVector.fromArray(S, x, xAt + i)).intoArray(y, yAt + i);
        }
    }

    private static void tanh(float[] x, int xAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            VectorMath.tanh(FloatVector.fromArray(S, x, xAt + i)).intoArray(y, yAt + i);
        }
    }

    private static void sigmoid(float[] x, int xAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            VectorMath.sigmoid(FloatVector.fromArray(S, x, xAt + i)).intoArray(y, yAt + i);
        }
    }

    private static void relu(float[] x, int xAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            FloatVector.fromArray(S, x, xAt + i).max(0f).intoArray(y, yAt + i);
        }
    }

    private static void softplus(float[] x, int xAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            VectorMath.softplus(FloatVector.fromArray(S, x, xAt + i)).intoArray(y, yAt + i);
        }
    }

    private static void erf(float[] x, int xAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            VectorMath.erf(FloatVector.fromArray(S, x, xAt + i)).intoArray(y, yAt + i);
        }
    }

    private static void silu(float[] x, int xAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            var v = FloatVector.fromArray(S, x, xAt + i);
            v.mul(VectorMath.sigmoid(v)).intoArray(y, yAt + i);
        }
    }

    private static void gelu(float[] x, int xAt, float[] y, int yAt, int n) {
        var bell = new float[NormalLoops.BLOCK];
        var share = new float[NormalLoops.BLOCK];
        for (var from = 0; from < n; from += NormalLoops.BLOCK) {
            var some = Math.min(NormalLoops.BLOCK, n - from);
            NormalLoops.bell(x, xAt + from, bell, some);
            NormalLoops.shares(x, xAt + from, bell, share, some);
            for (var i = 0; i < some; i += V) {
                FloatVector.fromArray(S, x, xAt + from + i)
                        .mul(FloatVector.fromArray(S, share, i))
                        .intoArray(y, yAt + from + i);
            }
        }
    }

    private static void leaky(float slope, float[] x, int xAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            var v = FloatVector.fromArray(S, x, xAt + i);
            v.mul(slope).blend(v, v.compare(VectorOperators.GT, 0f)).intoArray(y, yAt + i);
        }
    }

    private static void bent(float alpha, float[] x, int xAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            var v = FloatVector.fromArray(S, x, xAt + i);
            var below = VectorMath.expLess1(v.min(0f)).mul(alpha);
            below.blend(v, v.compare(VectorOperators.GT, 0f)).intoArray(y, yAt + i);
        }
    }

    private static void limit(
            float low, float high, float[] x, int xAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            FloatVector.fromArray(S, x, xAt + i).max(low).min(high).intoArray(y, yAt + i);
        }
    }
}
