package dev.cuaderno.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.cuaderno.tensor.Generator;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Convolutions of large batches against the plain loops, and by several threads against one.
class ImageTilesTest {

    private static final int OFFSET = 3;

    @ParameterizedTest
    @CsvSource({
        // batch, channels, height, width, filters, kernel, stride, top, left, dilation
        "9, 16, 32, 32, 16, 3, 1, 1, 1, 1",
        "16, 64, 8, 8, 64, 3, 1, 1, 1, 1",
        "9, 20, 30, 34, 33, 3, 2, 1, 1, 1",
        "30, 3, 32, 33, 40, 5, 2, 2, 2, 1",
        "8, 40, 21, 25, 48, 1, 1, 0, 0, 1",
        "8, 40, 42, 49, 48, 1, 2, 0, 0, 1",
        "9, 17, 20, 24, 48, 3, 1, 2, 2, 2",
        "8, 9, 31, 24, 48, 4, 1, 0, 3, 1",
        "8, 24, 31, 24, 32, 2, 2, 3, 0, 2",
        "8, 24, 40, 41, 32, 3, 3, 1, 1, 1",
        "8, 48, 20, 20, 100, 1, 1, 2, 1, 1"
    })
    void agree(
            int batch,
            int channels,
            int height,
            int width,
            int filters,
            int kernel,
            int stride,
            int top,
            int left,
            int dilation) {
        var extent = dilation * (kernel - 1) + 1;
        var s =
                new Convolution(
                        batch,
                        channels,
                        height,
                        width,
                        filters,
                        kernel,
                        kernel,
                        (height + 2 * top - extent) / stride + 1,
                        (width + 2 * left - extent) / stride + 1,
                        stride,
                        stride,
                        top,
                        left,
                        dilation,
                        dilation,
                        1);
        var x = numbers(1, OFFSET + batch * channels * height * width);
        var w = numbers(2, OFFSET + filters * channels * kernel * kernel);
        var bias = numbers(3, OFFSET + filters);
        var g = numbers(4, OFFSET + batch * filters * s.outRows() * s.outColumns());
        var expected = plainly(s, x, w, bias, g);
        var one = tiled(new ImageTiles(new Workers(1)), s, x, w, bias, g);
        for (var i = 0; i < 4; i++) {
            assertArrayEquals(expected[i], one[i], i == 3 ? 1e-2f : 1e-3f);
        }
        for (var threads = 2; threads < 4; threads++) {
            var more = tiled(new ImageTiles(new Workers(threads)), s, x, w, bias, g);
            for (var i = 0; i < 4; i++) {
                assertArrayEquals(one[i], more[i]);
            }
        }
    }

    /// The result with and without a bias, and both gradients.
    private static float[][] plainly(Convolution s, float[] x, float[] w, float[] bias, float[] g) {
        var kernels = new ScalarKernels();
        var all = new float[][] {like(g), like(g), like(x), like(w)};
        kernels.convolve(s, x, OFFSET, w, OFFSET, bias, OFFSET, all[0], OFFSET);
        kernels.convolve(s, x, OFFSET, w, OFFSET, null, 0, all[1], OFFSET);
        kernels.convolveBack(s, g, OFFSET, w, OFFSET, all[2], OFFSET);
        kernels.convolveWeights(s, x, OFFSET, g, OFFSET, all[3], OFFSET);
        return all;
    }

    private static float[][] tiled(
            ImageTiles tiles, Convolution s, float[] x, float[] w, float[] bias, float[] g) {
        var all = new float[][] {like(g), like(g), like(x), like(w)};
        tiles.convolve(s, x, OFFSET, w, OFFSET, bias, OFFSET, all[0], OFFSET);
        tiles.convolve(s, x, OFFSET, w, OFFSET, null, 0, all[1], OFFSET);
        tiles.back(s, g, OFFSET, w, OFFSET, all[2], OFFSET);
        tiles.weights(s, x, OFFSET, g, OFFSET, all[3], OFFSET);
        return all;
    }

    private static float[] like(float[] other) {
        return new float[other.length];
    }

    private static float[] numbers(int seed, int count) {
        return new Generator(seed).randn(count).toArray();
    }
}
