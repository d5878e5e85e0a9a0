package dev.cuaderno.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cuaderno.tensor.Generator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Softmax and cross-entropy by vectors against plain loops in double arithmetic.
class SoftmaxKernelsTest {

    private static final int OFFSET = 3;

    private final SoftmaxKernels plain = new ScalarSoftmax();
    private final SoftmaxKernels vectors = new VectorSoftmax(new Workers(2));

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "3, 2",
        "128, 10",
        "7, 16",
        "37, 8",
        "5, 33",
        "400, 49",
        "50, 64",
        "40, 1000",
        "2, 70000"
    })
    void rowsAgree(int rows, int classes) {
        var z = numbers(1, rows * classes, 5);
        var t = new Span(probabilities(rows, classes), OFFSET);
        for (var logarithm : new boolean[] {false, true}) {
            var p = room(rows * classes);
            var found = room(rows * classes);
            plain.softmax(logarithm, rows, classes, z, p);
            vectors.softmax(logarithm, rows, classes, z, found);
            assertArrayEquals(p.array(), found.array(), logarithm ? 1e-5f : 1e-6f);

            var g = numbers(2, rows * classes, 1);
            var slopes = room(rows * classes);
            plain.softmaxSlope(logarithm, rows, classes, g, p, slopes);
            vectors.softmaxSlope(logarithm, rows, classes, g, p, found);
            // Sums of many terms, of either sign.
            var allowed = 2e-5f + 1e-6f * (float) Math.sqrt(classes);
            assertArrayEquals(slopes.array(), found.array(), allowed);
        }
        var losses = new double[rows];
        var foundLosses = new double[rows];
        plain.crossEntropy(rows, classes, z, t, losses);
        vectors.crossEntropy(rows, classes, z, t, foundLosses);
        assertArrayEquals(losses, foundLosses, 2e-6);

        var slopes = room(rows * classes);
        var found = room(rows * classes);
        plain.crossEntropySlope(0.5, rows, classes, z, t, slopes);
        vectors.crossEntropySlope(0.5, rows, classes, z, t, found);
        assertArrayEquals(slopes.array(), found.array(), 1e-6f);
    }

    @Test
    void anImpossibleClassCostsNothingUnlessItIsTheOne() {
        var z = new Span(new float[] {1, Float.NEGATIVE_INFINITY, 2}, 0);
        for (var kernels : new SoftmaxKernels[] {plain, vectors}) {
            var losses = new double[1];
            kernels.crossEntropy(1, 3, z, new Span(new float[] {0, 0, 1}, 0), losses);
            assertEquals(Math.log(1 + Math.exp(-1)), losses[0], 1e-6);
            kernels.crossEntropy(1, 3, z, new Span(new float[] {0, 1, 0}, 0), losses);
            assertEquals(Double.POSITIVE_INFINITY, losses[0]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 20, 100})
    void whatIsNoNumberSpoilsItsOwnRowOnly(int classes) {
        var rows = 19;
        var z = numbers(1, rows * classes, 5);
        z.array()[OFFSET + 7 * classes + 2] = Float.NaN;
        var found = room(rows * classes);
        vectors.softmax(false, rows, classes, z, found);
        for (var row = 0; row < rows; row++) {
            for (var i = 0; i < classes; i++) {
                var p = found.array()[found.at() + row * classes + i];
                assertEquals(row == 7, Float.isNaN(p), "row " + row);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {123, 49})
    void resultsAreTheSameForAnyNumberOfThreads(int classes) {
        var rows = 300;
        var z = numbers(1, rows * classes, 5);
        var expected = room(rows * classes);
        new VectorSoftmax(new Workers(1)).softmax(false, rows, classes, z, expected);
        for (var threads = 2; threads < 5; threads++) {
            var found = room(rows * classes);
            new VectorSoftmax(new Workers(threads)).softmax(false, rows, classes, z, found);
            assertArrayEquals(expected.array(), found.array());
        }
    }

    private static Span numbers(long seed, int count, double size) {
        return new Span(new Generator(seed).randn(OFFSET + count).times(size).toArray(), OFFSET);
    }

    private static Span room(int count) {
        return new Span(new float[OFFSET + count], OFFSET);
    }

    /// One class with all, in every other row two that share.
    private static float[] probabilities(int rows, int classes) {
        var t = new float[OFFSET + rows * classes];
        for (var row = 0; row < rows; row++) {
            t[OFFSET + row * classes + row * 7 % classes] += 0.75f;
            t[OFFSET + row * classes + row * (row % 2 == 0 ? 7 : 11) % classes] += 0.25f;
        }
        return t;
    }
}
