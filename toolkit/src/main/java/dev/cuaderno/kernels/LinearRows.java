package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import java.util.Arrays;

/// The results of a fully connected layer for one image. Reading the weights takes longer than all
/// sums, so that they are read as they lie, some outputs side by side.
public final class LinearRows {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    /// Outputs of a piece.
    private static final int TOGETHER = 32;

    private static final int AT_ONCE = 4;

    private LinearRows() {}

    /// How many pieces so many outputs fall into.
    public static int pieces(int outputs) {
        return Math.ceilDiv(outputs, TOGETHER);
    }

    /// Computes one piece.
    ///
    /// @param w the weights, output by output
    /// @param y the results; zeros come behind the last, up to whole vectors
    public static void run(
            int piece, float[] x, int xAt, int inputs, float[] w, int outputs, float[] y, int yAt) {
        var output = piece * TOGETHER;
        var end = Math.min(outputs, output + TOGETHER);
        for (; output + AT_ONCE <= end; output += AT_ONCE) {
            four(x, xAt, inputs, w, output * inputs, y, yAt + output);
        }
        for (; output < end; output++) {
            y[yAt + output] = one(x, xAt, inputs, w, output * inputs);
        }
        if (end == outputs) {
            Arrays.fill(y, yAt + outputs, yAt + Math.ceilDiv(outputs, V) * V, 0f);
        }
    }

    private static void four(
            float[] x, int xAt, int inputs, float[] w, int wAt, float[] y, int yAt) {
        var a = FloatVector.zero(S);
        var b = a;
        var c = a;
        var d = a;
        var i = 0;
        for (; i <= inputs - V; i += V) {
            var in = FloatVector.fromArray(S, x, xAt + i);
            a = in.fma(FloatVector.fromArray(S, w, wAt + i), a);
            b = in.fma(FloatVector.fromArray(S, w, wAt + inputs + i), b);
            c = in.fma(FloatVector.fromArray(S, w, wAt + 2 * inputs + i), c);
            d = in.fma(FloatVector.fromArray(S, w, wAt + 3 * inputs + i), d);
        }
        y[yAt] = sum(a, x, xAt, i, inputs, w, wAt);
        y[yAt + 1] = sum(b, x, xAt, i, inputs, w, wAt + inputs);
        y[yAt + 2] = sum(c, x, xAt, i, inputs, w, wAt + 2 * inputs);
        y[yAt + 3] = sum(d, x, xAt, i, inputs, w, wAt + 3 * inputs);
    }

    private static float one(float[] x, int xAt, int inputs, float[] w, int wAt) {
        var a = FloatVector.zero(S);
        var i = 0;
        for (; i <= inputs - V; i += V) {
            a = FloatVector.fromArray(S, x, xAt + i).fma(FloatVector.fromArray(S, w, wAt + i), a);
        }
        return sum(a, x, xAt, i, inputs, w, wAt);
    }

    /// The sum of a vector, and of the products that do not fill one.
    private static float sum(
            FloatVector some, float[] x, int xAt, int from, int inputs, float[] w, int wAt) {
        var sum = some.reduceLanes(VectorOperators.ADD);
        for (var i = from; i < inputs; i++) {
            sum = Math.fma(x[xAt + i], w[wAt + i], sum);
        }
        return sum;
    }
}
