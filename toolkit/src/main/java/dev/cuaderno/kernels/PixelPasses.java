package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The loops of a normalisation over pixels whose channels lie side by side: of any number, so that
/// some may remain behind the last whole vector of a pixel. See [PlaneKernels] for the formulas.
final class PixelPasses {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    /// Pixels that are treated at a time, and summed in single precision: they stay near while all
    /// their channels have their turn.
    static final int BLOCK = 64;

    private PixelPasses() {}

    /// Coefficients of every channel.
    // The memory itself is meant, not its contents.
    @SuppressWarnings("ArrayRecordComponent")
    record Coefficients(float[] centre, float[] a, float[] b, float[] c) {}

    /// Adds Σ(x − centre) and Σ(x − centre)² of some pixels.
    static void moments(
            float[] x, int xAt, float[] centre, int pixels, double[] sums, double[] squares) {
        var channels = centre.length;
        var lanes = new float[2 * V];
        for (var first = 0; first < pixels; first += BLOCK) {
            var at = xAt + first * channels;
            var n = Math.min(BLOCK, pixels - first);
            var j = 0;
            for (; j <= channels - V; j += V) {
                moments(x, at + j, centre, j, n, lanes);
                add(lanes, sums, squares, j);
            }
            for (; j < channels; j++) {
                for (var i = 0; i < n; i++) {
                    var d = x[at + i * channels + j] - centre[j];
                    sums[j] += d;
                    squares[j] += (double) d * d;
                }
            }
        }
    }

    private static void moments(float[] x, int xAt, float[] centre, int j, int n, float[] lanes) {
        var all = FloatVector.fromArray(S, centre, j);
        var sum0 = FloatVector.zero(S);
        var sum1 = FloatVector.zero(S);
        var square0 = FloatVector.zero(S);
        var square1 = FloatVector.zero(S);
        var from = xAt;
        var i = 0;
        for (; i + 1 < n; i += 2) {
            var p = FloatVector.fromArray(S, x, from).sub(all);
            var q = FloatVector.fromArray(S, x, from + centre.length).sub(all);
            sum0 = sum0.add(p);
            sum1 = sum1.add(q);
            square0 = p.fma(p, square0);
            square1 = q.fma(q, square1);
            from += 2 * centre.length;
        }
        if (i < n) {
            var p = FloatVector.fromArray(S, x, from).sub(all);
            sum0 = sum0.add(p);
            square0 = p.fma(p, square0);
        }
        sum0.add(sum1).intoArray(lanes, 0);
        square0.add(square1).intoArray(lanes, V);
    }

    static void add(float[] lanes, double[] first, double[] second, int j) {
        for (var lane = 0; lane < V; lane++) {
            first[j + lane] += lanes[lane];
            second[j + lane] += lanes[V + lane];
        }
    }

    /// Adds Σg and Σg·(x − centre) of some pixels.
    static void products(
            float[] g,
            int gAt,
            float[] x,
            int xAt,
            float[] centre,
            int pixels,
            double[] sums,
            double[] products) {
        var channels = centre.length;
        var lanes = new float[2 * V];
        for (var first = 0; first < pixels; first += BLOCK) {
            var at = first * channels;
            var n = Math.min(BLOCK, pixels - first);
            var j = 0;
            for (; j <= channels - V; j += V) {
                products(g, gAt + at + j, x, xAt + at + j, centre, j, n, lanes);
                add(lanes, sums, products, j);
            }
            for (; j < channels; j++) {
                for (var i = at + j; i < at + n * channels; i += channels) {
                    sums[j] += g[gAt + i];
                    products[j] += (double) g[gAt + i] * (x[xAt + i] - centre[j]);
                }
            }
        }
    }

    private static void products(
            float[] g, int gAt, float[] x, int xAt, float[] centre, int j, int n, float[] lanes) {
        var all = FloatVector.fromArray(S, centre, j);
        var sum0 = FloatVector.zero(S);
        var sum1 = FloatVector.zero(S);
        var product0 = FloatVector.zero(S);
        var product1 = FloatVector.zero(S);
        var step = centre.length;
        var at = 0;
        var i = 0;
        for (; i + 1 < n; i += 2) {
            var p = FloatVector.fromArray(S, g, gAt + at);
            var q = FloatVector.fromArray(S, g, gAt + at + step);
            sum0 = sum0.add(p);
            sum1 = sum1.add(q);
            product0 = p.fma(FloatVector.fromArray(S, x, xAt + at).sub(all), product0);
            product1 = q.fma(FloatVector.fromArray(S, x, xAt + at + step).sub(all), product1);
            at += 2 * step;
        }
        if (i < n) {
            var p = FloatVector.fromArray(S, g, gAt + at);
            sum0 = sum0.add(p);
            product0 = p.fma(FloatVector.fromArray(S, x, xAt + at).sub(all), product0);
        }
        sum0.add(sum1).intoArray(lanes, 0);
        product0.add(product1).intoArray(lanes, V);
    }

    /// y = (x − centre)·a + b, or `least` where that is less.
    static void scale(
            float[] x, int xAt, Coefficients by, float least, float[] y, int yAt, int pixels) {
        for (var first = 0; first < pixels; first += BLOCK) {
            var at = first * by.centre.length;
            scaleBlock(x, xAt + at, by, least, y, yAt + at, Math.min(BLOCK, pixels - first));
        }
    }

    private static void scaleBlock(
            float[] x, int xAt, Coefficients by, float least, float[] y, int yAt, int pixels) {
        var all = FloatVector.broadcast(S, least);
        var channels = by.centre.length;
        var end = pixels * channels;
        var j = 0;
        for (; j <= channels - V; j += V) {
            var centre = FloatVector.fromArray(S, by.centre, j);
            var a = FloatVector.fromArray(S, by.a, j);
            var b = FloatVector.fromArray(S, by.b, j);
            for (var i = j; i < end; i += channels) {
                var scaled = FloatVector.fromArray(S, x, xAt + i).sub(centre).fma(a, b);
                var isLess = scaled.compare(VectorOperators.LT, all);
                scaled.blend(all, isLess).intoArray(y, yAt + i);
            }
        }
        for (; j < channels; j++) {
            for (var i = j; i < end; i += channels) {
                var scaled = Math.fma(x[xAt + i] - by.centre[j], by.a[j], by.b[j]);
                y[yAt + i] = scaled < least ? least : scaled;
            }
        }
    }

    /// y = g·a + (x − centre)·b + c.
    static void mix(
            float[] g,
            int gAt,
            float[] x,
            int xAt,
            Coefficients by,
            float[] y,
            int yAt,
            int pixels) {
        for (var first = 0; first < pixels; first += BLOCK) {
            var at = first * by.centre.length;
            var some = Math.min(BLOCK, pixels - first);
            mixBlock(g, gAt + at, x, xAt + at, by, y, yAt + at, some);
        }
    }

    private static void mixBlock(
            float[] g,
            int gAt,
            float[] x,
            int xAt,
            Coefficients by,
            float[] y,
            int yAt,
            int pixels) {
        var channels = by.centre.length;
        var end = pixels * channels;
        var j = 0;
        for (; j <= channels - V; j += V) {
            var centre = FloatVector.fromArray(S, by.centre, j);
            var a = FloatVector.fromArray(S, by.a, j);
            var b = FloatVector.fromArray(S, by.b, j);
            var c = FloatVector.fromArray(S, by.c, j);
            for (var i = j; i < end; i += channels) {
                var other = FloatVector.fromArray(S, x, xAt + i).sub(centre).fma(b, c);
                FloatVector.fromArray(S, g, gAt + i).fma(a, other).intoArray(y, yAt + i);
            }
        }
        for (; j < channels; j++) {
            for (var i = j; i < end; i += channels) {
                var other = Math.fma(x[xAt + i] - by.centre[j], by.b[j], by.c[j]);
                y[yAt + i] = Math.fma(g[gAt + i], by.a[j], other);
            }
        }
    }
}
