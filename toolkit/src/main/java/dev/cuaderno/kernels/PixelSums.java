package dev.cuaderno.kernels;

import dev.cuaderno.kernels.PlaneKernels.Relu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The sums of a normalisation over pixels whose channels lie side by side: what [PixelPasses] are
/// to be given.
final class PixelSums {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;
    private static final int FOUR = PixelPasses.FOUR;

    /// Pixels that are summed in single precision.
    private static final int BLOCK = 64;

    private PixelSums() {}

    /// Adds Σ(x − centre) and Σ(x − centre)² of some pixels.
    static void moments(
            float[] x, int xAt, float[] centre, int pixels, double[] sums, double[] squares) {
        var channels = centre.length;
        var lanes = new float[2 * FOUR];
        for (var first = 0; first < pixels; first += BLOCK) {
            var at = xAt + first * channels;
            var n = Math.min(BLOCK, pixels - first);
            var j = 0;
            for (; j <= channels - FOUR; j += FOUR) {
                fourMoments(x, at + j, centre, j, n, lanes);
                add(lanes, FOUR, sums, squares, j);
            }
            for (; j <= channels - V; j += V) {
                oneMoments(x, at + j, centre, j, n, lanes);
                add(lanes, V, sums, squares, j);
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

    private static void fourMoments(
            float[] x, int xAt, float[] centre, int j, int n, float[] lanes) {
        var c0 = FloatVector.fromArray(S, centre, j);
        var c1 = FloatVector.fromArray(S, centre, j + V);
        var c2 = FloatVector.fromArray(S, centre, j + 2 * V);
        var c3 = FloatVector.fromArray(S, centre, j + 3 * V);
        var sum0 = FloatVector.zero(S);
        var sum1 = FloatVector.zero(S);
        var sum2 = FloatVector.zero(S);
        var sum3 = FloatVector.zero(S);
        var square0 = FloatVector.zero(S);
        var square1 = FloatVector.zero(S);
        var square2 = FloatVector.zero(S);
        var square3 = FloatVector.zero(S);
        var from = xAt;
        for (var i = 0; i < n; i++) {
            var d = FloatVector.fromArray(S, x, from).sub(c0);
            sum0 = sum0.add(d);
            square0 = d.fma(d, square0);
            d = FloatVector.fromArray(S, x, from + V).sub(c1);
            sum1 = sum1.add(d);
            square1 = d.fma(d, square1);
            d = FloatVector.fromArray(S, x, from + 2 * V).sub(c2);
            sum2 = sum2.add(d);
            square2 = d.fma(d, square2);
            d = FloatVector.fromArray(S, x, from + 3 * V).sub(c3);
            sum3 = sum3.add(d);
            square3 = d.fma(d, square3);
            from += centre.length;
        }
        sum0.intoArray(lanes, 0);
        sum1.intoArray(lanes, V);
        sum2.intoArray(lanes, 2 * V);
        sum3.intoArray(lanes, 3 * V);
        square0.intoArray(lanes, FOUR);
        square1.intoArray(lanes, FOUR + V);
        square2.intoArray(lanes, FOUR + 2 * V);
        square3.intoArray(lanes, FOUR + 3 * V);
    }

    private static void oneMoments(
            float[] x, int xAt, float[] centre, int j, int n, float[] lanes) {
        var all = FloatVector.fromArray(S, centre, j);
        var sum = FloatVector.zero(S);
        var square = FloatVector.zero(S);
        var from = xAt;
        for (var i = 0; i < n; i++) {
            var d = FloatVector.fromArray(S, x, from).sub(all);
            sum = sum.add(d);
            square = d.fma(d, square);
            from += centre.length;
        }
        sum.intoArray(lanes, 0);
        square.intoArray(lanes, FOUR);
    }

    private static void add(float[] lanes, int wide, double[] first, double[] second, int j) {
        for (var lane = 0; lane < wide; lane++) {
            first[j + lane] += lanes[lane];
            second[j + lane] += lanes[FOUR + lane];
        }
    }

    /// Adds Σg and Σg·(x − centre) of some pixels, where the relu is open.
    static void products(
            float[] g,
            int gAt,
            Relu relu,
            float[] x,
            int xAt,
            float[] centre,
            int pixels,
            double[] sums,
            double[] products) {
        var channels = centre.length;
        var lanes = new float[2 * FOUR];
        for (var first = 0; first < pixels; first += BLOCK) {
            var at = first * channels;
            var n = Math.min(BLOCK, pixels - first);
            var j = 0;
            for (; j <= channels - FOUR; j += FOUR) {
                fourProducts(g, gAt + at + j, relu, x, xAt + at + j, centre, j, n, lanes);
                add(lanes, FOUR, sums, products, j);
            }
            for (; j <= channels - V; j += V) {
                oneProducts(g, gAt + at + j, relu, x, xAt + at + j, centre, j, n, lanes);
                add(lanes, V, sums, products, j);
            }
            for (; j < channels; j++) {
                for (var i = at + j; i < at + n * channels; i += channels) {
                    var d = x[xAt + i] - centre[j];
                    var slope = PixelPasses.passed(g[gAt + i], d, relu, j);
                    sums[j] += slope;
                    products[j] += (double) slope * d;
                }
            }
        }
    }

    private static void fourProducts(
            float[] g,
            int gAt,
            Relu relu,
            float[] x,
            int xAt,
            float[] centre,
            int j,
            int n,
            float[] lanes) {
        var nothing = FloatVector.zero(S);
        var c0 = FloatVector.fromArray(S, centre, j);
        var c1 = FloatVector.fromArray(S, centre, j + V);
        var c2 = FloatVector.fromArray(S, centre, j + 2 * V);
        var c3 = FloatVector.fromArray(S, centre, j + 3 * V);
        var a0 = FloatVector.fromArray(S, relu.a(), j);
        var a1 = FloatVector.fromArray(S, relu.a(), j + V);
        var a2 = FloatVector.fromArray(S, relu.a(), j + 2 * V);
        var a3 = FloatVector.fromArray(S, relu.a(), j + 3 * V);
        var b0 = FloatVector.fromArray(S, relu.b(), j);
        var b1 = FloatVector.fromArray(S, relu.b(), j + V);
        var b2 = FloatVector.fromArray(S, relu.b(), j + 2 * V);
        var b3 = FloatVector.fromArray(S, relu.b(), j + 3 * V);
        var sum0 = nothing;
        var sum1 = nothing;
        var sum2 = nothing;
        var sum3 = nothing;
        var product0 = nothing;
        var product1 = nothing;
        var product2 = nothing;
        var product3 = nothing;
        for (int i = 0, at = 0; i < n; i++, at += centre.length) {
            var d = FloatVector.fromArray(S, x, xAt + at).sub(c0);
            var p = PixelPasses.passed(FloatVector.fromArray(S, g, gAt + at), d, a0, b0, nothing);
            sum0 = sum0.add(p);
            product0 = p.fma(d, product0);
            d = FloatVector.fromArray(S, x, xAt + at + V).sub(c1);
            p = PixelPasses.passed(FloatVector.fromArray(S, g, gAt + at + V), d, a1, b1, nothing);
            sum1 = sum1.add(p);
            product1 = p.fma(d, product1);
            d = FloatVector.fromArray(S, x, xAt + at + 2 * V).sub(c2);
            p =
                    PixelPasses.passed(
                            FloatVector.fromArray(S, g, gAt + at + 2 * V), d, a2, b2, nothing);
            sum2 = sum2.add(p);
            product2 = p.fma(d, product2);
            d = FloatVector.fromArray(S, x, xAt + at + 3 * V).sub(c3);
            p =
                    PixelPasses.passed(
                            FloatVector.fromArray(S, g, gAt + at + 3 * V), d, a3, b3, nothing);
            sum3 = sum3.add(p);
            product3 = p.fma(d, product3);
        }
        sum0.intoArray(lanes, 0);
        sum1.intoArray(lanes, V);
        sum2.intoArray(lanes, 2 * V);
        sum3.intoArray(lanes, 3 * V);
        product0.intoArray(lanes, FOUR);
        product1.intoArray(lanes, FOUR + V);
        product2.intoArray(lanes, FOUR + 2 * V);
        product3.intoArray(lanes, FOUR + 3 * V);
    }

    private static void oneProducts(
            float[] g,
            int gAt,
            Relu relu,
            float[] x,
            int xAt,
            float[] centre,
            int j,
            int n,
            float[] lanes) {
        var nothing = FloatVector.zero(S);
        var all = FloatVector.fromArray(S, centre, j);
        var a = FloatVector.fromArray(S, relu.a(), j);
        var b = FloatVector.fromArray(S, relu.b(), j);
        var sum = nothing;
        var product = nothing;
        for (int i = 0, at = 0; i < n; i++, at += centre.length) {
            var d = FloatVector.fromArray(S, x, xAt + at).sub(all);
            var p = PixelPasses.passed(FloatVector.fromArray(S, g, gAt + at), d, a, b, nothing);
            sum = sum.add(p);
            product = p.fma(d, product);
        }
        sum.intoArray(lanes, 0);
        product.intoArray(lanes, FOUR);
    }
}
