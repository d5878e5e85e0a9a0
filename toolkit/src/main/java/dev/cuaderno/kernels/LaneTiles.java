package dev.cuaderno.kernels;

import dev.cuaderno.kernels.LaneLoops.Grid;
import dev.cuaderno.kernels.LaneLoops.Windows;

/// A convolution of one image by a kernel of its own for every channel ("depthwise"). Channels lie
/// side by side, in vectors whose lanes each have their own weights; so does the way back to the
/// image, for each remainder of the step.
public final class LaneTiles {

    private static final int V = Lanes.COUNT;

    /// Numbers of images that stay in the second cache while all channels have their turn.
    private static final int NEAR = 1 << 15;

    /// Where the sums begin.
    private static final float[] ZEROS = new float[V];

    private final Sizes sizes;
    private final Windows windows;
    private final int together;

    /// @param taps where the cells of a window lie, from its first one
    /// @param channels a multiple of [Lanes#COUNT]
    /// @param xRow from one row of windows to the next
    /// @param xStep from one window of a row to the next
    /// @param rows how many rows of windows
    /// @param columns how many windows in a row
    /// @param yRow from one row of results to the next
    /// @param yStep from one result of a row to the next
    // The numbers are meant, nobody changes them.
    @SuppressWarnings("ArrayRecordComponent")
    public record Sizes(
            int[] taps,
            int channels,
            int xRow,
            int xStep,
            int rows,
            int columns,
            int yRow,
            int yStep) {

        /// How many numbers the weights take.
        public int weights() {
            return channels * taps.length;
        }

        /// Where the weight of a channel for a tap lies: a vector for every tap of some channels.
        public int at(int channel, int tap) {
            return (channel / V * taps.length + tap) * V + channel % V;
        }
    }

    public LaneTiles(Sizes sizes) {
        this.sizes = sizes;
        this.windows = new Windows(sizes.taps, sizes.columns, sizes.xRow, sizes.xStep);
        this.together = Math.max(1, NEAR / Math.max(sizes.xRow, sizes.yRow));
    }

    /// Where the cells of a window lie in a frame.
    ///
    /// @param down from one row of cells to the next
    /// @param across from one cell of a row to the next
    public static int[] taps(int rows, int columns, int down, int across) {
        var taps = new int[rows * columns];
        for (var i = 0; i < taps.length; i++) {
            taps[i] = i / columns * down + i % columns * across;
        }
        return taps;
    }

    Sizes sizes() {
        return sizes;
    }

    /// How many rows of results there are.
    public int rows() {
        return sizes.rows;
    }

    /// How many numbers the results of an image take.
    int results() {
        return sizes.rows * sizes.yRow;
    }

    /// The results of an image.
    public void run(float[] x, int xAt, float[] w, int wAt, float[] y, int yAt) {
        run(0, sizes.rows, x, xAt, w, wAt, y, yAt);
    }

    /// The same for some rows.
    ///
    /// @param xAt the first window of the image
    /// @param yAt the first result of the image
    public void run(int from, int end, float[] x, int xAt, float[] w, int wAt, float[] y, int yAt) {
        run(from, end, x, xAt, w, wAt, null, y, yAt);
    }

    /// The same with a number for every channel that sums begin with, or `null`.
    void run(
            int from,
            int end,
            float[] x,
            int xAt,
            float[] w,
            int wAt,
            float[] start,
            float[] y,
            int yAt) {
        for (var i = from; i < end; i += together) {
            for (var j = 0; j < sizes.channels; j += V) {
                LaneLoops.sums(
                        windows,
                        Math.min(together, end - i),
                        x,
                        xAt + i * sizes.xRow + j,
                        w,
                        wAt + j * sizes.taps.length,
                        new Grid(start == null ? ZEROS : start, start == null ? 0 : j, 0, 0),
                        new Grid(y, yAt + i * sizes.yRow + j, sizes.yRow, sizes.yStep));
            }
        }
    }

    /// Adds to `w` the gradients of the weights.
    ///
    /// @param g the gradients of the results
    /// @param gRow from one row of them to the next; pixels lie side by side
    public void weights(float[] x, int xAt, float[] g, int gAt, int gRow, float[] w, int wAt) {
        weights(0, sizes.rows, x, xAt, g, gAt, gRow, w, wAt);
    }

    /// The same for some rows, of gradients that lie as the results do.
    ///
    /// @param xAt the first window of the image
    /// @param gAt the first gradient of the image
    void weights(int from, int end, float[] x, int xAt, float[] g, int gAt, float[] w) {
        weights(from, end, x, xAt, g, gAt, sizes.yRow, w, 0);
    }

    private void weights(
            int from,
            int end,
            float[] x,
            int xAt,
            float[] g,
            int gAt,
            int gRow,
            float[] w,
            int wAt) {
        for (var i = from; i < end; i += together) {
            for (var j = 0; j < sizes.channels; j += V) {
                LaneWeights.add(
                        windows,
                        Math.min(together, end - i),
                        x,
                        xAt + i * sizes.xRow + j,
                        new Grid(g, gAt + i * gRow + j, gRow, sizes.channels),
                        w,
                        wAt + j * sizes.taps.length);
            }
        }
    }

    /// Has a row of vectors compiled ahead, forward and for the weights: for whoever keeps it.
    public LaneTiles warm() {
        var count = sizes.taps.length;
        var last = sizes.taps[count - 1];
        var x = new float[Math.max(0, last) + sizes.columns * sizes.xStep + V];
        var w = new float[count * V];
        var y = new float[sizes.columns * Math.max(sizes.yStep, sizes.channels) + V];
        var start = new Grid(ZEROS, 0, 0, 0);
        var results = new Grid(y, 0, 0, sizes.yStep);
        var gradients = new Grid(y, 0, 0, sizes.channels);
        var operations = count * sizes.columns;
        TileLoops.also(
                "lanes " + count + " " + sizes.columns,
                operations,
                () -> LaneLoops.sums(windows, 1, x, 0, w, 0, start, results));
        TileLoops.also(
                "lane weights " + count + " " + sizes.columns,
                operations,
                () -> LaneWeights.add(windows, 1, x, 0, gradients, w, 0));
        return this;
    }
}
