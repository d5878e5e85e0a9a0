package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import java.util.Arrays;

/// Softmax and what is made of it for one row of scores, a vector at a time. What is left of a row
/// behind its last whole vector is copied to where it can be filled up: with scores of −∞, which
/// count for nothing. Sums of vectors are added up lane by lane in one order, so that machines
/// agree.
///
/// An instance is the room for the rest of a row; a thread has its own.
final class SoftmaxLoops {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    /// Numbers that are summed in float32, before sums go on in double precision.
    private static final int BLOCK = 64 * V;

    private final int classes;

    /// The numbers in whole vectors.
    private final int whole;

    private final float[] rest = new float[V];
    private final float[] other = new float[V];
    private final float[] lanes = new float[V];

    /// Exponentials that nobody asks for.
    private float[] unasked = {};

    SoftmaxLoops(int classes) {
        this.classes = classes;
        whole = classes / V * V;
    }

    /// p of a row of scores.
    void softmax(float[] z, int zAt, float[] y, int yAt) {
        var sum = exponentials(z, zAt, largest(z, zAt), y, yAt);
        scale(y, yAt, whole, (float) (1 / sum));
        scale(rest, 0, V, (float) (1 / sum));
        give(rest, y, yAt);
    }

    /// ln p of a row of scores.
    void logSoftmax(float[] z, int zAt, float[] y, int yAt) {
        var largest = largest(z, zAt);
        var logarithm = (float) Math.log(exponentials(z, zAt, largest, y, yAt));
        for (var i = 0; i < classes; i++) {
            y[yAt + i] = z[zAt + i] - largest - logarithm;
        }
    }

    /// −Σ t·ln p, where terms with t = 0 count for nothing.
    double crossEntropy(float[] z, int zAt, float[] t, int tAt) {
        if (unasked.length < whole) {
            unasked = new float[whole];
        }
        var largest = largest(z, zAt);
        var logarithm = Math.log(exponentials(z, zAt, largest, unasked, 0));
        var loss = 0.0;
        for (var i = 0; i < classes; i++) {
            if (t[tAt + i] != 0) {
                loss += t[tAt + i] * (logarithm - ((double) z[zAt + i] - largest));
            }
        }
        return loss;
    }

    /// factor·(p·Σ t − t).
    void crossEntropySlope(
            double factor, float[] z, int zAt, float[] t, int tAt, float[] y, int yAt) {
        var sum = exponentials(z, zAt, largest(z, zAt), y, yAt);
        var p = (float) (factor * sum(t, tAt) / sum);
        take(t, tAt, other, 0f);
        combine(y, yAt, p, t, tAt, (float) -factor, whole);
        combine(rest, 0, p, other, 0, (float) -factor, V);
        give(rest, y, yAt);
    }

    /// Copies what lies behind the whole vectors.
    private void take(float[] from, int at, float[] to, float filling) {
        Arrays.fill(to, filling);
        for (var i = whole; i < classes; i++) {
            to[i - whole] = from[at + i];
        }
    }

    private void give(float[] from, float[] to, int at) {
        for (var i = whole; i < classes; i++) {
            to[at + i] = from[i - whole];
        }
    }

    /// The largest score; what is no number makes the sum no number.
    private float largest(float[] z, int zAt) {
        take(z, zAt, rest, Float.NEGATIVE_INFINITY);
        return largest(z, zAt, whole, rest);
    }

    /// Puts e^(z − largest) of whole vectors into y and of the rest into [#rest], where its scores
    /// are, and gives the sum.
    private double exponentials(float[] z, int zAt, float largest, float[] y, int yAt) {
        var sum = 0.0;
        for (var at = 0; at < whole; at += BLOCK) {
            var some = Math.min(BLOCK, whole - at);
            exponentials(z, zAt + at, largest, y, yAt + at, some, lanes);
            sum += total();
        }
        exponentials(rest, 0, largest, rest, 0, V, lanes);
        return sum + total();
    }

    private double sum(float[] x, int xAt) {
        var sum = 0.0;
        for (var at = 0; at < whole; at += BLOCK) {
            sum(x, xAt + at, Math.min(BLOCK, whole - at), lanes);
            sum += total();
        }
        for (var i = whole; i < classes; i++) {
            sum += x[xAt + i];
        }
        return sum;
    }

    /// Four sums, so that none waits long for its turn.
    private double total() {
        var a = 0.0;
        var b = 0.0;
        var c = 0.0;
        var d = 0.0;
        for (var i = 0; i < V; i += 4) {
            a += lanes[i];
            b += lanes[i + 1];
            c += lanes[i + 2];
            d += lanes[i + 3];
        }
        return (a + b) + (c + d);
    }

    private static float largest(float[] x, int at, int n, float[] rest) {
        var most = FloatVector.fromArray(S, rest, 0);
        for (var i = 0; i < n; i += V) {
            var v = FloatVector.fromArray(S, x, at + i);
            most = most.blend(v, v.compare(VectorOperators.GT, most));
        }
        return most.reduceLanes(VectorOperators.MAX);
    }

    private static void exponentials(
            float[] x, int xAt, float largest, float[] y, int yAt, int n, float[] lanes) {
        var sum = FloatVector.zero(S);
        for (var i = 0; i < n; i += V) {
            var e = VectorMath.exp(FloatVector.fromArray(S, x, xAt + i).sub(largest));
            e.intoArray(y, yAt + i);
            sum = sum.add(e);
        }
        sum.intoArray(lanes, 0);
    }

    private static void sum(float[] x, int at, int n, float[] lanes) {
        var sum = FloatVector.zero(S);
        for (var i = 0; i < n; i += V) {
            sum = sum.add(FloatVector.fromArray(S, x, at + i));
        }
        sum.intoArray(lanes, 0);
    }

    private static void scale(float[] x, int at, int n, float factor) {
        for (var i = 0; i < n; i += V) {
            FloatVector.fromArray(S, x, at + i).mul(factor).intoArray(x, at + i);
        }
    }

    /// y = y·a + t·b.
    private static void combine(float[] y, int yAt, float a, float[] t, int tAt, float b, int n) {
        for (var i = 0; i < n; i += V) {
            FloatVector.fromArray(S, y, yAt + i)
                    .mul(a)
                    .add(FloatVector.fromArray(S, t, tAt + i).mul(b))
                    .intoArray(y, yAt + i);
        }
    }
}
