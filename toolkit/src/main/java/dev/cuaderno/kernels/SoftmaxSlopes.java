package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The way back through softmax and its logarithm, row by row. What is left of a row behind its
/// whole vectors is a vector with some lanes only.
final class SoftmaxSlopes {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    /// Numbers that are summed in float32, before sums go on in double precision.
    private static final int BLOCK = 64 * V;

    /// The numbers of a row in front of its last vector.
    private final int whole;

    /// The lanes of the last vector.
    private final VectorMask<Float> rest;

    SoftmaxSlopes(int classes) {
        whole = (classes - 1) / V * V;
        rest = S.indexInRange(whole, classes);
    }

    /// p·(g − Σ g·p), given p.
    void softmax(float[] g, int gAt, float[] p, int pAt, float[] y, int yAt) {
        var lastG = FloatVector.fromArray(S, g, gAt + whole, rest);
        var lastP = FloatVector.fromArray(S, p, pAt + whole, rest);
        var products = lastG.mul(lastP);
        var sum = 0.0;
        for (var i = 0; i < whole; i += BLOCK) {
            products = add(g, gAt + i, p, pAt + i, Math.min(BLOCK, whole - i), products);
            if (i + BLOCK < whole) {
                sum += Lanes.sum(products);
                products = FloatVector.zero(S);
            }
        }
        var all = FloatVector.broadcast(S, (float) (sum + Lanes.sum(products)));
        less(g, gAt, p, pAt, all, y, yAt, whole);
        lastG.sub(all).mul(lastP).intoArray(y, yAt + whole, rest);
    }

    private static FloatVector add(
            float[] g, int gAt, float[] p, int pAt, int n, FloatVector products) {
        var sum = products;
        for (var i = 0; i < n; i += V) {
            var slope = FloatVector.fromArray(S, g, gAt + i);
            sum = slope.fma(FloatVector.fromArray(S, p, pAt + i), sum);
        }
        return sum;
    }

    private static void less(
            float[] g, int gAt, float[] p, int pAt, FloatVector all, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            FloatVector.fromArray(S, g, gAt + i)
                    .sub(all)
                    .mul(FloatVector.fromArray(S, p, pAt + i))
                    .intoArray(y, yAt + i);
        }
    }

    /// g − p·Σ g, given ln p.
    void logSoftmax(float[] g, int gAt, float[] logarithms, int at, float[] y, int yAt) {
        var last = FloatVector.fromArray(S, g, gAt + whole, rest);
        var some = last;
        var sum = 0.0;
        for (var i = 0; i < whole; i += BLOCK) {
            some = add(g, gAt + i, Math.min(BLOCK, whole - i), some);
            if (i + BLOCK < whole) {
                sum += Lanes.sum(some);
                some = FloatVector.zero(S);
            }
        }
        var all = FloatVector.broadcast(S, (float) (sum + Lanes.sum(some)));
        lessMultiple(g, gAt, logarithms, at, all, y, yAt, whole);
        var p = VectorMath.exp(FloatVector.fromArray(S, logarithms, at + whole, rest));
        last.sub(p.mul(all)).intoArray(y, yAt + whole, rest);
    }

    private static FloatVector add(float[] g, int gAt, int n, FloatVector some) {
        var sum = some;
        for (var i = 0; i < n; i += V) {
            sum = sum.add(FloatVector.fromArray(S, g, gAt + i));
        }
        return sum;
    }

    private static void lessMultiple(
            float[] g, int gAt, float[] l, int lAt, FloatVector all, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i += V) {
            var p = VectorMath.exp(FloatVector.fromArray(S, l, lAt + i));
            FloatVector.fromArray(S, g, gAt + i).sub(p.mul(all)).intoArray(y, yAt + i);
        }
    }
}
