package dev.cuaderno.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cuaderno.tensor.Generator;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/// Convolutions in groups against the plain loops, in both orders of memory, and by several threads
/// against one.
class GroupTilesTest {

    private static final int OFFSET = 3;

    // For all cases: threads keep the memory of what they did last.
    private static final List<Workers> WORKERS =
            List.of(new Workers(1), new Workers(2), new Workers(3));

    @ParameterizedTest
    @CsvSource({
        // batch, channels, height, width, filters, kernel, stride, top, left, dilation, groups
        "3, 32, 14, 15, 32, 3, 1, 1, 1, 1, 32",
        "2, 40, 9, 11, 40, 3, 2, 1, 1, 1, 40",
        "9, 16, 12, 10, 16, 5, 1, 2, 2, 1, 16",
        "2, 24, 13, 12, 24, 2, 2, 0, 0, 1, 24",
        "2, 33, 13, 17, 33, 3, 1, 2, 1, 2, 33",
        "1, 20, 13, 17, 20, 4, 3, 3, 0, 1, 20",
        "2, 16, 20, 21, 16, 1, 1, 0, 0, 1, 16",
        "2, 16, 20, 21, 16, 1, 2, 1, 1, 1, 16",
        "1, 32, 3, 3, 32, 7, 1, 3, 3, 1, 32",
        // Whole vectors of channels of enough images.
        "9, 32, 13, 12, 32, 3, 2, 1, 1, 1, 32",
        "8, 48, 11, 10, 48, 3, 1, 0, 2, 2, 48",
        "8, 16, 3, 3, 16, 7, 1, 3, 3, 1, 16",
        "10, 32, 9, 9, 32, 1, 2, 1, 1, 1, 32",
        "8, 16, 9, 12, 16, 4, 3, 3, 0, 1, 16",
        "8, 16, 1, 1, 16, 1, 2, 1, 1, 1, 16",
        "8, 16, 12, 13, 16, 3, 2, 2, 1, 2, 16",
        // Images of which a frame holds some rows only.
        "8, 64, 56, 40, 64, 3, 1, 1, 1, 1, 64",
        "8, 64, 57, 50, 64, 3, 2, 1, 1, 1, 64",
        "8, 32, 50, 70, 32, 5, 3, 0, 2, 1, 32",
        "8, 64, 40, 41, 64, 2, 3, 1, 0, 1, 64",
        // More filters than channels, and groups of several channels.
        "2, 16, 12, 13, 48, 3, 1, 1, 1, 1, 16",
        "2, 24, 12, 13, 48, 3, 2, 1, 1, 1, 12",
        "3, 48, 11, 12, 48, 3, 1, 1, 1, 1, 12",
        "2, 60, 11, 12, 20, 3, 1, 1, 1, 1, 10",
        "2, 32, 14, 14, 64, 3, 1, 1, 1, 1, 4",
        "3, 64, 9, 14, 96, 3, 2, 1, 1, 1, 2",
        "9, 34, 9, 10, 40, 3, 1, 1, 1, 2, 2",
        // Groups that are convolutions of their own.
        "9, 34, 29, 30, 40, 3, 1, 1, 1, 1, 2",
        "16, 48, 28, 28, 96, 3, 2, 1, 1, 1, 3"
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
            int dilation,
            int groups) {
        Assumptions.assumeTrue(Kernels.hasVectors());
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
                        groups);
        var x = numbers(1, batch * channels * height * width);
        var w = numbers(2, filters * channels / groups * kernel * kernel);
        var bias = numbers(3, filters);
        var g = numbers(4, batch * filters * s.outRows() * s.outColumns());
        var expected = new float[][] {like(g), like(g), like(x), like(w)};
        var plain = new ScalarKernels();
        plain.convolve(s, x, OFFSET, w, OFFSET, bias, OFFSET, expected[0], OFFSET);
        plain.convolve(s, x, OFFSET, w, OFFSET, null, 0, expected[1], OFFSET);
        plain.convolveBack(s, g, OFFSET, w, OFFSET, expected[2], OFFSET);
        plain.convolveWeights(s, x, OFFSET, g, OFFSET, expected[3], OFFSET);
        // In each of the two orders; these may sum up in different orders.
        var first = new float[2][][];
        for (var workers : WORKERS) {
            var spare = new Spare();
            ImageKernels tiles =
                    SplitGroups.suits(s)
                            ? new SplitGroups(new ImageTiles(workers), workers, spare)
                            : new GroupTiles(workers, spare);
            for (var turned = 0; turned < 2; turned++) {
                var found = tiled(tiles, s, x, w, bias, g, turned == 1);
                for (var i = 0; i < found.length; i++) {
                    assertArrayEquals(expected[i], found[i], i == 3 ? 1e-2f : 1e-3f);
                    if (first[turned] != null) {
                        assertArrayEquals(first[turned][i], found[i]);
                    }
                }
                first[turned] = found;
            }
        }
    }

    /// The result with and without a bias, and both gradients.
    private static float[][] tiled(
            ImageKernels tiles,
            Convolution s,
            float[] x,
            float[] w,
            float[] bias,
            float[] g,
            boolean turned) {
        var in = s.height() * s.width();
        var out = s.outRows() * s.outColumns();
        var image = new Images(turned ? turned(x, s.channels(), in) : x, OFFSET, turned);
        var gradient = new Images(turned ? turned(g, s.filters(), out) : g, OFFSET, turned);
        var weights = new Span(w, OFFSET);
        var all = new float[][] {like(g), like(g), like(x), like(w)};
        tiles.convolve(
                s, image, weights, new Span(bias, OFFSET), new Images(all[0], OFFSET, turned));
        tiles.convolve(s, image, weights, null, new Images(all[1], OFFSET, turned));
        tiles.back(s, gradient, weights, new Images(all[2], OFFSET, turned));
        tiles.weights(s, image, gradient, new Span(all[3], OFFSET));
        for (var i = 0; turned && i < 3; i++) {
            all[i] = i < 2 ? turned(all[i], out, s.filters()) : turned(all[i], in, s.channels());
        }
        assertEquals(0, all[0][0] + all[1][0] + all[2][0] + all[3][0], "in front");
        return all;
    }

    /// `[batch, rows, columns]` as `[batch, columns, rows]`.
    private static float[] turned(float[] x, int rows, int columns) {
        var y = like(x);
        for (var at = OFFSET; at < x.length; at += rows * columns) {
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
        var numbers = new float[OFFSET + count];
        System.arraycopy(new Generator(seed).randn(count).toArray(), 0, numbers, OFFSET, count);
        return numbers;
    }
}
