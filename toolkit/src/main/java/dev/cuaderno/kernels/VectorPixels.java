package dev.cuaderno.kernels;

import dev.cuaderno.kernels.PixelPasses.Coefficients;

import java.util.Arrays;
import java.util.function.IntConsumer;

/// The loops of a normalisation where planes are of one pixel, and so the channels of a pixel lie
/// side by side: by vectors of channels, and with threads.
final class VectorPixels implements PlaneKernels {

    /// Groups of pixels whose sums are computed apart, for a sum in a fixed order.
    private static final int MOST_GROUPS = 8;

    /// Numbers that one thread treats at a time: a long run, since what is fetched ahead behind its
    /// end is fetched in vain.
    private static final int PIECE = 1 << 15;

    /// Numbers from which on threads are asked.
    private static final int MANY = 1 << 16;

    private final Workers workers;

    VectorPixels(Workers workers) {
        this.workers = workers;
    }

    @Override
    public void moments(
            Sizes s, float[] x, int xAt, float[] centre, double[] sums, double[] squares) {
        var many = many(s, PixelPasses.FOUR);
        var all = repeated(centre, many);
        sums(
                s,
                many,
                sums,
                squares,
                (at, n, first, second) -> PixelSums.moments(x, xAt + at, all, n, first, second));
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
        var many = many(s, PixelPasses.FOUR);
        var open = open(s, relu, many);
        var all = repeated(centre, many);
        sums(
                s,
                many,
                sums,
                products,
                (at, n, first, second) ->
                        PixelSums.products(g, gAt + at, open, x, xAt + at, all, n, first, second));
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
        var many = many(s, PixelPasses.FOUR);
        var by =
                new Coefficients(
                        repeated(centre, many), repeated(a, many), repeated(b, many), null);
        over(s, many, (at, n) -> PixelPasses.scale(x, xAt + at, by, least, y, yAt + at, n));
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
        var many = many(s, PixelPasses.TWO);
        var open = open(s, relu, many);
        var by =
                new Coefficients(
                        repeated(centre, many),
                        repeated(a, many),
                        repeated(b, many),
                        repeated(c, many));
        over(
                s,
                many,
                (at, n) -> PixelPasses.mix(g, gAt + at, open, x, xAt + at, by, y, yAt + at, n));
    }

    /// How many pixels of few channels are taken as one of many.
    ///
    /// @param numbers that all of them should have together
    private static int many(Sizes s, int numbers) {
        var fit = numbers / s.channels();
        return fit > 0 && fit * s.channels() == numbers && s.batch() % fit == 0 ? fit : 1;
    }

    private static float[] repeated(float[] numbers, int many) {
        if (many == 1) {
            return numbers;
        }
        var repeated = new float[many * numbers.length];
        for (var i = 0; i < many; i++) {
            System.arraycopy(numbers, 0, repeated, i * numbers.length, numbers.length);
        }
        return repeated;
    }

    /// A relu for so many pixels at a time; one that is always open if there is none.
    private static Relu open(Sizes s, Relu relu, int many) {
        if (relu != null) {
            return new Relu(repeated(relu.a(), many), repeated(relu.b(), many));
        }
        var ones = new float[many * s.channels()];
        Arrays.fill(ones, 1);
        return new Relu(new float[ones.length], ones);
    }

    /// Adds two sums of every channel over some pixels.
    @FunctionalInterface
    private interface Block {
        void add(int at, int pixels, double[] first, double[] second);
    }

    private void sums(Sizes s, int many, double[] first, double[] second, Block block) {
        var channels = s.channels() * many;
        var pixels = s.batch() / many;
        var groups = Math.min(pixels, MOST_GROUPS);
        var partial = new double[groups][2][channels];
        run(
                s,
                groups,
                group -> {
                    var from = (int) ((long) pixels * group / groups);
                    var end = (int) ((long) pixels * (group + 1) / groups);
                    block.add(from * channels, end - from, partial[group][0], partial[group][1]);
                });
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
        for (var sums : partial) {
            for (var i = 0; i < channels; i++) {
                first[i % s.channels()] += sums[0][i];
                second[i % s.channels()] += sums[1][i];
            }
        }
    }

    @FunctionalInterface
    private interface Pixels {
        void treat(int at, int count);
    }

    private void over(Sizes s, int many, Pixels pixels) {
        var channels = s.channels() * many;
        var all = s.batch() / many;
        var share = Math.max(1, PIECE / channels);
        var pieces = Math.ceilDiv(all, share);
        run(
                s,
                pieces,
                piece -> {
                    // From the end, which the sums before have just read.
                    var first = (pieces - 1 - piece) * share;
                    pixels.treat(first * channels, Math.min(share, all - first));
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
