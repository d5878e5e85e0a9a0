package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Images between their two orders in memory: planes, one per channel, as tensors have them, and
/// pixels whose channels lie side by side, as the loops of convolutions want them.
final class ChannelsLast {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    private ChannelsLast() {}

    /// Where an image goes among zeros.
    ///
    /// @param rows of the whole
    /// @param columns of the whole
    /// @param channels from one pixel to the next
    /// @param top where the image's first row goes; above the whole if negative
    /// @param left where its first column goes
    /// @param stepRows rows of the whole from one of the image to the next
    /// @param stepColumns columns likewise
    record Frame(
            int rows, int columns, int channels, int top, int left, int stepRows, int stepColumns) {

        /// Room for vectors that begin in the last pixel.
        private static final int SPARE = 64;

        /// Numbers of the whole.
        int size() {
            return rows * columns * channels + SPARE;
        }

        int row() {
            return columns * channels;
        }

        /// Where the image begins.
        int inside() {
            return top * row() + left * channels;
        }

        /// Puts an image of `planes` channels into the whole; what would lie outside is left out.
        void put(float[] x, int xAt, int planes, int height, int width, Span to) {
            var first = left >= 0 ? 0 : Math.ceilDiv(-left, stepColumns);
            var end = Math.min(width, Math.floorDiv(columns - 1 - left, stepColumns) + 1);
            var step = stepColumns * channels;
            var lanes = lanes(height * width);
            for (var row = 0; row < height; row++) {
                var line = top + row * stepRows;
                if (line < 0 || line >= rows) {
                    continue;
                }
                var pixel = to.at() + (line * columns + left + first * stepColumns) * channels;
                var from = xAt + row * width + first;
                var plane = 0;
                if (BY_VECTOR) {
                    for (; plane <= planes - V; plane += V) {
                        var at = from + plane * height * width;
                        collect(x, at, lanes, to.array(), pixel + plane, step, end - first);
                    }
                }
                for (; plane < planes; plane++) {
                    var at = from + plane * height * width;
                    spread(x, at, to.array(), pixel + plane, step, end - first);
                }
            }
        }
    }

    /// Whether vectors whose lanes lie apart are quicker than one number after the other.
    private static final boolean BY_VECTOR = V >= 16;

    /// Where the lanes of a vector go with a step.
    private static int[] lanes(int step) {
        var lanes = new int[V];
        for (var i = 0; i < V; i++) {
            lanes[i] = i * step;
        }
        return lanes;
    }

    /// `y[i·step] = x[i]`
    private static void spread(float[] x, int xAt, float[] y, int yAt, int step, int n) {
        for (var i = 0; i < n; i++) {
            y[yAt + i * step] = x[xAt + i];
        }
    }

    /// `y[i·step + lane] = x[i + lane·plane]`: whole vectors of channels.
    private static void collect(
            float[] x, int xAt, int[] planes, float[] y, int yAt, int step, int n) {
        for (var i = 0; i < n; i++) {
            FloatVector.fromArray(S, x, xAt + i, planes, 0).intoArray(y, yAt + i * step);
        }
    }

    /// `y[i] = x[i·step] + more`
    private static void gather(
            float[] x, int xAt, int step, int[] lanes, float more, float[] y, int yAt, int n) {
        var i = 0;
        if (BY_VECTOR) {
            for (; i <= n - V; i += V) {
                FloatVector.fromArray(S, x, xAt + i * step, lanes, 0)
                        .add(more)
                        .intoArray(y, yAt + i);
            }
        }
        for (; i < n; i++) {
            y[yAt + i] = x[xAt + i * step] + more;
        }
    }

    /// Pixels to planes, with a number added to each plane.
    ///
    /// @param channels from one pixel to the next
    /// @param bias a number for each plane, or `null`
    static void planes(
            float[] z,
            int zAt,
            int channels,
            int planes,
            int pixels,
            float[] bias,
            int biasAt,
            float[] y,
            int yAt) {
        var lanes = lanes(channels);
        for (var pixel = 0; pixel < pixels; pixel += V) {
            var n = Math.min(V, pixels - pixel);
            for (var plane = 0; plane < planes; plane++) {
                var more = bias == null ? 0f : bias[biasAt + plane];
                var from = zAt + pixel * channels + plane;
                var to = yAt + plane * pixels + pixel;
                gather(z, from, channels, lanes, more, y, to, n);
            }
        }
    }
}
