package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import java.util.Arrays;

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

        /// Puts one of many images of `planes` channels into the whole; what would lie outside is
        /// left out.
        void put(Images x, int image, int planes, int height, int width, Span to) {
            var at = x.at() + image * planes * height * width;
            var first = left >= 0 ? 0 : Math.ceilDiv(-left, stepColumns);
            var end = Math.min(width, Math.floorDiv(columns - 1 - left, stepColumns) + 1);
            var step = stepColumns * channels;
            var lanes = lanes(height * width);
            var places = Turning.steps(x.channelsLast() ? 0 : Math.max(0, end - first), step);
            var scratch = new float[x.channelsLast() ? 0 : Turning.ROOM];
            for (var row = 0; row < height; row++) {
                var line = top + row * stepRows;
                if (line < 0 || line >= rows) {
                    continue;
                }
                var pixel = to.at() + (line * columns + left + first * stepColumns) * channels;
                var from = row * width + first;
                if (x.channelsLast()) {
                    var y = to.array();
                    copy(
                            x.array(),
                            at + from * planes,
                            planes,
                            planes,
                            y,
                            pixel,
                            step,
                            end - first);
                } else {
                    putRow(x.array(), at + from, planes, lanes, to.array(), pixel, places, scratch);
                }
            }
        }

        /// Puts some rows of the whole where `to` begins, of one of many images whose channels lie
        /// side by side as in the whole, and whose rows and columns follow each other there. Zeros
        /// beside the image stay as they are.
        void putRows(Images x, int image, int height, int width, int from, int end, Span to) {
            var first = Math.max(0, -left);
            var n = Math.min(width, columns - left) - first;
            for (var line = from; line < end; line++) {
                var row = line - top;
                var at = to.at() + ((line - from) * columns + left + first) * channels;
                if (n > 0 && row >= 0 && row < height) {
                    var pixel = (image * height + row) * width + first;
                    System.arraycopy(
                            x.array(), x.at() + pixel * channels, to.array(), at, n * channels);
                } else if (n > 0) {
                    Arrays.fill(to.array(), at, at + n * channels, 0f);
                }
            }
        }

        /// A row of pixels from planes whose numbers lie `lanes[1]` apart.
        private static void putRow(
                float[] x,
                int xAt,
                int planes,
                int[] lanes,
                float[] y,
                int yAt,
                int[] places,
                float[] scratch) {
            var n = places.length;
            var plane = 0;
            for (; plane <= planes - V; plane += V) {
                var from = xAt + plane * lanes[1];
                Turning.toPixels(x, from, lanes, y, yAt + plane, places, n, scratch);
            }
            for (; plane < planes; plane++) {
                spread(x, xAt + plane * lanes[1], y, yAt + plane, places);
            }
        }
    }

    /// Pixels whose channels lie side by side, from some distance to another.
    ///
    /// @param n how many pixels
    private static void copy(
            float[] x, int xAt, int xStep, int channels, float[] y, int yAt, int yStep, int n) {
        if (xStep == channels && yStep == channels) {
            System.arraycopy(x, xAt, y, yAt, n * channels);
            return;
        }
        for (var i = 0; i < n; i++) {
            System.arraycopy(x, xAt + i * xStep, y, yAt + i * yStep, channels);
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

    /// `y[places[i]] = x[i]`
    private static void spread(float[] x, int xAt, float[] y, int yAt, int[] places) {
        for (var i = 0; i < places.length; i++) {
            y[yAt + places[i]] = x[xAt + i];
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

    /// Pixels to one of many images of `planes` channels, with a number added to each channel.
    ///
    /// @param z the pixels, which may be where the image is already
    /// @param channels from one pixel to the next
    /// @param bias a number for each channel, or `null`
    static void give(Span z, int channels, int planes, int pixels, Span bias, Images y, int image) {
        var to = y.at() + image * planes * pixels;
        if (!y.channelsLast()) {
            planes(z, channels, planes, pixels, bias, y.array(), to);
            return;
        }
        if (z.array() != y.array()) {
            copy(z.array(), z.at(), channels, planes, y.array(), to, planes, pixels);
        }
        if (bias != null) {
            for (var pixel = 0; pixel < pixels; pixel++) {
                Passes.add(bias.array(), bias.at(), y.array(), to + pixel * planes, planes);
            }
        }
    }

    private static void planes(
            Span z, int channels, int planes, int pixels, Span bias, float[] y, int yAt) {
        var lanes = lanes(channels);
        for (var pixel = 0; pixel < pixels; pixel += V) {
            var n = Math.min(V, pixels - pixel);
            for (var plane = 0; plane < planes; plane++) {
                var more = bias == null ? 0f : bias.array()[bias.at() + plane];
                var from = z.at() + pixel * channels + plane;
                var to = yAt + plane * pixels + pixel;
                gather(z.array(), from, channels, lanes, more, y, to, n);
            }
        }
    }
}
