package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// How short sums of products become products of as many numbers as there are places: a polynomial
/// of degree 5 is known by its values at 0, ±a, ±b and by its leading coefficient, and the product
/// of two polynomials by the products of their values. A kernel of R numbers slides over 6 cells of
/// an image in 7 − R places, with 6 multiplications instead of R·(7 − R).
///
/// With d the cells, g the kernel and y the result, in one dimension, `y = Aᵀ((G·g) ⊙ (Bᵀ·d))`.
/// Here are the products with these three matrices, and with the same matrices turned, which the
/// gradients need; each for a vector of channels at a time. [WinogradPieces] applies them in two
/// dimensions. No vector is handed from method to method: what is not inlined would be an object
/// then.
///
/// Source: S. Winograd, Arithmetic Complexity of Computations, 1980; A. Lavin, S. Gray, Fast
/// Algorithms for Convolutional Neural Networks, 2016. With a = √2 and b = 1/√2 rounding costs less
/// than with the 1 and 2 of that paper.
final class WinogradPoints {

    /// Cells in one dimension: as many as there are points.
    static final int CELLS = 6;

    private static final VectorSpecies<Float> S = Lanes.SPECIES;

    private static final double POINT_A = Math.sqrt(2);
    private static final double POINT_B = Math.sqrt(0.5);

    private static final float A = (float) POINT_A;
    private static final float B = (float) POINT_B;
    private static final float A2 = 2;
    private static final float B2 = 0.5f;
    private static final float SUM2 = A2 + B2;
    private static final float A3 = (float) (POINT_A * POINT_A * POINT_A);
    private static final float B3 = (float) (POINT_B * POINT_B * POINT_B);

    // What a kernel's k-th number counts at ±a and ±b: powers of the points, divided by what the
    // points are apart. At 0 and at infinity it is 1 or nothing.
    private static final float[] AT_A = powers(POINT_A, 2 * A2 * (A2 - B2));
    private static final float[] AT_B = powers(POINT_B, 2 * B2 * (B2 - A2));

    private static float[] powers(double point, double apart) {
        var powers = new float[CELLS];
        for (var k = 0; k < powers.length; k++) {
            powers[k] = (float) (Math.pow(point, k) / apart);
        }
        return powers;
    }

    private WinogradPoints() {}

    /// Bᵀ·x.
    ///
    /// @param step from one vector of x to the next
    /// @param next from one vector of y to the next
    static void values(float[] x, int at, int step, float[] y, int to, int next) {
        var x0 = FloatVector.fromArray(S, x, at);
        var x1 = FloatVector.fromArray(S, x, at + step);
        var x2 = FloatVector.fromArray(S, x, at + 2 * step);
        var x3 = FloatVector.fromArray(S, x, at + 3 * step);
        var x4 = FloatVector.fromArray(S, x, at + 4 * step);
        var x5 = FloatVector.fromArray(S, x, at + 5 * step);
        var evenA = x2.fma(FloatVector.broadcast(S, -B2), x4);
        var oddA = x1.fma(FloatVector.broadcast(S, -B2), x3);
        var evenB = x2.fma(FloatVector.broadcast(S, -A2), x4);
        var oddB = x1.fma(FloatVector.broadcast(S, -A2), x3);
        x2.fma(FloatVector.broadcast(S, -SUM2), x0.add(x4)).intoArray(y, to);
        oddA.fma(FloatVector.broadcast(S, A), evenA).intoArray(y, to + next);
        oddA.fma(FloatVector.broadcast(S, -A), evenA).intoArray(y, to + 2 * next);
        oddB.fma(FloatVector.broadcast(S, B), evenB).intoArray(y, to + 3 * next);
        oddB.fma(FloatVector.broadcast(S, -B), evenB).intoArray(y, to + 4 * next);
        x3.fma(FloatVector.broadcast(S, -SUM2), x1.add(x5)).intoArray(y, to + 5 * next);
    }

    /// B·y.
    static void cells(float[] y, int at, int step, float[] x, int to, int next) {
        var y0 = FloatVector.fromArray(S, y, at);
        var y1 = FloatVector.fromArray(S, y, at + step);
        var y2 = FloatVector.fromArray(S, y, at + 2 * step);
        var y3 = FloatVector.fromArray(S, y, at + 3 * step);
        var y4 = FloatVector.fromArray(S, y, at + 4 * step);
        var y5 = FloatVector.fromArray(S, y, at + 5 * step);
        var sumA = y1.add(y2);
        var oddA = y1.sub(y2);
        var sumB = y3.add(y4);
        var oddB = y3.sub(y4);
        y0.intoArray(x, to);
        oddA.fma(FloatVector.broadcast(S, -A * B2), oddB.fma(FloatVector.broadcast(S, -B * A2), y5))
                .intoArray(x, to + next);
        sumA.fma(
                        FloatVector.broadcast(S, -B2),
                        sumB.fma(FloatVector.broadcast(S, -A2), y0.mul(-SUM2)))
                .intoArray(x, to + 2 * next);
        oddA.fma(FloatVector.broadcast(S, A), oddB.fma(FloatVector.broadcast(S, B), y5.mul(-SUM2)))
                .intoArray(x, to + 3 * next);
        y0.add(sumA).add(sumB).intoArray(x, to + 4 * next);
        y5.intoArray(x, to + 5 * next);
    }

    /// The first `count` of the `size` numbers of Aᵀ·m.
    static void results(
            float[] m, int at, int step, int size, float[] y, int to, int next, int count) {
        var m0 = FloatVector.fromArray(S, m, at);
        var m1 = FloatVector.fromArray(S, m, at + step);
        var m2 = FloatVector.fromArray(S, m, at + 2 * step);
        var m3 = FloatVector.fromArray(S, m, at + 3 * step);
        var m4 = FloatVector.fromArray(S, m, at + 4 * step);
        var m5 = FloatVector.fromArray(S, m, at + 5 * step);
        var sumA = m1.add(m2);
        var oddA = m1.sub(m2);
        var sumB = m3.add(m4);
        var oddB = m3.sub(m4);
        m0.add(sumA).add(sumB).intoArray(y, to);
        if (count == 1) {
            return;
        }
        if (size == 2) {
            oddA.fma(FloatVector.broadcast(S, A), oddB.fma(FloatVector.broadcast(S, B), m5))
                    .intoArray(y, to + next);
            return;
        }
        oddA.fma(FloatVector.broadcast(S, A), oddB.mul(B)).intoArray(y, to + next);
        if (count > 2) {
            sumA.fma(FloatVector.broadcast(S, A2), sumB.mul(B2)).intoArray(y, to + 2 * next);
        }
        if (count > 3) {
            oddA.fma(FloatVector.broadcast(S, A3), oddB.fma(FloatVector.broadcast(S, B3), m5))
                    .intoArray(y, to + 3 * next);
        }
    }

    /// A·g, of `size` numbers.
    static void gradients(float[] g, int at, int step, int size, float[] m, int to, int next) {
        var g0 = FloatVector.fromArray(S, g, at);
        var g1 = FloatVector.fromArray(S, g, at + step);
        var evenA = g0;
        var evenB = g0;
        var oddA = g1;
        var oddB = g1;
        var last = g1;
        if (size == 4) {
            var g2 = FloatVector.fromArray(S, g, at + 2 * step);
            last = FloatVector.fromArray(S, g, at + 3 * step);
            evenA = g2.fma(FloatVector.broadcast(S, A2), g0);
            evenB = g2.fma(FloatVector.broadcast(S, B2), g0);
            oddA = last.fma(FloatVector.broadcast(S, A2), g1);
            oddB = last.fma(FloatVector.broadcast(S, B2), g1);
        }
        g0.intoArray(m, to);
        oddA.fma(FloatVector.broadcast(S, A), evenA).intoArray(m, to + next);
        oddA.fma(FloatVector.broadcast(S, -A), evenA).intoArray(m, to + 2 * next);
        oddB.fma(FloatVector.broadcast(S, B), evenB).intoArray(m, to + 3 * next);
        oddB.fma(FloatVector.broadcast(S, -B), evenB).intoArray(m, to + 4 * next);
        last.intoArray(m, to + 5 * next);
    }

    /// G·g, of `size` numbers.
    static void weights(float[] g, int at, int step, int size, float[] u, int to, int next) {
        var first = FloatVector.fromArray(S, g, at);
        var last = FloatVector.fromArray(S, g, at + (size - 1) * step);
        var evenA = first.mul(AT_A[0]).add(last.mul(AT_A[size - 1]));
        var evenB = first.mul(AT_B[0]).add(last.mul(AT_B[size - 1]));
        var odd = FloatVector.fromArray(S, g, at + step);
        var oddA = odd.mul(AT_A[1]);
        var oddB = odd.mul(AT_B[1]);
        if (size == 5) {
            var even = FloatVector.fromArray(S, g, at + 2 * step);
            odd = FloatVector.fromArray(S, g, at + 3 * step);
            evenA = evenA.add(even.mul(AT_A[2]));
            evenB = evenB.add(even.mul(AT_B[2]));
            oddA = oddA.add(odd.mul(AT_A[3]));
            oddB = oddB.add(odd.mul(AT_B[3]));
        }
        first.intoArray(u, to);
        evenA.add(oddA).intoArray(u, to + next);
        evenA.sub(oddA).intoArray(u, to + 2 * next);
        evenB.add(oddB).intoArray(u, to + 3 * next);
        evenB.sub(oddB).intoArray(u, to + 4 * next);
        last.intoArray(u, to + 5 * next);
    }

    /// The `size` numbers of Gᵀ·u.
    static void sums(float[] u, int at, int step, int size, float[] g, int to, int next) {
        var u1 = FloatVector.fromArray(S, u, at + step);
        var u2 = FloatVector.fromArray(S, u, at + 2 * step);
        var u3 = FloatVector.fromArray(S, u, at + 3 * step);
        var u4 = FloatVector.fromArray(S, u, at + 4 * step);
        var evenA = u1.add(u2);
        var oddA = u1.sub(u2);
        var evenB = u3.add(u4);
        var oddB = u3.sub(u4);
        evenA.mul(AT_A[0])
                .add(evenB.mul(AT_B[0]))
                .add(FloatVector.fromArray(S, u, at))
                .intoArray(g, to);
        oddA.mul(AT_A[1]).add(oddB.mul(AT_B[1])).intoArray(g, to + next);
        if (size == 5) {
            evenA.mul(AT_A[2]).add(evenB.mul(AT_B[2])).intoArray(g, to + 2 * next);
            oddA.mul(AT_A[3]).add(oddB.mul(AT_B[3])).intoArray(g, to + 3 * next);
        }
        var last = size - 1;
        evenA.mul(AT_A[last])
                .add(evenB.mul(AT_B[last]))
                .add(FloatVector.fromArray(S, u, at + 5 * step))
                .intoArray(g, to + last * next);
    }
}
