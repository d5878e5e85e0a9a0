package dev.cuaderno.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.cuaderno.kernels.RowKernels.Moments;
import dev.cuaderno.kernels.RowKernels.Sizes;
import dev.cuaderno.tensor.Generator;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The loops of a layer normalisation with vectors and threads against the plain ones.
class RowKernelsTest {

    private static final int OFFSET = 3;

    @ParameterizedTest
    @CsvSource({"1, 2", "5, 7", "3, 2500", "4000, 33", "700, 512", "70, 1024"})
    void agree(int rows, int length) {
        var s = new Sizes(rows, length);
        var plain = new Found(new ScalarRows(), s);
        var one = new Found(new VectorRows(new Workers(1)), s);
        assertArrayEquals(plain.y, one.y, 1e-5f);
        assertArrayEquals(plain.back, one.back, 1e-5f);
        assertArrayEquals(plain.sums, one.sums, 1e-5 * rows);
        assertArrayEquals(plain.products, one.products, 1e-5 * rows);
        assertArrayEquals(one.sums, one.sumsAlone);
        for (var threads = 2; threads < 5; threads++) {
            var more = new Found(new VectorRows(new Workers(threads)), s);
            assertArrayEquals(one.y, more.y);
            assertArrayEquals(one.back, more.back);
            assertArrayEquals(one.sums, more.sums);
            assertArrayEquals(one.products, more.products);
        }
    }

    private static final class Found {
        final float[] y;
        final float[] back;
        final double[] sums;
        final double[] products;
        final double[] sumsAlone;

        Found(RowKernels kernels, Sizes s) {
            var n = s.rows() * s.length();
            var x = new Generator(1).randn(OFFSET + n).times(2).plus(1).toArray();
            var g = new Generator(2).randn(1 + n).toArray();
            var scale = new Generator(3).randn(s.length()).toArray();
            var shift = new Generator(4).randn(s.length()).toArray();
            y = new float[n + 2];
            back = new float[n + 2];
            sums = new double[s.length()];
            products = new double[s.length()];
            sumsAlone = new double[s.length()];
            var moments = new Moments(new float[s.rows()], new float[s.rows()]);
            kernels.normalise(s, x, OFFSET, 1e-5, scale, shift, moments, y, 2);
            var some = new double[s.length()];
            kernels.back(s, g, 1, x, OFFSET, moments, scale, sumsAlone, some, null, 0);
            kernels.back(s, g, 1, x, OFFSET, moments, scale, sums, products, back, 2);
        }
    }
}
