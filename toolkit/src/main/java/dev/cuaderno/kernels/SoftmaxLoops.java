package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import java.util.Arrays;

/// Softmax and what is made of it for one row of scores, a vector at a time. Rows are copied to
/// where they can be filled up to whole vectors, with scores of −∞, which count for nothing. Sums
/// of vectors are added up lane by lane, so that machines agree.
///
/// An instance is the room for one row; a thread has its own.
final class SoftmaxLoops {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    /// Numbers that are summed in float32, before sums go on in double precision.
    private static final int BLOCK = 64 * V;

    private final int classes;
    private final float[] row;
    private final float[] other;
    private final float[] lanes = new float[V];

    SoftmaxLoops(int classes) {
        this.classes = classes;
        var room = Math.ceilDiv(classes, V) * V;
        row = new float[room];
        other = new float[room];
    }

    /// p of a row of scores.
    void softmax(float[] z, int zAt, float[] y, int yAt) {
        var sum = exponentials(largest(z, zAt));
        scale(row, (float) (1 / sum));
        System.arraycopy(row, 0, y, yAt, classes);
    }

    /// ln p of a row of scores.
    void logSoftmax(float[] z, int zAt, float[] y, int yAt) {
        var largest = largest(z, zAt);
        var logarithm = (float) Math.log(exponentials(largest));
        for (var i = 0; i < classes; i++) {
            y[yAt + i] = z[zAt + i] - largest - logarithm;
        }
    }

    /// p·(g − Σ g·p), given p.
    void softmaxSlope(float[] g, int gAt, float[] p, int pAt, float[] y, int yAt) {
        take(g, gAt, row, 0f);
        take(p, pAt, other, 0f);
        less(row, other, (float) products(row, other));
        System.arraycopy(row, 0, y, yAt, classes);
    }

    /// g − p·Σ g, given ln p.
    void logSoftmaxSlope(float[] g, int gAt, float[] logarithms, int at, float[] y, int yAt) {
        take(logarithms, at, row, Float.NEGATIVE_INFINITY);
        exponentials(0f);
        take(g, gAt, other, 0f);
        lessMultiple(other, row, (float) sum(other));
        System.arraycopy(other, 0, y, yAt, classes);
    }

    /// −Σ t·ln p, where terms with t = 0 count for nothing.
    double crossEntropy(float[] z, int zAt, float[] t, int tAt) {
        var largest = largest(z, zAt);
        var logarithm = Math.log(exponentials(largest));
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
        var sum = exponentials(largest(z, zAt));
        take(t, tAt, other, 0f);
        combine(row, (float) (factor * sum(other) / sum), other, (float) -factor);
        System.arraycopy(row, 0, y, yAt, classes);
    }

    private void take(float[] from, int at, float[] to, float filling) {
        System.arraycopy(from, at, to, 0, classes);
        Arrays.fill(to, classes, to.length, filling);
    }

    /// Puts z into the row, and gives the largest.
    private float largest(float[] z, int zAt) {
        take(z, zAt, row, Float.NEGATIVE_INFINITY);
        largest(row, lanes);
        var largest = Float.NEGATIVE_INFINITY;
        for (var lane : lanes) {
            largest = Math.max(largest, lane);
        }
        return largest;
    }

    /// Puts e^(z − largest) into the row that holds z, and gives the sum.
    private double exponentials(float largest) {
        var sum = 0.0;
        for (var at = 0; at < row.length; at += BLOCK) {
            exponentials(row, at, Math.min(row.length, at + BLOCK), largest, lanes);
            sum += total();
        }
        return sum;
    }

    private double sum(float[] x) {
        var sum = 0.0;
        for (var at = 0; at < x.length; at += BLOCK) {
            sum(x, at, Math.min(x.length, at + BLOCK), lanes);
            sum += total();
        }
        return sum;
    }

    private double products(float[] x, float[] y) {
        var sum = 0.0;
        for (var at = 0; at < x.length; at += BLOCK) {
            products(x, y, at, Math.min(x.length, at + BLOCK), lanes);
            sum += total();
        }
        return sum;
    }

    private double total() {
        var sum = 0.0;
        for (var lane : lanes) {
            sum += lane;
        }
        return sum;
    }

    private static void largest(float[] x, float[] lanes) {
        var most = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
        for (var i = 0; i < x.length; i += V) {
            most = most.max(FloatVector.fromArray(S, x, i));
        }
        most.intoArray(lanes, 0);
    }

    private static void exponentials(float[] x, int from, int end, float largest, float[] lanes) {
        var sum = FloatVector.zero(S);
        for (var i = from; i < end; i += V) {
            var e = VectorMath.exp(FloatVector.fromArray(S, x, i).sub(largest));
            e.intoArray(x, i);
            sum = sum.add(e);
        }
        sum.intoArray(lanes, 0);
    }

    private static void sum(float[] x, int from, int end, float[] lanes) {
        var sum = FloatVector.zero(S);
        for (var i = from; i < end; i += V) {
            sum = sum.add(FloatVector.fromArray(S, x, i));
        }
        sum.intoArray(lanes, 0);
    }

    private static void products(float[] x, float[] y, int from, int end, float[] lanes) {
        var sum = FloatVector.zero(S);
        for (var i = from; i < end; i += V) {
            sum = FloatVector.fromArray(S, x, i).fma(FloatVector.fromArray(S, y, i), sum);
        }
        sum.intoArray(lanes, 0);
    }

    private static void scale(float[] x, float factor) {
        for (var i = 0; i < x.length; i += V) {
            FloatVector.fromArray(S, x, i).mul(factor).intoArray(x, i);
        }
    }

    /// x = p·(x − some).
    private static void less(float[] x, float[] p, float some) {
        for (var i = 0; i < x.length; i += V) {
            FloatVector.fromArray(S, x, i)
                    .sub(some)
                    .mul(FloatVector.fromArray(S, p, i))
                    .intoArray(x, i);
        }
    }

    /// x = x − p·times.
    private static void lessMultiple(float[] x, float[] p, float times) {
        for (var i = 0; i < x.length; i += V) {
            FloatVector.fromArray(S, x, i)
                    .sub(FloatVector.fromArray(S, p, i).mul(times))
                    .intoArray(x, i);
        }
    }

    /// x = x·a + t·b.
    private static void combine(float[] x, float a, float[] t, float b) {
        for (var i = 0; i < x.length; i += V) {
            FloatVector.fromArray(S, x, i)
                    .mul(a)
                    .add(FloatVector.fromArray(S, t, i).mul(b))
                    .intoArray(x, i);
        }
    }
}
