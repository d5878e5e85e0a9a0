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
                    sums[channel] += g[gAt + at];
                    products[channel] += g[gAt + at] * ((double) x[xAt + at] - centre[channel]);
                });
    }

    @Override
    public void scale(
            Sizes s, float[] x, int xAt, float[] centre, float[] a, float[] b, float[] y, int yAt) {
        over(s, (c, at) -> y[yAt + at] = (x[xAt + at] - centre[c]) * a[c] + b[c]);
    }

    @Override
    public void mix(
            Sizes s,
            float[] g,
            int gAt,
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
                (i, at) ->
                        y[yAt + at] =
                                g[gAt + at] * a[i] + ((x[xAt + at] - centre[i]) * b[i] + c[i]));
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
