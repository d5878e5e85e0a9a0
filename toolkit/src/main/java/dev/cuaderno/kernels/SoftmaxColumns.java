package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Softmax and its logarithm for several short rows of scores at a time, one in each lane. They are
/// turned for that, which costs less than to add up the lanes of a vector for every row.
///
/// An instance is the room for these rows; a thread has its own.
final class SoftmaxColumns {

    /// Rows that are treated at a time, at most.
    static final int ROWS = Lanes.COUNT;

    /// Rows that are longer are not short: vectors along them pay.
    private static final int LONGEST = 64;

    /// With fewer lanes turning does not pay.
    private static final int FEWEST_LANES = 8;

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    private final int classes;
    private final float[] scores;

    /// For what needs two.
    private float[] others;

    SoftmaxColumns(int classes) {
        this.classes = classes;
        scores = new float[classes * V];
    }

    /// Whether rows of so many scores are short enough, and not too short.
    static boolean suits(int classes) {
        return V >= FEWEST_LANES && classes >= V / 2 && classes <= LONGEST;
    }

    /// p of some rows of scores, or ln p.
    void softmax(boolean logarithm, int rows, float[] z, int zAt, float[] y, int yAt) {
        take(rows, z, zAt, scores);
        var largest = largest(scores);
        if (logarithm) {
            var sum = exponentials(scores, others(), largest);
            less(scores, largest, VectorMath.log(sum));
        } else {
            var sum = exponentials(scores, scores, largest);
            scale(scores, FloatVector.broadcast(S, 1).div(sum));
        }
        give(rows, y, yAt);
    }

    private float[] others() {
        if (others == null) {
            others = new float[scores.length];
        }
        return others;
    }

    private void take(int rows, float[] x, int at, float[] to) {
        TurnLoops.turn(x, at, classes, rows, classes, to, 0, V);
    }

    private void give(int rows, float[] y, int at) {
        TurnLoops.turn(scores, 0, V, classes, rows, y, at, classes);
    }

    /// The largest score of every row; what is no number makes the sum no number.
    private static FloatVector largest(float[] x) {
        var most = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
        for (var i = 0; i < x.length; i += V) {
            var v = FloatVector.fromArray(S, x, i);
            most = most.blend(v, v.compare(VectorOperators.GT, most));
        }
        return most;
    }

    /// Puts e^(x − largest) into y, and gives the sums.
    private static FloatVector exponentials(float[] x, float[] y, FloatVector largest) {
        var even = FloatVector.zero(S);
        var odd = even;
        for (var i = 0; i < x.length; i += V) {
            var e = VectorMath.exp(FloatVector.fromArray(S, x, i).sub(largest));
            e.intoArray(y, i);
            // Two sums, which lose fewer digits than one.
            var last = even;
            even = odd.add(e);
            odd = last;
        }
        return even.add(odd);
    }

    private static void scale(float[] x, FloatVector factor) {
        for (var i = 0; i < x.length; i += V) {
            FloatVector.fromArray(S, x, i).mul(factor).intoArray(x, i);
        }
    }

    /// x = x − a − b.
    private static void less(float[] x, FloatVector a, FloatVector b) {
        for (var i = 0; i < x.length; i += V) {
            FloatVector.fromArray(S, x, i).sub(a).sub(b).intoArray(x, i);
        }
    }
}
