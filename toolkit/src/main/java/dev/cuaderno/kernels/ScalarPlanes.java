package dev.cuaderno.kernels;

import java.util.Arrays;

/// The loops of a normalisation plainly, the sums in double arithmetic.
final class ScalarPlanes implements PlaneKernels {

    @Override
    public void moments(
            Sizes s, float[] x, int xAt, float[] centre, double[] sums, double[] squares) {
        Arrays.fill(sums, 0);
        Arrays.fill(squares, 0);
        over(
                s,
                (channel, at) -> {
                    var d = (double) x[xAt + at] - centre[channel];
                    sums[channel] += d;
                    squares[channel] += d * d;
                });
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
        Arrays.fill(sums, 0);
        Arrays.fill(products, 0);
        over(
                s,
                (channel, at) -> {
                    var d = x[xAt + at] - centre[channel];
                    var slope = passes(relu, channel, d) ? g[gAt + at] : 0;
                    sums[channel] += slope;
                    products[channel] += slope * ((double) x[xAt + at] - centre[channel]);
                });
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
        over(
                s,
                (c, at) -> {
                    var scaled = (x[xAt + at] - centre[c]) * a[c] + b[c];
                    y[yAt + at] = scaled < least ? least : scaled;
                });
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
        over(
                s,
                (i, at) -> {
                    var d = x[xAt + at] - centre[i];
                    var slope = passes(relu, i, d) ? g[gAt + at] : 0;
                    y[yAt + at] = slope * a[i] + (d * b[i] + c[i]);
                });
    }

    private static boolean passes(Relu relu, int channel, float distance) {
        return relu == null || !(distance * relu.a()[channel] + relu.b()[channel] <= 0);
    }

    @FunctionalInterface
    private interface Cell {
        void accept(int channel, int at);
    }

    private static void over(Sizes s, Cell cell) {
        for (var image = 0; image < s.batch(); image++) {
            for (var channel = 0; channel < s.channels(); channel++) {
                var plane = s.plane(image, channel);
                for (var at = plane; at < plane + s.pixels(); at++) {
                    cell.accept(channel, at);
                }
            }
        }
    }
}
