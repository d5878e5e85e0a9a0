package dev.cuaderno.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.cuaderno.kernels.PlaneKernels.Relu;
import dev.cuaderno.kernels.PlaneKernels.Sizes;
import dev.cuaderno.tensor.Generator;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.function.Function;

/// The loops of a normalisation with vectors and threads against the plain ones.
class PlaneKernelsTest {

    private static final int OFFSET = 3;

    @ParameterizedTest
    @CsvSource({"1, 1, 2", "2, 3, 1", "5, 4, 7", "9, 3, 33", "3, 2, 2500", "30, 16, 1024"})
    void agree(int batch, int channels, int pixels) {
        agree(new Sizes(batch, channels, pixels), VectorPlanes::new, false);
        agree(new Sizes(batch, channels, pixels), VectorPlanes::new, true);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 3", "5, 16", "700, 37", "63, 64", "9000, 32"})
    void agreeByPixels(int pixels, int channels) {
        agree(new Sizes(pixels, channels, 1), VectorPixels::new, false);
        agree(new Sizes(pixels, channels, 1), VectorPixels::new, true);
    }

    private static void agree(Sizes s, Function<Workers, PlaneKernels> vectors, boolean relu) {
        var plain = all(new ScalarPlanes(), s, relu);
        var one = all(vectors.apply(new Workers(1)), s, relu);
        assertArrayEquals(plain.first, one.first, 1e-5 * s.count());
        assertArrayEquals(plain.second, one.second, 1e-5 * s.count());
        assertArrayEquals(plain.scaled, one.scaled, 1e-5f);
        assertArrayEquals(plain.mixed, one.mixed, 1e-5f);
        for (var threads = 2; threads < 5; threads++) {
            var more = all(vectors.apply(new Workers(threads)), s, relu);
            assertArrayEquals(one.first, more.first);
            assertArrayEquals(one.second, more.second);
            assertArrayEquals(one.scaled, more.scaled);
            assertArrayEquals(one.mixed, more.mixed);
        }
    }

    private static final class Found {
        double[] first;
        double[] second;
        float[] scaled;
        float[] mixed;
    }

    private static Found all(PlaneKernels kernels, Sizes s, boolean relu) {
        var n = (int) s.count() * s.channels();
        var x = new Generator(1).randn(OFFSET + n).times(2).plus(1).toArray();
        var g = new Generator(2).randn(1 + n).toArray();
        var centre = new Generator(3).randn(s.channels()).toArray();
        var a = new Generator(4).randn(s.channels()).toArray();
        var b = new Generator(5).randn(s.channels()).toArray();
        var c = new Generator(6).randn(s.channels()).toArray();
        var found = new Found();
        var sums = new double[4][s.channels()];
        kernels.moments(s, x, OFFSET, centre, sums[0], sums[1]);
        kernels.products(
                s, g, 1, relu ? new Relu(a, b) : null, x, OFFSET, centre, sums[2], sums[3]);
        found.first = both(sums[0], sums[2]);
        found.second = both(sums[1], sums[3]);
        found.scaled = new float[n + 1];
        found.mixed = new float[n + 2];
        var least = relu ? 0 : Float.NEGATIVE_INFINITY;
        kernels.scale(s, x, OFFSET, centre, a, b, least, found.scaled, 1);
        var gate = relu ? new Relu(c, a) : null;
        kernels.mix(s, g, 1, gate, x, OFFSET, centre, a, b, c, found.mixed, 2);
        return found;
    }

    private static double[] both(double[] a, double[] b) {
        var joined = new double[a.length + b.length];
        System.arraycopy(a, 0, joined, 0, a.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }
}
