package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

import java.util.function.IntUnaryOperator;

/// Some channels of images, one for each lane of a vector: they come as pixels of so many lanes,
/// and go back likewise.
final class LaneImages {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    private final int all;
    private final int pixels;
    private final int count;
    private final int first;
    private final boolean near;
    private final int[] channels;
    private final int[] planes = new int[V];
    private final VectorShuffle<Float> order;
    private final VectorMask<Float> mask;

    /// @param all channels of an image
    /// @param pixels of an image
    /// @param count lanes that are meant; the others show the last one of these again
    /// @param channel of each lane
    LaneImages(int all, int pixels, int count, IntUnaryOperator channel) {
        this.all = all;
        this.pixels = pixels;
        this.count = count;
        channels = new int[V];
        var low = all;
        var high = 0;
        for (var lane = 0; lane < V; lane++) {
            channels[lane] = channel.applyAsInt(Math.min(lane, count - 1));
            planes[lane] = channels[lane] * pixels;
            low = Math.min(low, channels[lane]);
            high = Math.max(high, channels[lane]);
        }
        first = low;
        near = high - low < V;
        mask = S.indexInRange(0, Math.min(V, all - low));
        order = near ? VectorShuffle.fromOp(S, lane -> channels[lane] - first) : null;
    }

    /// Channels side by side, as many as there are.
    static LaneImages from(int first, int all, int pixels) {
        return new LaneImages(all, pixels, Math.min(V, all - first), lane -> first + lane);
    }

    /// Pixels of whole vectors from one of many images.
    ///
    /// @param places where each pixel goes
    void put(Images x, int image, float[] y, int yAt, int[] places, float[] scratch) {
        var at = x.at() + image * all * pixels;
        if (!x.channelsLast()) {
            Turning.toPixels(x.array(), at, planes, y, yAt, places, pixels, scratch);
        } else if (near) {
            put(x.array(), at + first, all, order, mask, y, yAt, places, pixels);
        } else {
            spread(x.array(), at, y, yAt, places);
        }
    }

    private static void put(
            float[] x,
            int xAt,
            int step,
            VectorShuffle<Float> order,
            VectorMask<Float> mask,
            float[] y,
            int yAt,
            int[] places,
            int n) {
        for (var j = 0; j < n; j++) {
            FloatVector.fromArray(S, x, xAt + j * step, mask)
                    .rearrange(order)
                    .intoArray(y, yAt + places[j]);
        }
    }

    private void spread(float[] x, int xAt, float[] y, int yAt, int[] places) {
        for (var j = 0; j < pixels; j++) {
            for (var lane = 0; lane < V; lane++) {
                y[yAt + places[j] + lane] = x[xAt + j * all + channels[lane]];
            }
        }
    }

    /// Pixels of whole vectors back to one of many images, where these channels lie side by side.
    ///
    /// @param places where each pixel is
    void give(float[] x, int xAt, int[] places, Images y, int image, float[] scratch) {
        var at = y.at() + image * all * pixels;
        if (y.channelsLast()) {
            give(x, xAt, places, mask, y.array(), at + first, all, pixels);
        } else if (count == V) {
            Turning.toPlanes(x, xAt, places, y.array(), at, planes, pixels, scratch);
        } else {
            for (var lane = 0; lane < count; lane++) {
                var to = at + planes[lane];
                for (var j = 0; j < pixels; j++) {
                    y.array()[to + j] = x[xAt + places[j] + lane];
                }
            }
        }
    }

    private static void give(
            float[] x,
            int xAt,
            int[] places,
            VectorMask<Float> mask,
            float[] y,
            int yAt,
            int step,
            int n) {
        for (var j = 0; j < n; j++) {
            FloatVector.fromArray(S, x, xAt + places[j]).intoArray(y, yAt + j * step, mask);
        }
    }
}
