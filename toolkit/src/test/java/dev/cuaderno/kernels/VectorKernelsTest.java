package dev.cuaderno.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.cuaderno.tensor.Generator;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Random;

/// The vector kernels against the plain loops, over random sizes.
class VectorKernelsTest {

    private static final int OFFSET = 3;

    private final Kernels plain = new ScalarKernels();
    private final Kernels vectors = new VectorKernels(new Workers(2));
    private final Random random = new Random();

    @ParameterizedTest
    @CsvSource({
        "37, 65, 129",
        "64, 64, 64",
        "5, 300, 700",
        "200, 4, 33",
        "13, 31, 1000",
        "2, 4, 9000",
        "600, 600, 130",
        "7, 1100, 257",
        "128, 10, 300",
        "1200, 40, 64"
    })
    void productsAgree(int m, int n, int k) {
        var a = numbers(OFFSET + m * k);
        var b = numbers(OFFSET + k * n);
        var expected = new float[OFFSET + m * n];
        var found = new float[OFFSET + m * n];
        plain.matmul(m, n, k, a, OFFSET, b, OFFSET, expected, OFFSET);
        vectors.matmul(m, n, k, a, OFFSET, b, OFFSET, found, OFFSET);
        assertArrayEquals(expected, found, 2e-4f * (float) Math.sqrt(k));
    }

    /// Threads share the work in other pieces, but sum in the same order.
    @ParameterizedTest
    @CsvSource({"37, 65, 129", "600, 600, 300", "70, 1300, 40"})
    void productsAreTheSameForAnyNumberOfThreads(int m, int n, int k) {
        var a = numbers(m * k);
        var b = numbers(k * n);
        var expected = new float[m * n];
        new VectorKernels(new Workers(1)).matmul(m, n, k, a, 0, b, 0, expected, 0);
        for (var threads = 2; threads < 6; threads++) {
            var found = new float[m * n];
            new VectorKernels(new Workers(threads)).matmul(m, n, k, a, 0, b, 0, found, 0);
            assertArrayEquals(expected, found);
        }
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

    @RepeatedTest(40)
    void convolutionsAgree(RepetitionInfo repetition) {
        random.setSeed(repetition.getCurrentRepetition());
        var s = sizes();
        var x = numbers(OFFSET + s.batch() * s.channels() * s.height() * s.width());
        var w = numbers(OFFSET + s.filters() * taps(s));
        var bias = random.nextBoolean() ? numbers(OFFSET + s.filters()) : null;
        var y = OFFSET + s.batch() * s.filters() * s.outRows() * s.outColumns();
        var expected = new float[y];
        var found = new float[y];
        plain.convolve(s, x, OFFSET, w, OFFSET, bias, OFFSET, expected, OFFSET);
        vectors.convolve(s, x, OFFSET, w, OFFSET, bias, OFFSET, found, OFFSET);
        assertArrayEquals(expected, found, 1e-3f);

        var g = numbers(y);
        var expectedX = new float[x.length];
        var foundX = new float[x.length];
        plain.convolveBack(s, g, OFFSET, w, OFFSET, expectedX, OFFSET);
        vectors.convolveBack(s, g, OFFSET, w, OFFSET, foundX, OFFSET);
        assertArrayEquals(expectedX, foundX, 1e-3f);

        var expectedW = new float[w.length];
        var foundW = new float[w.length];
        plain.convolveWeights(s, x, OFFSET, g, OFFSET, expectedW, OFFSET);
        vectors.convolveWeights(s, x, OFFSET, g, OFFSET, foundW, OFFSET);
        assertArrayEquals(expectedW, foundW, 3e-3f);
    }

    private Convolution sizes() {
        var groups = 1 + random.nextInt(2);
        var kernelRows = 1 + random.nextInt(4);
        var kernelColumns = 1 + random.nextInt(4);
        var strideRows = 1 + random.nextInt(3);
        var strideColumns = 1 + random.nextInt(3);
        var dilationRows = 1 + random.nextInt(2);
        var dilationColumns = 1 + random.nextInt(2);
        var top = random.nextInt(3);
        var left = random.nextInt(3);
        var height = dilationRows * (kernelRows - 1) + 1 + random.nextInt(12);
        var width = dilationColumns * (kernelColumns - 1) + 1 + random.nextInt(30);
        return new Convolution(
                1 + random.nextInt(10),
                groups * (1 + random.nextInt(6)),
                height,
                width,
                groups * (3 + random.nextInt(20)),
                kernelRows,
                kernelColumns,
                (height + 2 * top - dilationRows * (kernelRows - 1) - 1) / strideRows + 1,
                (width + 2 * left - dilationColumns * (kernelColumns - 1) - 1) / strideColumns + 1,
                strideRows,
                strideColumns,
                top,
                left,
                dilationRows,
                dilationColumns,
                groups);
    }

    private static int taps(Convolution s) {
        return s.channelsPerGroup() * s.kernelRows() * s.kernelColumns();
    }

    private float[] numbers(int count) {
        return new Generator(random.nextInt()).randn(count).toArray();
    }
}
