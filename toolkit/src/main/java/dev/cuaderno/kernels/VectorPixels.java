package dev.cuaderno.kernels;

import dev.cuaderno.kernels.PixelPasses.Coefficients;

import java.util.function.IntConsumer;

/// The loops of a normalisation where planes are of one pixel, and so the channels of a pixel lie
/// side by side: by vectors of channels, and with threads.
final class VectorPixels implements PlaneKernels {

    /// Groups of pixels whose sums are computed apart, for a sum in a fixed order.
    private static final int MOST_GROUPS = 8;

    /// Numbers that one thread treats at a time: little enough for the nearest caches, since every
    /// vector of channels passes over them by itself.
    private static final int PIECE = 1 << 12;

    /// Numbers from which on threads are asked.
    private static final int MANY = 1 << 16;

    private final Workers workers;

    VectorPixels(Workers workers) {
        this.workers = workers;
    }

    @Override
    public void moments(
            Sizes s, float[] x, int xAt, float[] centre, double[] sums, double[] squares) {
        sums(
                s,
                sums,
                squares,
                (at, n, first, second) ->
                        PixelPasses.moments(x, xAt + at, centre, n, first, second));
    }

    @Override
    public void products(
            Sizes s,
            float[] g,
            int gAt,
            Relu relu,
            float[] x,
            int xAt,
            float[] centre,
            double[] sums,
            double[] products) {
        if (relu == null) {
            sums(
                    s,
                    sums,
                    products,
                    (at, n, first, second) ->
                            PixelPasses.products(
                                    g, gAt + at, x, xAt + at, centre, n, first, second));
            return;
        }
        var open = new Coefficients(centre, relu.a(), relu.b(), null);
        sums(
                s,
                sums,
                products,
                (at, n, first, second) ->
                        GatedPixels.products(g, gAt + at, x, xAt + at, open, n, first, second));
    }

    @Override
    public void scale(
            Sizes s,
            float[] x,
            int xAt,
            float[] centre,
            float[] a,
            float[] b,
            float least,
            float[] y,
            int yAt) {
        var by = new Coefficients(centre, a, b, null);
        over(s, (at, n) -> PixelPasses.scale(x, xAt + at, by, least, y, yAt + at, n));
    }

    @Override
    public void mix(
            Sizes s,
            float[] g,
            int gAt,
            Relu relu,
            float[] x,
            int xAt,
            float[] centre,
            float[] a,
            float[] b,
            float[] c,
            float[] y,
            int yAt) {
        var by = new Coefficients(centre, a, b, c);
        if (relu == null) {
            over(s, (at, n) -> PixelPasses.mix(g, gAt + at, x, xAt + at, by, y, yAt + at, n));
            return;
        }
        var open = new Coefficients(centre, relu.a(), relu.b(), null);
        over(s, (at, n) -> GatedPixels.mix(g, gAt + at, x, xAt + at, open, by, y, yAt + at, n));
    }

    /// Adds two sums of every channel over some pixels.
    @FunctionalInterface
    private interface Block {
        void add(int at, int pixels, double[] first, double[] second);
    }

    private void sums(Sizes s, double[] first, double[] second, Block block) {
        var channels = s.channels();
        var groups = Math.min(s.batch(), MOST_GROUPS);
        var partial = new double[groups][2][channels];
        run(
                s,
                groups,
                group -> {
                    var from = (int) ((long) s.batch() * group / groups);
                    var end = (int) ((long) s.batch() * (group + 1) / groups);
                    block.add(from * channels, end - from, partial[group][0], partial[group][1]);
                });
        for (var channel = 0; channel < channels; channel++) {
            first[channel] = 0;
            second[channel] = 0;
            for (var group = 0; group < groups; group++) {
                first[channel] += partial[group][0][channel];
                second[channel] += partial[group][1][channel];
            }
        }
    }

    @FunctionalInterface
    private interface Pixels {
        void treat(int at, int count);
    }

    private void over(Sizes s, Pixels pixels) {
        var share = Math.max(1, PIECE / s.channels());
        var pieces = Math.ceilDiv(s.batch(), share);
        run(
                s,
                pieces,
                piece -> {
                    // From the end, which the sums before have just read.
                    var first = (pieces - 1 - piece) * share;
                    pixels.treat(first * s.channels(), Math.min(share, s.batch() - first));
                });
    }

    private void run(Sizes s, int pieces, IntConsumer task) {
        if (s.count() * s.channels() < MANY) {
            for (var piece = 0; piece < pieces; piece++) {
                task.accept(piece);
            }
        } else {
            workers.run(pieces, (piece, _) -> task.accept(piece));
        }
    }
}
