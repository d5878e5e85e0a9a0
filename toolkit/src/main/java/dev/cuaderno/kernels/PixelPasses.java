package dev.cuaderno.kernels;

import dev.cuaderno.kernels.PlaneKernels.Relu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// What a normalisation writes over pixels whose channels lie side by side: of any number, so that
/// some may remain behind the last whole vector of a pixel. See [PlaneKernels] for the formulas.
/// Memory is read in its order, several vectors at a time: a processor fetches ahead what follows,
/// and not what lies a pixel further on.
final class PixelPasses {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    /// Numbers of two and of four vectors, which are treated together.
    static final int TWO = 2 * V;

    static final int FOUR = 4 * V;

    /// Pixels that are treated before the next channels have their turn.
    private static final int BLOCK = 64;

    private PixelPasses() {}

    /// Coefficients of every channel.
    // The memory itself is meant, not its contents.
    @SuppressWarnings("ArrayRecordComponent")
    record Coefficients(float[] centre, float[] a, float[] b, float[] c) {}

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

    /// A gradient where the relu is open, and 0 where it is not. What is no number passes.
    static float passed(float g, float d, Relu relu, int channel) {
        return Math.fma(d, relu.a()[channel], relu.b()[channel]) <= 0 ? 0 : g;
    }

    static FloatVector passed(
            FloatVector g, FloatVector d, FloatVector a, FloatVector b, FloatVector nothing) {
        return g.blend(nothing, d.fma(a, b).compare(VectorOperators.LE, nothing));
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
