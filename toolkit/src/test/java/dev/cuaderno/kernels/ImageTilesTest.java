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
        "8, 48, 20, 20, 100, 1, 1, 2, 1, 1",
        // So few images that threads share the pixels of each.
        "1, 16, 32, 32, 16, 3, 1, 1, 1, 1",
        "3, 20, 30, 34, 33, 3, 2, 1, 1, 1",
        "2, 3, 35, 31, 24, 11, 4, 0, 0, 1",
        // So many weights that their gradients are those of some images together.
        "21, 128, 9, 11, 112, 3, 2, 1, 1, 1",
        "19, 256, 8, 7, 400, 1, 1, 0, 0, 1",
        // By Winograd's way: together, in bands, without a border, with a remainder.
        "19, 32, 14, 14, 64, 3, 1, 1, 1, 1",
        "9, 32, 60, 50, 48, 3, 1, 1, 1, 1",
        "21, 32, 12, 12, 64, 5, 1, 0, 0, 1",
        "8, 64, 30, 31, 32, 5, 1, 2, 1, 1"
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
            var tiles = new ImageTiles(new Workers(threads));
            var more = tiled(tiles, s, x, w, bias, g);
            var turned = byPixels(tiles, s, x, w, bias, g);
            for (var i = 0; i < 4; i++) {
                assertArrayEquals(one[i], more[i]);
                assertArrayEquals(one[i], turned[i]);
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
        var image = Images.planes(x, OFFSET);
        var gradient = Images.planes(g, OFFSET);
        var weights = new Span(w, OFFSET);
        tiles.convolve(s, image, weights, new Span(bias, OFFSET), Images.planes(all[0], OFFSET));
        tiles.convolve(s, image, weights, null, Images.planes(all[1], OFFSET));
        tiles.back(s, gradient, weights, Images.planes(all[2], OFFSET));
        tiles.weights(s, image, gradient, new Span(all[3], OFFSET));
        return all;
    }

    /// The same with the channels of a pixel side by side on the way.
    private static float[][] byPixels(
            ImageTiles tiles, Convolution s, float[] x, float[] w, float[] bias, float[] g) {
        var in = s.height() * s.width();
        var out = s.outRows() * s.outColumns();
        var image = new Images(turned(x, s.batch(), s.channels(), in), OFFSET, true);
        var gradient = new Images(turned(g, s.batch(), s.filters(), out), OFFSET, true);
        var weights = new Span(w, OFFSET);
        var y = new float[][] {like(g), like(g), like(x), like(w)};
        var biased = new Images(y[0], OFFSET, true);
        tiles.convolve(s, image, weights, new Span(bias, OFFSET), biased);
        tiles.convolve(s, image, weights, null, new Images(y[1], OFFSET, true));
        tiles.back(s, gradient, weights, new Images(y[2], OFFSET, true));
        tiles.weights(s, image, gradient, new Span(y[3], OFFSET));
        return new float[][] {
            turned(y[0], s.batch(), out, s.filters()),
            turned(y[1], s.batch(), out, s.filters()),
            turned(y[2], s.batch(), in, s.channels()),
            y[3]
        };
    }

    /// `[batch, rows, columns]` as `[batch, columns, rows]`.
    private static float[] turned(float[] x, int batch, int rows, int columns) {
        var y = like(x);
        for (var image = 0; image < batch; image++) {
            var at = OFFSET + image * rows * columns;
            for (var i = 0; i < rows; i++) {
                for (var j = 0; j < columns; j++) {
                    y[at + j * rows + i] = x[at + i * columns + j];
                }
            }
        }
        return y;
    }

    private static float[] like(float[] other) {
        return new float[other.length];
    }

    private static float[] numbers(int seed, int count) {
        return new Generator(seed).randn(count).toArray();
    }
}
