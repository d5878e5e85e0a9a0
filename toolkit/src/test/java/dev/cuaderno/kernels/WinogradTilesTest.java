package dev.cuaderno.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import java.util.Random;

/// Convolutions by Winograd's way against the sums they stand for, over random sizes.
class WinogradTilesTest {

    private static final int V = Lanes.COUNT;

    /// Numbers of a result that are computed again.
    private static final int LOOKS = 400;

    private final Random random = new Random();
    private int images;
    private WinogradSizes sizes;
    private WinogradTiles tiles;
    private float[][] x;
    private float[][] g;
    private float[] w;
    private Span scratch;
    private Span own;

    @RepeatedTest(40)
    void forwardIsTheSumOverTheKernel(RepetitionInfo repetition) {
        draw(repetition.getCurrentRepetition());
        var kernel = new Span(new float[tiles.kernelSize()], 0);
        tiles.kernel(w, sizes.filters(), sizes.channels(), false, kernel);
        var y = new float[images][sizes.outRows() * sizes.outColumns() * sizes.filters()];
        for (var band = 0; band < tiles.bands(); band++) {
            take(band);
            for (var value = 0; value < WinogradTiles.VALUES; value++) {
                tiles.multiply(value, tiles.pieces(images, band), kernel, scratch);
            }
            for (var image = 0; image < images; image++) {
                for (var row = 0; row < tiles.rows(band); row++) {
                    tiles.give(y[image], 0, image, band, row, scratch, own);
                }
            }
        }
        for (var look = 0; look < LOOKS; look++) {
            var image = random.nextInt(images);
            var row = random.nextInt(sizes.outRows());
            var column = random.nextInt(sizes.outColumns());
            var filter = random.nextInt(sizes.filters());
            var sum = 0.0;
            for (var c = 0; c < sizes.channels(); c++) {
                for (var i = 0; i < sizes.kernel(); i++) {
                    for (var j = 0; j < sizes.kernel(); j++) {
                        sum += x(image, row + i, column + j, c) * w(filter, c, i, j);
                    }
                }
            }
            assertEquals(sum, y[image][at(row, column, filter)], 1e-4);
        }
    }

    @RepeatedTest(40)
    void gradientsAreTheSumsThatACellAndAWeightWentInto(RepetitionInfo repetition) {
        draw(repetition.getCurrentRepetition());
        var turned = new Span(new float[tiles.kernelSize()], 0);
        tiles.kernel(w, sizes.filters(), sizes.channels(), true, turned);
        var du = new Span(new float[tiles.gradientSize()], 0);
        var dx = new float[images][sizes.rows() * sizes.columns() * sizes.channels()];
        for (var band = 0; band < tiles.bands(); band++) {
            take(band);
            for (var image = 0; image < images; image++) {
                for (var row = 0; row < tiles.rows(band); row++) {
                    tiles.takeBack(new Span(g[image], 0), image, band, row, scratch, own);
                }
            }
            for (var value = 0; value < WinogradTiles.VALUES; value++) {
                var pieces = tiles.pieces(images, band);
                tiles.multiplyWeights(value, pieces, scratch, du);
                tiles.multiplyBack(value, pieces, turned, scratch);
            }
            for (var image = 0; image < images; image++) {
                for (var row = 0; row < tiles.rows(band); row++) {
                    tiles.giveBack(dx[image], 0, image, band, row, scratch, own);
                }
            }
        }
        var dw = new Span(new float[tiles.layout().size()], 0);
        tiles.kernelBack(du, dw, own);
        for (var look = 0; look < LOOKS; look++) {
            cell(dx);
            weight(dw.array());
        }
    }

    private void cell(float[][] dx) {
        var image = random.nextInt(images);
        var row = random.nextInt(sizes.rows());
        var column = random.nextInt(sizes.columns());
        var c = random.nextInt(sizes.channels());
        var sum = 0.0;
        for (var i = 0; i < sizes.kernel(); i++) {
            for (var j = 0; j < sizes.kernel(); j++) {
                for (var filter = 0; filter < sizes.filters(); filter++) {
                    sum +=
                            g(image, row + sizes.top() - i, column + sizes.left() - j, filter)
                                    * w(filter, c, i, j);
                }
            }
        }
        var at = (row * sizes.columns() + column) * sizes.channels() + c;
        assertEquals(sum, dx[image][at], 1e-4);
    }

    private void weight(float[] dw) {
        var filter = random.nextInt(sizes.filters());
        var c = random.nextInt(sizes.channels());
        var i = random.nextInt(sizes.kernel());
        var j = random.nextInt(sizes.kernel());
        var sum = 0.0;
        for (var image = 0; image < images; image++) {
            for (var row = 0; row < sizes.outRows(); row++) {
                for (var column = 0; column < sizes.outColumns(); column++) {
                    sum += x(image, row + i, column + j, c) * g(image, row, column, filter);
                }
            }
        }
        assertEquals(sum, dw[tiles.layout().at(filter, c, i, j)], 2e-4);
    }

    @Test
    void largeImagesFallIntoBandsAndSmallOnesAreTreatedTogether() {
        var large = new WinogradSizes(3, 4 * V, 4 * V, 80, 80, 1, 1, 80, 80);
        var small = new WinogradSizes(3, V, V, 8, 8, 1, 1, 8, 8);
        assertTrue(new WinogradTiles(large, 3, false).bands() > 1);
        assertEquals(3, new WinogradTiles(small, 3, false).images());
        assertEquals(1, new WinogradTiles(small, 3, false).bands());
    }

    @Test
    void itPaysForManyChannelsAndNotForFewOrForSinglePieces() {
        assertTrue(new WinogradSizes(3, 64, 64, 14, 14, 1, 1, 14, 14).pays(8, true));
        assertTrue(new WinogradSizes(5, 32, 64, 12, 12, 0, 0, 8, 8).pays(8, true));
        assertFalse(new WinogradSizes(3, 3, 64, 14, 14, 1, 1, 14, 14).pays(8, true));
        assertFalse(new WinogradSizes(3, 64, 64, 3, 3, 0, 0, 1, 1).pays(8, true));
        assertFalse(new WinogradSizes(1, 64, 64, 9, 9, 0, 0, 9, 9).pays(8, true));
        // Each thread would have a gradient of 9 million values besides.
        var deep = new WinogradSizes(3, 512, 512, 28, 28, 1, 1, 28, 28);
        assertTrue(deep.pays(1, false));
        assertFalse(deep.pays(1, true));
        // The values of a large kernel would be fetched for a few pieces only.
        assertFalse(new WinogradSizes(3, 512, 512, 7, 7, 1, 1, 7, 7).pays(1, false));
    }

    private void take(int band) {
        for (var image = 0; image < images; image++) {
            for (var row = 0; row < tiles.rows(band); row++) {
                tiles.take(new Span(x[image], 0), image, band, row, scratch, own);
            }
        }
    }

    private float x(int image, int row, int column, int channel) {
        return x[image][(row * sizes.frameColumns() + column) * sizes.channels() + channel];
    }

    private float g(int image, int row, int column, int filter) {
        var inside =
                row >= 0 && row < sizes.outRows() && column >= 0 && column < sizes.outColumns();
        var at = (row * sizes.gradientColumns() + column) * sizes.filters() + filter;
        return inside ? g[image][at] : 0f;
    }

    private float w(int filter, int channel, int row, int column) {
        var k = sizes.kernel();
        return w[((filter * sizes.channels() + channel) * k + row) * k + column];
    }

    private int at(int row, int column, int filter) {
        return (row * sizes.outColumns() + column) * sizes.filters() + filter;
    }

    /// Random sizes and numbers; some images fall into bands, and some sums into parts.
    private void draw(int seed) {
        random.setSeed(seed);
        var kernel = random.nextBoolean() ? 3 : 5;
        var isDeep = seed % 8 == 0;
        var isLarge = seed % 8 == 1;
        var channels = V * (isDeep ? 1 + 128 / V : 1 + random.nextInt(3));
        var filters = V * (isDeep ? 2 + 128 / V : 1 + random.nextInt(5));
        var top = random.nextInt(kernel);
        var left = random.nextInt(kernel);
        var rows = kernel + (isLarge ? 60 : random.nextInt(14));
        var columns = kernel + (isLarge ? 57 : random.nextInt(14));
        sizes =
                new WinogradSizes(
                        kernel,
                        channels,
                        filters,
                        rows,
                        columns,
                        top,
                        left,
                        rows + top + random.nextInt(kernel) - kernel + 1,
                        columns + left + random.nextInt(kernel) - kernel + 1);
        tiles = shared(random.nextBoolean());
        tiles.prepareBack(true);
        images = tiles.images();
        x = new float[images][sizes.frameRows() * sizes.frameColumns() * channels];
        g = new float[images][sizes.gradientRows() * sizes.gradientColumns() * filters];
        for (var image = 0; image < images; image++) {
            fill(x[image], rows, columns, channels, top, left, sizes.frameColumns());
            var wide = sizes.gradientColumns();
            fill(g[image], sizes.outRows(), sizes.outColumns(), filters, 0, 0, wide);
        }
        w = new float[filters * channels * kernel * kernel];
        for (var i = 0; i < w.length; i++) {
            w[i] = (random.nextFloat() - 0.5f) / kernel;
        }
        scratch = new Span(new float[tiles.scratch()], 0);
        own = new Span(new float[WinogradTiles.own()], 0);
    }

    /// In bands, though the image is small, or as many images together as asked for.
    private WinogradTiles shared(boolean bands) {
        return new WinogradTiles(sizes, bands ? 1 : 1 + random.nextInt(3), bands);
    }

    private void fill(
            float[] to, int rows, int columns, int channels, int top, int left, int wide) {
        for (var row = 0; row < rows; row++) {
            for (var column = 0; column < columns; column++) {
                for (var c = 0; c < channels; c++) {
                    to[((row + top) * wide + column + left) * channels + c] =
                            random.nextFloat() - 0.5f;
                }
            }
        }
    }
}
