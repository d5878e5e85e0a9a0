package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import java.util.Arrays;

/// The larger, the smaller, comparisons and the choice between two numbers, a vector at a time.
///
/// A single number that stands for many is read as a vector of copies of it, at a step of 0.
final class ChoiceLoops {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    private ChoiceLoops() {}

    /// Whether there is a loop for this function.
    static boolean knows(Binary f) {
        return switch (f) {
            case MAXIMUM,
                    MINIMUM,
                    GREATER,
                    GREATER_OR_EQUAL,
                    LESS,
                    LESS_OR_EQUAL,
                    EQUAL,
                    NOT_EQUAL ->
                    true;
            case PLUS, MINUS, TIMES, DIVIDE, POWER, TIMES_LOG -> false;
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
        var left = Operand.of(a, aAt, aStep);
        var right = Operand.of(b, bAt, bStep);
        var whole = n - n % V;
        vectors(f, left, right, y, yAt, whole);
        if (whole < n) {
            var some = new float[V];
            vectors(f, left.rest(whole, n), right.rest(whole, n), some, 0, V);
            System.arraycopy(some, 0, y, yAt + whole, n - whole);
        }
    }

    /// `y[i] = mask[i·maskStep] ≠ 0 ? a[i·aStep] : b[i·bStep]`.
    static void select(
            float[] mask,
            int maskAt,
            int maskStep,
            float[] a,
            int aAt,
            int aStep,
            float[] b,
            int bAt,
            int bStep,
            float[] y,
            int yAt,
            int n) {
        var by = Operand.of(mask, maskAt, maskStep);
        var left = Operand.of(a, aAt, aStep);
        var right = Operand.of(b, bAt, bStep);
        var whole = n - n % V;
        select(by, left, right, y, yAt, whole);
        if (whole < n) {
            var some = new float[V];
            select(by.rest(whole, n), left.rest(whole, n), right.rest(whole, n), some, 0, V);
            System.arraycopy(some, 0, y, yAt + whole, n - whole);
        }
    }

    /// Numbers to read vectors of.
    ///
    /// @param step 1, or 0 for a vector of equal numbers
    // The memory itself is meant, not its contents.
    @SuppressWarnings("ArrayRecordComponent")
    private record Operand(float[] array, int at, int step) {

        static Operand of(float[] array, int at, int step) {
            if (step == 1) {
                return new Operand(array, at, 1);
            }
            var copies = new float[V];
            Arrays.fill(copies, array[at]);
            return new Operand(copies, 0, 0);
        }

        /// A vector of the numbers from `from` to `end`, and of what else.
        Operand rest(int from, int end) {
            if (step == 0) {
                return this;
            }
            var some = new float[V];
            System.arraycopy(array, at + from, some, 0, end - from);
            return new Operand(some, 0, 1);
        }

        FloatVector vector(int i) {
            return FloatVector.fromArray(S, array, at + i * step);
        }
    }

    private static void vectors(Binary f, Operand a, Operand b, float[] y, int yAt, int n) {
        switch (f) {
            case MAXIMUM -> maximum(a, b, y, yAt, n);
            case MINIMUM -> minimum(a, b, y, yAt, n);
            case GREATER -> greater(a, b, y, yAt, n);
            case GREATER_OR_EQUAL -> greaterOrEqual(a, b, y, yAt, n);
            case LESS -> less(a, b, y, yAt, n);
            case LESS_OR_EQUAL -> lessOrEqual(a, b, y, yAt, n);
            case EQUAL -> equal(a, b, y, yAt, n);
            case NOT_EQUAL -> notEqual(a, b, y, yAt, n);
            default -> throw new IllegalArgumentException("no loop for " + f);
        }
    }

    private static void maximum(Operand a, Operand b, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            a.vector(i).max(b.vector(i)).intoArray(y, yAt + i);
        }
    }

    private static void minimum(Operand a, Operand b, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            a.vector(i).min(b.vector(i)).intoArray(y, yAt + i);
        }
    }

    private static void greater(Operand a, Operand b, float[] y, int yAt, int n) {
        var zero = FloatVector.zero(S);
        for (var i = 0; i < n; i += V) {
            zero.blend(1f, a.vector(i).compare(VectorOperators.GT, b.vector(i)))
                    .intoArray(y, yAt + i);
        }
    }

    private static void greaterOrEqual(Operand a, Operand b, float[] y, int yAt, int n) {
        var zero = FloatVector.zero(S);
        for (var i = 0; i < n; i += V) {
            zero.blend(1f, a.vector(i).compare(VectorOperators.GE, b.vector(i)))
                    .intoArray(y, yAt + i);
        }
    }

    private static void less(Operand a, Operand b, float[] y, int yAt, int n) {
        var zero = FloatVector.zero(S);
        for (var i = 0; i < n; i += V) {
            zero.blend(1f, a.vector(i).compare(VectorOperators.LT, b.vector(i)))
                    .intoArray(y, yAt + i);
        }
    }

    private static void lessOrEqual(Operand a, Operand b, float[] y, int yAt, int n) {
        var zero = FloatVector.zero(S);
        for (var i = 0; i < n; i += V) {
            zero.blend(1f, a.vector(i).compare(VectorOperators.LE, b.vector(i)))
                    .intoArray(y, yAt + i);
        }
    }

    private static void equal(Operand a, Operand b, float[] y, int yAt, int n) {
        var zero = FloatVector.zero(S);
        for (var i = 0; i < n; i += V) {
            zero.blend(1f, a.vector(i).compare(VectorOperators.EQ, b.vector(i)))
                    .intoArray(y, yAt + i);
        }
    }

    private static void notEqual(Operand a, Operand b, float[] y, int yAt, int n) {
        var zero = FloatVector.zero(S);
        for (var i = 0; i < n; i += V) {
            zero.blend(1f, a.vector(i).compare(VectorOperators.NE, b.vector(i)))
                    .intoArray(y, yAt + i);
        }
    }

    private static void select(Operand mask, Operand a, Operand b, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            var first = mask.vector(i).compare(VectorOperators.NE, 0f);
            b.vector(i).blend(a.vector(i), first).intoArray(y, yAt + i);
        }
    }
}
