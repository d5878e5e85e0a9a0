package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Functions of whole vectors, within two units in the last place of float32. They are sums and
/// products in a fixed order, so that every machine, compiler and length of vectors gives the same
/// bits; the JVM's own vector functions do not promise that.
///
/// Polynomials are fitted so that the largest relative error is as small as it can be (Remez).
final class VectorMath {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;

    // Adding and subtracting it rounds to a whole number, and leaves that in the lowest bits.
    private static final float ROUNDER = 0x1.8p23f;
    private static final int ROUNDER_BITS = Float.floatToRawIntBits(ROUNDER);

    private static final float LOG2_E = 1.442695f;
    private static final float LN_2 = 0.6931472f;
    private static final float LN_2_REST = -1.9046542e-9f;
    private static final float LOWEST_EXP = -104f;
    private static final float HIGHEST_EXP = 89f;
    private static final int BIAS = 127;
    private static final int FRACTION_BITS = 23;
    private static final int FRACTION = (1 << FRACTION_BITS) - 1;
    private static final float ROOT_HALF = 0.70710677f;
    private static final int ROOT_HALF_BITS = Float.floatToRawIntBits(ROOT_HALF);

    /// Below this, tanh is a polynomial.
    private static final float SMALL_TANH = 0.625f;

    private static final float ROOT_2_LESS_1 = 0.41421357f;

    private VectorMath() {}

    /// e^x = 2^k · e^r with |r| ≤ ln 2 / 2.
    static FloatVector exp(FloatVector x) {
        var in = x.max(LOWEST_EXP).min(HIGHEST_EXP);
        var shifted = in.mul(LOG2_E).add(ROUNDER);
        var whole = shifted.sub(ROUNDER);
        var r = whole.mul(-LN_2_REST).add(remainder(in, whole));
        var p = exponential(r).add(1f);
        // Two steps, since 2^k itself may be too small or too large for a number.
        var k = shifted.reinterpretAsInts().sub(ROUNDER_BITS);
        var half = k.lanewise(VectorOperators.ASHR, 1);
        var low = half.add(BIAS).lanewise(VectorOperators.LSHL, FRACTION_BITS);
        var high = k.sub(half).add(BIAS).lanewise(VectorOperators.LSHL, FRACTION_BITS);
        return p.mul(low.reinterpretAsFloats()).mul(high.reinterpretAsFloats());
    }

    private static FloatVector remainder(FloatVector x, FloatVector whole) {
        return whole.fma(FloatVector.broadcast(S, -LN_2), x);
    }

    /// e^r − 1 for |r| ≤ ln 2 / 2.
    private static FloatVector exponential(FloatVector r) {
        var q =
                FloatVector.broadcast(S, 0.0013951717f)
                        .fma(r, FloatVector.broadcast(S, 0.008369599f))
                        .fma(r, FloatVector.broadcast(S, 0.041666187f))
                        .fma(r, FloatVector.broadcast(S, 0.16666512f))
                        .fma(r, FloatVector.broadcast(S, 0.5f));
        return q.fma(r.mul(r), r);
    }

    /// e^x − 1 for x ≤ 0, exact near 0 too.
    static FloatVector expLess1(FloatVector x) {
        var near = x.compare(VectorOperators.GT, -LN_2 / 2);
        return exp(x).sub(1f).blend(exponential(x), near);
    }

    /// ln x = e·ln 2 + ln(1 + f) with 1 + f between √½ and √2.
    static FloatVector log(FloatVector x) {
        var tiny = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
        var bits = x.blend(x.mul(0x1p23f), tiny).reinterpretAsInts();
        var above = bits.sub(ROOT_HALF_BITS);
        var e = above.lanewise(VectorOperators.ASHR, FRACTION_BITS);
        var f = above.and(FRACTION).add(ROOT_HALF_BITS).reinterpretAsFloats().sub(1f);
        var exponent = e.add(ROUNDER_BITS).reinterpretAsFloats().sub(ROUNDER);
        exponent = exponent.blend(exponent.sub(FRACTION_BITS), tiny);
        var small = logarithm(f).add(exponent.mul(LN_2_REST)).add(f);
        var y = exponent.fma(FloatVector.broadcast(S, LN_2), small);
        var endless = x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY);
        var nothing = x.compare(VectorOperators.EQ, 0f);
        var known = x.compare(VectorOperators.GE, 0f);
        return FloatVector.broadcast(S, Float.NaN)
                .blend(y, known)
                .blend(Float.POSITIVE_INFINITY, endless)
                .blend(Float.NEGATIVE_INFINITY, nothing);
    }

    /// ln(1 + f) − f for 1 + f between √½ and √2.
    private static FloatVector logarithm(FloatVector f) {
        var q =
                FloatVector.broadcast(S, 0.06746608f)
                        .fma(f, FloatVector.broadcast(S, -0.11675653f))
                        .fma(f, FloatVector.broadcast(S, 0.118881784f))
                        .fma(f, FloatVector.broadcast(S, -0.1240559f))
                        .fma(f, FloatVector.broadcast(S, 0.14219551f))
                        .fma(f, FloatVector.broadcast(S, -0.16667996f))
                        .fma(f, FloatVector.broadcast(S, 0.20002119f))
                        .fma(f, FloatVector.broadcast(S, -0.2500001f))
                        .fma(f, FloatVector.broadcast(S, 0.33333313f));
        var square = f.mul(f);
        return q.mul(f).mul(square).sub(square.mul(0.5f));
    }

    /// a^b = e^(b·ln a) for finite a above 0 and finite b. The logarithm is a sum of two numbers,
    /// so that the product is as exact as the result can be; beyond |b| of about 10 an error of
    /// 10⁻⁸·b remains.
    static FloatVector power(FloatVector a, FloatVector b) {
        var tiny = a.compare(VectorOperators.LT, Float.MIN_NORMAL);
        var bits = a.blend(a.mul(0x1p23f), tiny).reinterpretAsInts().sub(ROOT_HALF_BITS);
        var f = bits.and(FRACTION).add(ROOT_HALF_BITS).reinterpretAsFloats().sub(1f);
        var k = bits.lanewise(VectorOperators.ASHR, FRACTION_BITS);
        var e = k.add(ROUNDER_BITS).reinterpretAsFloats().sub(ROUNDER);
        e = e.blend(e.sub(FRACTION_BITS), tiny);
        var rest = logarithm(f);
        var whole = e.mul(LN_2);
        var near = whole.add(f);
        var high = near.add(rest);
        var low =
                e.fma(FloatVector.broadcast(S, LN_2), whole.neg())
                        .add(e.mul(LN_2_REST))
                        .add(f.sub(near.sub(whole)))
                        .add(rest.sub(high.sub(near)));
        var product = b.mul(high);
        var lost = b.fma(high, product.neg()).add(b.mul(low));
        var y = exp(product);
        return y.blend(y.fma(lost, y), y.compare(VectorOperators.LT, Float.POSITIVE_INFINITY));
    }

    /// x + x³·p(x²) near 0, and 1 − 2 / (e^2|x| + 1) with the sign of x elsewhere.
    static FloatVector tanh(FloatVector x) {
        var size = x.abs();
        var z = x.mul(x);
        var p =
                FloatVector.broadcast(S, -0.0057170326f)
                        .fma(z, FloatVector.broadcast(S, 0.020650575f))
                        .fma(z, FloatVector.broadcast(S, -0.053743493f))
                        .fma(z, FloatVector.broadcast(S, 0.13331491f))
                        .fma(z, FloatVector.broadcast(S, -0.33333284f));
        var near = p.fma(z.mul(x), x);
        var rest = FloatVector.broadcast(S, 2f).div(exp(size.add(size)).add(1f));
        var far = FloatVector.broadcast(S, 1f).sub(rest);
        far = far.blend(far.neg(), x.compare(VectorOperators.LT, 0f));
        return far.blend(near, size.compare(VectorOperators.LT, SMALL_TANH));
    }

    /// 1 / (1 + e^−x), by e^−|x|, which does not overflow.
    static FloatVector sigmoid(FloatVector x) {
        var e = exp(x.abs().neg());
        var y = FloatVector.broadcast(S, 1f).div(e.add(1f));
        return y.blend(y.mul(e), x.compare(VectorOperators.LT, 0f));
    }

    /// ln(1 + e^x) = max(0, x) + ln(1 + u) with u = e^−|x|, where a large 1 + u is halved first.
    static FloatVector softplus(FloatVector x) {
        var u = exp(x.abs().neg());
        var large = u.compare(VectorOperators.GT, ROOT_2_LESS_1);
        var f = u.blend(u.sub(1f).mul(0.5f), large);
        var y = logarithm(f).add(f);
        return x.max(0f).add(y.blend(y.add(LN_2), large));
    }

    /// The error function: x·p(x²) below 1, and 1 − e^(−x²)·t·q(t) above.
    static FloatVector erf(FloatVector x) {
        var size = x.abs();
        var far = FloatVector.broadcast(S, 1f).sub(tail(size, exp(x.mul(x).neg())));
        far = far.blend(far.neg(), x.compare(VectorOperators.LT, 0f));
        return far.blend(x.mul(center(x.mul(x))), size.compare(VectorOperators.LT, 1f));
    }

    /// erf(x) / x for |x| ≤ 1, of z = x².
    private static FloatVector center(FloatVector z) {
        return FloatVector.broadcast(S, 7.88912e-5f)
                .fma(z, FloatVector.broadcast(S, -0.00080208416f))
                .fma(z, FloatVector.broadcast(S, 0.005189535f))
                .fma(z, FloatVector.broadcast(S, -0.026854444f))
                .fma(z, FloatVector.broadcast(S, 0.112836f))
                .fma(z, FloatVector.broadcast(S, -0.37612626f))
                .fma(z, FloatVector.broadcast(S, 1.1283792f));
    }

    /// 1 − erf(x) = e^(−x²)·t·q(t) for x ≥ 1, with t = 1 / (1 + x/2).
    ///
    /// @param e e^(−x²)
    private static FloatVector tail(FloatVector x, FloatVector e) {
        var t = FloatVector.broadcast(S, 1f).div(x.mul(0.5f).add(1f));
        var q =
                FloatVector.broadcast(S, 0.09314747f)
                        .fma(t, FloatVector.broadcast(S, -0.38035354f))
                        .fma(t, FloatVector.broadcast(S, 0.4296095f))
                        .fma(t, FloatVector.broadcast(S, 0.0045244824f))
                        .fma(t, FloatVector.broadcast(S, 0.29585874f))
                        .fma(t, FloatVector.broadcast(S, 0.2744993f))
                        .fma(t, FloatVector.broadcast(S, 0.2825915f));
        return e.mul(t).mul(q);
    }

    /// The derivative of x·σ(x): σ(x)·(1 + x·σ(−x)).
    static FloatVector siluSlope(FloatVector x) {
        var e = exp(x.abs().neg());
        var high = FloatVector.broadcast(S, 1f).div(e.add(1f));
        var low = high.mul(e);
        var below = x.compare(VectorOperators.LT, 0f);
        return high.blend(low, below).mul(x.mul(low.blend(high, below)).add(1f));
    }
}
