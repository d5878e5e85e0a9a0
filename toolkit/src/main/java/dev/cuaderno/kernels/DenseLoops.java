package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import java.util.Arrays;

/// The four operations element by element, and the gate of a relu's gradient, a vector at a time.
///
/// They are written with explicit vectors since the JVM does not vectorise a loop by itself where
/// source and result begin at different places: it cannot know that they do not overlap.
final class DenseLoops {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    private DenseLoops() {}

    /// Whether there is a loop for this function.
    static boolean knows(Binary f) {
        return switch (f) {
            case PLUS, MINUS, TIMES, DIVIDE -> true;
            case POWER,
                    MAXIMUM,
                    MINIMUM,
                    TIMES_LOG,
                    GREATER,
                    GREATER_OR_EQUAL,
                    LESS,
                    LESS_OR_EQUAL,
                    EQUAL,
                    NOT_EQUAL ->
                    false;
        };
    }

    /// `y[i] = f(a[i·aStep], b[i·bStep])` for a function that [#knows].
    static void binary(
            Binary f,
            float[] a,
            int aAt,
            int aStep,
            float[] b,
            int bAt,
            int bStep,
            float[] y,
            int yAt,
            int n) {
        if (aStep == 1 && bStep == 1) {
            switch (f) {
                case PLUS -> plus(a, aAt, b, bAt, y, yAt, n);
                case MINUS -> minus(a, aAt, b, bAt, y, yAt, n);
                case TIMES -> times(a, aAt, b, bAt, y, yAt, n);
                default -> divide(a, aAt, b, bAt, y, yAt, n);
            }
        } else if (aStep == 1) {
            switch (f) {
                case PLUS -> plus(a, aAt, b[bAt], y, yAt, n);
                case MINUS -> plus(a, aAt, -b[bAt], y, yAt, n);
                case TIMES -> times(a, aAt, b[bAt], y, yAt, n);
                default -> divide(a, aAt, b[bAt], y, yAt, n);
            }
        } else if (bStep == 1) {
            switch (f) {
                case PLUS -> plus(b, bAt, a[aAt], y, yAt, n);
                case MINUS -> minus(a[aAt], b, bAt, y, yAt, n);
                case TIMES -> times(b, bAt, a[aAt], y, yAt, n);
                default -> divide(a[aAt], b, bAt, y, yAt, n);
            }
        } else {
            Arrays.fill(y, yAt, yAt + n, (float) f.apply(a[aAt], b[bAt]));
        }
    }

    private static void plus(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int n) {
        var i = 0;
        for (; i <= n - V; i += V) {
            FloatVector.fromArray(S, a, aAt + i)
                    .add(FloatVector.fromArray(S, b, bAt + i))
                    .intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] = a[aAt + i] + b[bAt + i];
        }
    }

    private static void minus(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int n) {
        var i = 0;
        for (; i <= n - V; i += V) {
            FloatVector.fromArray(S, a, aAt + i)
                    .sub(FloatVector.fromArray(S, b, bAt + i))
                    .intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] = a[aAt + i] - b[bAt + i];
        }
    }

    private static void times(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int n) {
        var i = 0;
        for (; i <= n - V; i += V) {
            FloatVector.fromArray(S, a, aAt + i)
                    .mul(FloatVector.fromArray(S, b, bAt + i))
                    .intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] = a[aAt + i] * b[bAt + i];
        }
    }

    private static void divide(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int n) {
        var i = 0;
        for (; i <= n - V; i += V) {
            FloatVector.fromArray(S, a, aAt + i)
                    .div(FloatVector.fromArray(S, b, bAt + i))
                    .intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] = a[aAt + i] / b[bAt + i];
        }
    }

    private static void plus(float[] a, int aAt, float b, float[] y, int yAt, int n) {
        var all = FloatVector.broadcast(S, b);
        var i = 0;
        for (; i <= n - V; i += V) {
            FloatVector.fromArray(S, a, aAt + i).add(all).intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] = a[aAt + i] + b;
        }
    }

    private static void times(float[] a, int aAt, float b, float[] y, int yAt, int n) {
        var all = FloatVector.broadcast(S, b);
        var i = 0;
        for (; i <= n - V; i += V) {
            FloatVector.fromArray(S, a, aAt + i).mul(all).intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] = a[aAt + i] * b;
        }
    }

    private static void divide(float[] a, int aAt, float b, float[] y, int yAt, int n) {
        var all = FloatVector.broadcast(S, b);
        var i = 0;
        for (; i <= n - V; i += V) {
            FloatVector.fromArray(S, a, aAt + i).div(all).intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] = a[aAt + i] / b;
        }
    }

    private static void minus(float a, float[] b, int bAt, float[] y, int yAt, int n) {
        var all = FloatVector.broadcast(S, a);
        var i = 0;
        for (; i <= n - V; i += V) {
            all.sub(FloatVector.fromArray(S, b, bAt + i)).intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] = a - b[bAt + i];
        }
    }

    private static void divide(float a, float[] b, int bAt, float[] y, int yAt, int n) {
        var all = FloatVector.broadcast(S, a);
        var i = 0;
        for (; i <= n - V; i += V) {
            all.div(FloatVector.fromArray(S, b, bAt + i)).intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] = a / b[bAt + i];
        }
    }

    /// `y[i] = x[i] > 0 ? g[i] : 0`.
    static void gate(float[] g, int gAt, float[] x, int xAt, float[] y, int yAt, int n) {
        var zero = FloatVector.zero(S);
        var i = 0;
        for (; i <= n - V; i += V) {
            var open = FloatVector.fromArray(S, x, xAt + i).compare(VectorOperators.GT, 0f);
            zero.blend(FloatVector.fromArray(S, g, gAt + i), open).intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] = x[xAt + i] > 0 ? g[gAt + i] : 0f;
        }
    }
}
