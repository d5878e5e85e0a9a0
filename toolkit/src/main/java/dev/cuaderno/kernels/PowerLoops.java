package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Powers, a vector at a time. Powers of zero, of numbers below it and of what is not finite follow
/// their own rules, and are found one by one.
final class PowerLoops {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    private PowerLoops() {}

    /// `y[i] = a[i] ^ b` for n numbers.
    static void run(float[] a, int aAt, float b, float[] y, int yAt, int n) {
        var whole = n - n % V;
        vectors(a, aAt, b, y, yAt, whole);
        if (whole < n) {
            var some = new float[V];
            System.arraycopy(a, aAt + whole, some, 0, n - whole);
            var powers = new float[V];
            vectors(some, 0, b, powers, 0, V);
            System.arraycopy(powers, 0, y, yAt + whole, n - whole);
        }
    }

    private static void vectors(float[] a, int aAt, float b, float[] y, int yAt, int n) {
        var exponent = FloatVector.broadcast(S, b);
        for (var i = 0; i < n; i += V) {
            var v = FloatVector.fromArray(S, a, aAt + i);
            VectorMath.power(v, exponent).intoArray(y, yAt + i);
            var usual =
                    v.compare(VectorOperators.GT, 0f)
                            .and(v.compare(VectorOperators.LT, Float.POSITIVE_INFINITY));
            if (!usual.allTrue()) {
                oneByOne(a, aAt + i, b, y, yAt + i);
            }
        }
    }

    private static void oneByOne(float[] a, int aAt, float b, float[] y, int yAt) {
        for (var i = 0; i < V; i++) {
            if (!(a[aAt + i] > 0 && a[aAt + i] < Float.POSITIVE_INFINITY)) {
                y[yAt + i] = (float) Math.pow(a[aAt + i], b);
            }
        }
    }
}
