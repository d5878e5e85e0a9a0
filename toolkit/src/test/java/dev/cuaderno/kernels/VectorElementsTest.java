package dev.cuaderno.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cuaderno.tensor.Generator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Functions of numbers, their derivatives and powers: vectors against plain loops.
class VectorElementsTest {

    private static final int OFFSET = 3;

    /// Two to three units in the last place, and what cancels in a difference of numbers of size 1.
    private static final double RELATIVE = 4e-7;

    private static final double ABSOLUTE = 4e-7;

    private static final List<Float> SPECIAL =
            List.of(
                    0f,
                    -0f,
                    1f,
                    -1f,
                    Float.MIN_VALUE,
                    1e-40f,
                    -1e-40f,
                    1e-20f,
                    90f,
                    -90f,
                    -103f,
                    1e30f,
                    -1e30f,
                    Float.NaN,
                    Float.POSITIVE_INFINITY,
                    Float.NEGATIVE_INFINITY);

    private final Random random = new Random(1);
    private final ElementKernels plain = new ScalarElements();
    private final ElementKernels vectors = new VectorElements(new Workers(2));

    static Stream<Curve> curves() {
        return Stream.concat(
                Arrays.stream(Unary.values()),
                Stream.of(
                        new Curve.Leaky(0.1),
                        new Curve.Leaky(-0.5),
                        new Curve.Exponential(1),
                        new Curve.Exponential(-0.7),
                        new Curve.Limited(-1, 0.5)));
    }

    @ParameterizedTest
    @MethodSource("curves")
    void valuesAgree(Curve f) {
        for (var n : new int[] {1, 15, 16, 33, 1000, 200_003}) {
            var x = arguments(n);
            var expected = new float[n + 2];
            var found = new float[n + 2];
            plain.unary(f, x, 1, expected, 2, n);
            vectors.unary(f, x, 1, found, 2, n);
            assertClose(f, x, 1, expected, found, 2);
        }
    }

    @ParameterizedTest
    @MethodSource("curves")
    void slopesAgree(Curve f) {
        for (var n : new int[] {1, 15, 16, 33, 1000, 200_003}) {
            var a = arguments(n);
            if (f.slopeOfValue()) {
                plain.unary(f, a.clone(), 1, a, 1, n);
            }
            var g = new Generator(2).randn(n + 3).toArray();
            var expected = new float[n + 2];
            var found = new float[n + 2];
            plain.slope(f, g, 3, a, 1, expected, 2, n);
            vectors.slope(f, g, 3, a, 1, found, 2, n);
            assertClose(f, a, 1, expected, found, 2);
        }
    }

    /// Numbers that most functions take, then those that are special to some. Infinite ones are
    /// left out of the argument of a sine, whose double differs from the float next to it.
    private static float[] arguments(int n) {
        var x = new Generator(1).randn(n + 1).times(3).toArray();
        for (var i = 0; i < SPECIAL.size() && 1 + 7 * i < x.length; i++) {
            x[1 + 7 * i] = SPECIAL.get(i);
        }
        return x;
    }

    private static void assertClose(
            Object f, float[] x, int xAt, float[] expected, float[] found, int at) {
        for (var i = 0; i + at < found.length; i++) {
            double e = expected[at + i];
            var allowed = ABSOLUTE + RELATIVE * Math.abs(e);
            // A result that only just overflows may be either.
            if (Math.abs(e) < 1e38 || found[at + i] != expected[at + i]) {
                assertEquals(
                        e,
                        found[at + i],
                        Double.isFinite(e) ? allowed : 0,
                        f + " of " + x[xAt + i]);
            }
        }
    }

    /// Wherever a number stands, it has the same result.
    @ParameterizedTest
    @MethodSource("curves")
    void positionsDoNotMatter(Curve f) {
        var n = 64;
        var x = new Generator(3).randn(n).times(4).toArray();
        var expected = new float[n];
        vectors.unary(f, x, 0, expected, 0, n);
        for (var from = 1; from < n; from += 5) {
            var found = new float[n - from];
            vectors.unary(f, x, from, found, 0, n - from);
            assertArrayEquals(Arrays.copyOfRange(expected, from, n), found);
        }
    }

    /// The derivative that is declared, against a quotient of differences.
    @ParameterizedTest
    @MethodSource("curves")
    void slopesAreDerivatives(Curve f) {
        var step = 1e-6;
        for (var x : new double[] {-2.3, -0.71, 0.13, 0.37, 1.9}) {
            var y = f.apply(x);
            if (!Double.isNaN(y)) {
                var expected = (f.apply(x + step) - f.apply(x - step)) / (2 * step);
                assertEquals(expected, f.slope(f.slopeOfValue() ? y : x), 1e-8, f + " at " + x);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            floats = {0.75f, 2, 2.5f, 3, -0.5f, -1, 0, 1, 10, Float.NaN, Float.POSITIVE_INFINITY})
    void powersAgree(float b) {
        for (var n : new int[] {1, 17, 1000, 200_003}) {
            var x = arguments(n);
            var expected = new float[n + 2];
            var found = new float[n + 2];
            plain.binary(Binary.POWER, x, 1, 1, new float[] {b}, 0, 0, expected, 2, n);
            vectors.binary(Binary.POWER, x, 1, 1, new float[] {b}, 0, 0, found, 2, n);
            assertClose("power " + b, x, 1, expected, found, 2);
        }
    }

    @Test
    void choicesAgree() {
        for (var n : new int[] {1, 15, 16, 33, 1000, 200_003}) {
            for (var steps = 0; steps < 8; steps++) {
                var mask = new Generator(4).randn(n + 1).gt(0).toArray();
                var a = new Generator(5).randn(n + 2).toArray();
                var b = new Generator(6).randn(n + 3).toArray();
                var expected = new float[n + 1];
                var found = new float[n + 1];
                select(plain, mask, a, b, steps, expected, n);
                select(vectors, mask, a, b, steps, found, n);
                assertArrayEquals(expected, found);
            }
        }
    }

    private static void select(
            ElementKernels kernels,
            float[] mask,
            float[] a,
            float[] b,
            int steps,
            float[] y,
            int n) {
        kernels.select(mask, 1, steps & 1, a, 2, steps >> 1 & 1, b, 3, steps >> 2, y, 1, n);
    }

    /// Element by element both are to give the very same numbers.
    @ParameterizedTest
    @EnumSource(value = Binary.class, mode = EnumSource.Mode.EXCLUDE, names = "POWER")
    void pairsAgree(Binary f) {
        for (var n : new int[] {1, 15, 16, 33, 1000, 200_003}) {
            for (var steps = 0; steps < 4; steps++) {
                var a = numbers(OFFSET + n);
                var b = numbers(1 + n);
                a[OFFSET] = b[1];
                a[OFFSET + n / 2] = Float.NaN;
                var expected = new float[n + 2];
                var found = new float[n + 2];
                plain.binary(f, a, OFFSET, steps & 1, b, 1, steps >> 1, expected, 2, n);
                vectors.binary(f, a, OFFSET, steps & 1, b, 1, steps >> 1, found, 2, n);
                assertArrayEquals(expected, found);
            }
        }
    }

    @Test
    void gatesAgree() {
        for (var n : new int[] {1, 15, 16, 33, 1000, 200_003}) {
            var g = numbers(OFFSET + n);
            var x = numbers(1 + n);
            x[1] = 0;
            x[n] = Float.NaN;
            var expected = new float[n + 2];
            var found = new float[n + 2];
            plain.gate(g, OFFSET, x, 1, expected, 2, n);
            vectors.gate(g, OFFSET, x, 1, found, 2, n);
            assertArrayEquals(expected, found);
            plain.unary(Unary.RELU, x, 1, expected, 2, n);
            vectors.unary(Unary.RELU, x, 1, found, 2, n);
            assertArrayEquals(expected, found);
        }
    }

    private float[] numbers(int count) {
        return new Generator(random.nextInt()).randn(count).toArray();
    }
}
