package dev.cuaderno.kernels;

import dev.cuaderno.kernels.PlaneKernels.Relu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The loops of a normalisation over pixels whose channels lie side by side: of any number, so that
/// some may remain behind the last whole vector of a pixel. See [PlaneKernels] for the formulas.
/// Memory is read in its order, four vectors at a time: a processor fetches ahead what follows, and
/// not what lies a pixel further on.
final class PixelPasses {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    /// Numbers of two and of four vectors, which are treated together.
    static final int TWO = 2 * V;

    static final int FOUR = 4 * V;

    /// Pixels that are summed in single precision.
    private static final int BLOCK = 64;

    private PixelPasses() {}

    /// Coefficients of every channel.
    // The memory itself is meant, not its contents.
    @SuppressWarnings("ArrayRecordComponent")
    record Coefficients(float[] centre, float[] a, float[] b, float[] c) {}

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
                    var slope = passed(g[gAt + i], d, relu, j);
                    sums[j] += slope;
                    products[j] += (double) slope * d;
                }
            }
        }
    }

    /// A gradient where the relu is open, and 0 where it is not. What is no number passes.
    private static float passed(float g, float d, Relu relu, int channel) {
        return Math.fma(d, relu.a()[channel], relu.b()[channel]) <= 0 ? 0 : g;
    }

    private static FloatVector passed(
            FloatVector g, FloatVector d, FloatVector a, FloatVector b, FloatVector nothing) {
        return g.blend(nothing, d.fma(a, b).compare(VectorOperators.LE, nothing));
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
            var p = passed(FloatVector.fromArray(S, g, gAt + at), d, a0, b0, nothing);
            sum0 = sum0.add(p);
            product0 = p.fma(d, product0);
            d = FloatVector.fromArray(S, x, xAt + at + V).sub(c1);
            p = passed(FloatVector.fromArray(S, g, gAt + at + V), d, a1, b1, nothing);
            sum1 = sum1.add(p);
            product1 = p.fma(d, product1);
            d = FloatVector.fromArray(S, x, xAt + at + 2 * V).sub(c2);
            p = passed(FloatVector.fromArray(S, g, gAt + at + 2 * V), d, a2, b2, nothing);
            sum2 = sum2.add(p);
            product2 = p.fma(d, product2);
            d = FloatVector.fromArray(S, x, xAt + at + 3 * V).sub(c3);
            p = passed(FloatVector.fromArray(S, g, gAt + at + 3 * V), d, a3, b3, nothing);
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
            var p = passed(FloatVector.fromArray(S, g, gAt + at), d, a, b, nothing);
            sum = sum.add(p);
            product = p.fma(d, product);
        }
        sum.intoArray(lanes, 0);
        product.intoArray(lanes, FOUR);
    }

    /// y = (x − centre)·a + b, or `least` where that is less.
    static void scale(
            float[] x, int xAt, Coefficients by, float least, float[] y, int yAt, int pixels) {
        var channels = by.centre.length;
        for (var first = 0; first < pixels; first += BLOCK) {
            var from = xAt + first * channels;
            var to = yAt + first * channels;
            var n = Math.min(BLOCK, pixels - first);
            var j = 0;
            for (; j <= channels - FOUR; j += FOUR) {
                fourScaled(x, from, by, least, j, y, to, n);
            }
            for (; j <= channels - V; j += V) {
                oneScaled(x, from, by, least, j, y, to, n);
            }
            for (; j < channels; j++) {
                for (var at = j; at < n * channels; at += channels) {
                    var scaled = Math.fma(x[from + at] - by.centre[j], by.a[j], by.b[j]);
                    y[to + at] = scaled < least ? least : scaled;
                }
            }
        }
    }

    private static void fourScaled(
            float[] x, int xAt, Coefficients by, float least, int j, float[] y, int yAt, int n) {
        var floor = FloatVector.broadcast(S, least);
        var centre0 = FloatVector.fromArray(S, by.centre, j);
        var centre1 = FloatVector.fromArray(S, by.centre, j + V);
        var centre2 = FloatVector.fromArray(S, by.centre, j + 2 * V);
        var centre3 = FloatVector.fromArray(S, by.centre, j + 3 * V);
        var a0 = FloatVector.fromArray(S, by.a, j);
        var a1 = FloatVector.fromArray(S, by.a, j + V);
        var a2 = FloatVector.fromArray(S, by.a, j + 2 * V);
        var a3 = FloatVector.fromArray(S, by.a, j + 3 * V);
        var b0 = FloatVector.fromArray(S, by.b, j);
        var b1 = FloatVector.fromArray(S, by.b, j + V);
        var b2 = FloatVector.fromArray(S, by.b, j + 2 * V);
        var b3 = FloatVector.fromArray(S, by.b, j + 3 * V);
        var channels = by.centre.length;
        for (int i = 0, at = j; i < n; i++, at += channels) {
            var p = FloatVector.fromArray(S, x, xAt + at).sub(centre0).fma(a0, b0);
            p.blend(floor, p.compare(VectorOperators.LT, floor)).intoArray(y, yAt + at);
            p = FloatVector.fromArray(S, x, xAt + at + V).sub(centre1).fma(a1, b1);
            p.blend(floor, p.compare(VectorOperators.LT, floor)).intoArray(y, yAt + at + V);
            p = FloatVector.fromArray(S, x, xAt + at + 2 * V).sub(centre2).fma(a2, b2);
            p.blend(floor, p.compare(VectorOperators.LT, floor)).intoArray(y, yAt + at + 2 * V);
            p = FloatVector.fromArray(S, x, xAt + at + 3 * V).sub(centre3).fma(a3, b3);
            p.blend(floor, p.compare(VectorOperators.LT, floor)).intoArray(y, yAt + at + 3 * V);
        }
    }

    private static void oneScaled(
            float[] x, int xAt, Coefficients by, float least, int j, float[] y, int yAt, int n) {
        var floor = FloatVector.broadcast(S, least);
        var centre = FloatVector.fromArray(S, by.centre, j);
        var a = FloatVector.fromArray(S, by.a, j);
        var b = FloatVector.fromArray(S, by.b, j);
        var channels = by.centre.length;
        for (int i = 0, at = j; i < n; i++, at += channels) {
            var p = FloatVector.fromArray(S, x, xAt + at).sub(centre).fma(a, b);
            p.blend(floor, p.compare(VectorOperators.LT, floor)).intoArray(y, yAt + at);
        }
    }

    /// y = g·a + (x − centre)·b + c, where the relu is open; g = 0 where it is not.
    static void mix(
            float[] g,
            int gAt,
            Relu relu,
            float[] x,
            int xAt,
            Coefficients by,
            float[] y,
            int yAt,
            int pixels) {
        var nothing = FloatVector.zero(S);
        var channels = by.centre.length;
        if (channels == TWO) {
            mixTwo(g, gAt, relu, x, xAt, by, y, yAt, pixels * TWO);
            return;
        }
        for (var at = 0; at < pixels * channels; at += channels) {
            var j = 0;
            for (; j <= channels - TWO; j += TWO) {
                mix(g, gAt + at, relu, x, xAt + at, by, j, nothing, y, yAt + at);
                mix(g, gAt + at, relu, x, xAt + at, by, j + V, nothing, y, yAt + at);
            }
            if (j < channels) {
                mixRest(g, gAt + at, relu, x, xAt + at, by, j, nothing, y, yAt + at);
            }
        }
    }

    /// The coefficients of two vectors stay in registers; more do not fit into one method that is
    /// compiled as it should.
    private static void mixTwo(
            float[] g,
            int gAt,
            Relu relu,
            float[] x,
            int xAt,
            Coefficients by,
            float[] y,
            int yAt,
            int n) {
        var nothing = FloatVector.zero(S);
        var centre0 = FloatVector.fromArray(S, by.centre, 0);
        var centre1 = FloatVector.fromArray(S, by.centre, V);
        var open0 = FloatVector.fromArray(S, relu.a(), 0);
        var open1 = FloatVector.fromArray(S, relu.a(), V);
        var from0 = FloatVector.fromArray(S, relu.b(), 0);
        var from1 = FloatVector.fromArray(S, relu.b(), V);
        var a0 = FloatVector.fromArray(S, by.a, 0);
        var a1 = FloatVector.fromArray(S, by.a, V);
        var b0 = FloatVector.fromArray(S, by.b, 0);
        var b1 = FloatVector.fromArray(S, by.b, V);
        var c0 = FloatVector.fromArray(S, by.c, 0);
        var c1 = FloatVector.fromArray(S, by.c, V);
        for (var at = 0; at < n; at += TWO) {
            var d = FloatVector.fromArray(S, x, xAt + at).sub(centre0);
            var p = passed(FloatVector.fromArray(S, g, gAt + at), d, open0, from0, nothing);
            p.fma(a0, d.fma(b0, c0)).intoArray(y, yAt + at);
            d = FloatVector.fromArray(S, x, xAt + at + V).sub(centre1);
            p = passed(FloatVector.fromArray(S, g, gAt + at + V), d, open1, from1, nothing);
            p.fma(a1, d.fma(b1, c1)).intoArray(y, yAt + at + V);
        }
    }

    /// Apart, since too many vectors in one method are not compiled as such.
    private static void mixRest(
            float[] g,
            int gAt,
            Relu relu,
            float[] x,
            int xAt,
            Coefficients by,
            int from,
            FloatVector nothing,
            float[] y,
            int yAt) {
        var j = from;
        if (j <= by.centre.length - V) {
            mix(g, gAt, relu, x, xAt, by, j, nothing, y, yAt);
            j += V;
        }
        for (; j < by.centre.length; j++) {
            var d = x[xAt + j] - by.centre[j];
            var slope = passed(g[gAt + j], d, relu, j);
            y[yAt + j] = Math.fma(slope, by.a[j], Math.fma(d, by.b[j], by.c[j]));
        }
    }

    private static void mix(
            float[] g,
            int gAt,
            Relu relu,
            float[] x,
            int xAt,
            Coefficients by,
            int j,
            FloatVector nothing,
            float[] y,
            int yAt) {
        var d = FloatVector.fromArray(S, x, xAt + j).sub(FloatVector.fromArray(S, by.centre, j));
        var a = FloatVector.fromArray(S, relu.a(), j);
        var b = FloatVector.fromArray(S, relu.b(), j);
        var p = passed(FloatVector.fromArray(S, g, gAt + j), d, a, b, nothing);
        var rest = d.fma(FloatVector.fromArray(S, by.b, j), FloatVector.fromArray(S, by.c, j));
        p.fma(FloatVector.fromArray(S, by.a, j), rest).intoArray(y, yAt + j);
    }
}
