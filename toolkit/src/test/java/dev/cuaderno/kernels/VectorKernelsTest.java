package dev.cuaderno.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.tensor.Generator;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.List;
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
        "1200, 40, 64",
        "1, 300, 700",
        "3, 37, 2000",
        "4, 5000, 9",
        "300, 1, 257",
        "301, 3, 130",
        "99, 301, 1",
        "260, 77, 4",
        "50, 192, 2500",
        "12, 129, 4200"
    })
    void productsAgree(int m, int n, int k) {
        var a = numbers(OFFSET + m * k);
        var b = numbers(OFFSET + k * n);
        for (var left : List.of(rows(a, k), columns(a, m))) {
            for (var right : List.of(rows(b, n), columns(b, k))) {
                var expected = new float[OFFSET + m * n];
                var found = new float[OFFSET + m * n];
                Arrays.fill(found, OFFSET, found.length, Float.NaN);
                plain.matmul(m, n, k, left, right, expected, OFFSET);
                vectors.matmul(m, n, k, left, right, found, OFFSET);
                assertArrayEquals(expected, found, 2e-4f * (float) Math.sqrt(k));
            }
        }
    }

    /// Many at a time, whose results touch nothing else.
    @ParameterizedTest
    @CsvSource({
        "49, 16, 49",
        "49, 49, 16",
        "16, 49, 49",
        "5, 5, 1",
        "5, 6, 3",
        "7, 17, 40",
        "13, 64, 64",
        "12, 65, 33",
        "100, 81, 80",
        "33, 130, 62",
        "256, 20, 8",
        "9, 200, 40",
        "61, 31, 127",
        "300, 20, 20",
        "3, 50, 50"
    })
    void manyProductsAgree(int m, int n, int k) {
        // Enough for vectors to be worthwhile.
        var count = Math.max(5, 25_000 / (m * n * k));
        for (var turned = 0; turned < 4; turned++) {
            var a = apart(count, turned % 2 == 0 ? m : k, turned % 2 == 0 ? k : m, turned % 2 > 0);
            var b = apart(count, turned < 2 ? k : n, turned < 2 ? n : k, turned >= 2);
            if (turned == 0) {
                b = upsideDown(b, k);
            }
            var expected = new float[OFFSET + (count + 1) * m * n];
            var found = new float[expected.length];
            Arrays.fill(expected, Float.NaN);
            Arrays.fill(found, Float.NaN);
            plain.matmul(m, n, k, a, b, 1, count - 1, expected, OFFSET);
            vectors.matmul(m, n, k, a, b, 1, count - 1, found, OFFSET);
            assertArrayEquals(expected, found, 2e-5f * k);
            // In other pieces the same numbers.
            var alone = new float[expected.length];
            Arrays.fill(alone, Float.NaN);
            for (var i = 1; i < count - 1; i++) {
                vectors.matmul(m, n, k, a, b, i, i + 1, alone, OFFSET);
            }
            assertArrayEquals(found, alone);
        }
    }

    /// Loops are written, which takes its time, where there is something to multiply.
    @Test
    void aTinyProductNeedsNoLoops() {
        TileLoops.renew();
        var a = new Matrices(numbers(64), new int[] {0}, 5, 1);
        vectors.matmul(8, 8, 5, a, a, 0, 1, new float[64], 0);
        assertEquals(0, TileLoops.count());
        var many = new Matrices(numbers(64), new int[100], 5, 1);
        vectors.matmul(8, 8, 5, many, many, 0, 100, new float[6400], 0);
        assertTrue(TileLoops.count() > 0);
    }

    /// Matrices with some numbers between their rows, and between one another, up to the end of the
    /// array.
    private Matrices apart(int count, int rows, int columns, boolean turned) {
        var row = columns + 3;
        var starts = new int[count];
        Arrays.setAll(starts, i -> OFFSET + (count - 1 - i) * (rows * row + 1));
        var array = numbers(OFFSET + count * (rows * row + 1) - 4);
        return new Matrices(array, starts, turned ? 1 : row, turned ? row : 1);
    }

    /// The same with the last row first.
    private static Matrices upsideDown(Matrices x, int rows) {
        var starts = x.starts().clone();
        Arrays.setAll(starts, i -> x.starts()[i] + (rows - 1) * x.row());
        return new Matrices(x.array(), starts, -x.row(), 1);
    }

    private static Matrix rows(float[] array, int columns) {
        return Matrix.rows(array, OFFSET, columns);
    }

    private static Matrix columns(float[] array, int rows) {
        return new Matrix(array, OFFSET, 1, rows);
    }

    /// Threads share the work in other pieces, but sum in the same order.
    @ParameterizedTest
    @CsvSource({"37, 65, 129", "600, 600, 300", "70, 1300, 40", "2, 400, 900", "1, 900, 400"})
    void productsAreTheSameForAnyNumberOfThreads(int m, int n, int k) {
        var a = numbers(OFFSET + m * k);
        var b = numbers(OFFSET + k * n);
        for (var right : List.of(rows(b, n), columns(b, k))) {
            var expected = new float[m * n];
            var one = new VectorKernels(new Workers(1));
            one.matmul(m, n, k, rows(a, k), right, expected, 0);
            for (var threads = 2; threads < 6; threads++) {
                var found = new float[m * n];
                var more = new VectorKernels(new Workers(threads));
                more.matmul(m, n, k, rows(a, k), right, found, 0);
                assertArrayEquals(expected, found);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"8, 8", "1, 9", "9, 1", "16, 24", "37, 21", "100, 300"})
    void turnedMatricesAgree(int rows, int columns) {
        var row = columns + 2;
        var width = rows + 1;
        var x = numbers(OFFSET + rows * row);
        var expected = new float[1 + columns * width];
        var found = new float[1 + columns * width];
        plain.turn(x, OFFSET, row, rows, columns, expected, 1, width);
        vectors.turn(x, OFFSET, row, rows, columns, found, 1, width);
        assertArrayEquals(expected, found);
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
