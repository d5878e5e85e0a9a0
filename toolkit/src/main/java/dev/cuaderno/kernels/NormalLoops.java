package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The normal distribution below numbers, a vector at a time, in several loops over numbers that
/// stay in the first cache. The JIT compiler holds only so much of one loop, and makes objects of
/// vectors beyond that: 40 bytes and more for every number.
final class NormalLoops {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    /// Numbers that the loops treat at a time, one loop after the other.
    static final int BLOCK = 64 * V;

    private static final float HALF_ROOT_HALF = 0.35355338f;

    private NormalLoops() {}

    /// `bell[i] = e^(−x[i]²/2) / 2`
    static void bell(float[] x, int xAt, float[] bell, int n) {
        for (var i = 0; i < n; i += V) {
            var v = FloatVector.fromArray(S, x, xAt + i);
            VectorMath.exp(v.mul(v).mul(-0.5f)).mul(0.5f).intoArray(bell, i);
        }
    }

    /// `share[i] = Φ(x[i])`, the share of the distribution below x: (1 + erf(x/√2)) / 2. With h =
    /// x/√8 it is ½ + h·p(4h²) for |h| below ½, and e^(−x²/2)/2·t·q(t) or 1 less that elsewhere,
    /// with t = 1 / (1 + |h|); p and q are those of [VectorMath#erf].
    // All in one method: one that is longer than others would be compiled into its caller.
    static void shares(float[] x, int xAt, float[] bell, float[] share, int n) {
        for (var i = 0; i < n; i += V) {
            var v = FloatVector.fromArray(S, x, xAt + i);
            var h = v.mul(HALF_ROOT_HALF);
            var size = h.abs();
            var t = FloatVector.broadcast(S, 1f).div(size.add(1f));
            var tail =
                    FloatVector.broadcast(S, 0.09314747f)
                            .fma(t, FloatVector.broadcast(S, -0.38035354f))
                            .fma(t, FloatVector.broadcast(S, 0.4296095f))
                            .fma(t, FloatVector.broadcast(S, 0.0045244824f))
                            .fma(t, FloatVector.broadcast(S, 0.29585874f))
                            .fma(t, FloatVector.broadcast(S, 0.2744993f))
                            .fma(t, FloatVector.broadcast(S, 0.2825915f))
                            .mul(t)
                            .mul(FloatVector.fromArray(S, bell, i));
            var positive = v.compare(VectorOperators.GT, 0f);
            var far = tail.blend(FloatVector.broadcast(S, 1f).sub(tail), positive);
            var scaled = h.add(h);
            var z = scaled.mul(scaled);
            var near =
                    FloatVector.broadcast(S, 7.88912e-5f)
                            .fma(z, FloatVector.broadcast(S, -0.00080208416f))
                            .fma(z, FloatVector.broadcast(S, 0.005189535f))
                            .fma(z, FloatVector.broadcast(S, -0.026854444f))
                            .fma(z, FloatVector.broadcast(S, 0.112836f))
                            .fma(z, FloatVector.broadcast(S, -0.37612626f))
                            .fma(z, FloatVector.broadcast(S, 1.1283792f))
                            .fma(h, FloatVector.broadcast(S, 0.5f));
            far.blend(near, size.compare(VectorOperators.LT, 0.5f)).intoArray(share, i);
        }
    }
}
