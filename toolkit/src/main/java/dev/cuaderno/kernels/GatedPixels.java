package dev.cuaderno.kernels;

import dev.cuaderno.kernels.PixelPasses.Coefficients;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The way back through a normalisation with a relu behind it, over pixels whose channels lie side
/// by side: gradients count where (x − centre)·a + b > 0. Otherwise like [PixelPasses].
final class GatedPixels {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;
    private static final int BLOCK = PixelPasses.BLOCK;

    private GatedPixels() {}

    /// Adds Σg and Σg·(x − centre) of some pixels.
    ///
    /// @param open with the a and b of the relu
    static void products(
            float[] g,
            int gAt,
            float[] x,
            int xAt,
            Coefficients open,
            int pixels,
            double[] sums,
            double[] products) {
        var channels = open.centre().length;
        var lanes = new float[2 * V];
        for (var first = 0; first < pixels; first += BLOCK) {
            var at = first * channels;
            var n = Math.min(BLOCK, pixels - first);
            var j = 0;
            for (; j <= channels - V; j += V) {
                products(g, gAt + at + j, x, xAt + at + j, open, j, n, lanes);
                PixelPasses.add(lanes, sums, products, j);
            }
            for (; j < channels; j++) {
                for (var i = at + j; i < at + n * channels; i += channels) {
                    var d = x[xAt + i] - open.centre()[j];
                    var slope = passed(open, j, d, g[gAt + i]);
                    sums[j] += slope;
                    products[j] += (double) slope * d;
                }
            }
        }
    }

    private static float passed(Coefficients open, int channel, float distance, float slope) {
        return Math.fma(distance, open.a()[channel], open.b()[channel]) > 0 ? slope : 0;
    }

    private static void products(
            float[] g,
            int gAt,
            float[] x,
            int xAt,
            Coefficients open,
            int j,
            int n,
            float[] lanes) {
        var nothing = FloatVector.zero(S);
        var all = FloatVector.fromArray(S, open.centre(), j);
        var a = FloatVector.fromArray(S, open.a(), j);
        var b = FloatVector.fromArray(S, open.b(), j);
        var sum0 = nothing;
        var sum1 = nothing;
        var product0 = nothing;
        var product1 = nothing;
        var step = open.centre().length;
        var at = 0;
        var i = 0;
        for (; i + 1 < n; i += 2) {
            var d = FloatVector.fromArray(S, x, xAt + at).sub(all);
            var e = FloatVector.fromArray(S, x, xAt + at + step).sub(all);
            var p = FloatVector.fromArray(S, g, gAt + at);
            var q = FloatVector.fromArray(S, g, gAt + at + step);
            p = nothing.blend(p, d.fma(a, b).compare(VectorOperators.GT, nothing));
            q = nothing.blend(q, e.fma(a, b).compare(VectorOperators.GT, nothing));
            sum0 = sum0.add(p);
            sum1 = sum1.add(q);
            product0 = p.fma(d, product0);
            product1 = q.fma(e, product1);
            at += 2 * step;
        }
        if (i < n) {
            var d = FloatVector.fromArray(S, x, xAt + at).sub(all);
            var p = FloatVector.fromArray(S, g, gAt + at);
            p = nothing.blend(p, d.fma(a, b).compare(VectorOperators.GT, nothing));
            sum0 = sum0.add(p);
            product0 = p.fma(d, product0);
        }
        sum0.add(sum1).intoArray(lanes, 0);
        product0.add(product1).intoArray(lanes, V);
    }

    /// y = g·a + (x − centre)·b + c.
    ///
    /// @param open with the a and b of the relu
    static void mix(
            float[] g,
            int gAt,
            float[] x,
            int xAt,
            Coefficients open,
            Coefficients by,
            float[] y,
            int yAt,
            int pixels) {
        for (var first = 0; first < pixels; first += BLOCK) {
            var at = first * by.centre().length;
            var some = Math.min(BLOCK, pixels - first);
            mixBlock(g, gAt + at, x, xAt + at, open, by, y, yAt + at, some);
        }
    }

    private static void mixBlock(
            float[] g,
            int gAt,
            float[] x,
            int xAt,
            Coefficients open,
            Coefficients by,
            float[] y,
            int yAt,
            int pixels) {
        var nothing = FloatVector.zero(S);
        var channels = by.centre().length;
        var end = pixels * channels;
        var j = 0;
        for (; j <= channels - V; j += V) {
            var centre = FloatVector.fromArray(S, by.centre(), j);
            var p = FloatVector.fromArray(S, open.a(), j);
            var q = FloatVector.fromArray(S, open.b(), j);
            var a = FloatVector.fromArray(S, by.a(), j);
            var b = FloatVector.fromArray(S, by.b(), j);
            var c = FloatVector.fromArray(S, by.c(), j);
            for (var i = j; i < end; i += channels) {
                var d = FloatVector.fromArray(S, x, xAt + i).sub(centre);
                var passes = d.fma(p, q).compare(VectorOperators.GT, nothing);
                nothing.blend(FloatVector.fromArray(S, g, gAt + i), passes)
                        .fma(a, d.fma(b, c))
                        .intoArray(y, yAt + i);
            }
        }
        for (; j < channels; j++) {
            for (var i = j; i < end; i += channels) {
                var d = x[xAt + i] - by.centre()[j];
                var slope = passed(open, j, d, g[gAt + i]);
                y[yAt + i] = Math.fma(slope, by.a()[j], Math.fma(d, by.b()[j], by.c()[j]));
            }
        }
    }
}
