package dev.cuaderno.kernels;

import dev.cuaderno.kernels.Passes.Plane;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// How short sums of products become products of as many numbers as there are places: a polynomial
/// of degree 5 is known by its values at 0, ±a, ±b and by its leading coefficient, and the product
/// of two polynomials by the products of their values. A kernel of R numbers slides over 6 cells of
/// an image in 7 − R places, with 6 multiplications instead of R·(7 − R).
///
/// With d the cells, g the kernel and y the result, in one dimension, `y = Aᵀ((G·g) ⊙ (Bᵀ·d))`; in
/// two dimensions each matrix is applied to rows and to columns, and there are 36 products.
///
/// Source: S. Winograd, Arithmetic Complexity of Computations, 1980; A. Lavin, S. Gray, Fast
/// Algorithms for Convolutional Neural Networks, 2016. With a = √2 and b = 1/√2 rounding costs less
/// than with the 1 and 2 of that paper.
///
/// The loops here treat all channels of one 6x6 piece of an image; "plane" is the way from one of
/// the 36 values to the next.
final class WinogradPoints {

    /// Cells of a piece in one dimension: as many as there are points.
    static final int CELLS = 6;

    /// Values of a piece.
    static final int VALUES = CELLS * CELLS;

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    /// Numbers that the loops need for themselves.
    static final int SCRATCH = VALUES * V;

    private static final double POINT_A = Math.sqrt(2);
    private static final double POINT_B = Math.sqrt(0.5);

    private static final float A = (float) POINT_A;
    private static final float B = (float) POINT_B;
    private static final float A2 = 2;
    private static final float B2 = 0.5f;
    private static final float SUM2 = A2 + B2;

    private WinogradPoints() {}

    /// G: the values of a kernel of so many numbers at the points, divided by what the points are
    /// apart.
    static float[][] kernel(int size) {
        double[] points = {0, POINT_A, -POINT_A, POINT_B, -POINT_B};
        var matrix = new float[CELLS][size];
        for (var j = 0; j < points.length; j++) {
            var apart = 1.0;
            for (var other = 0; other < points.length; other++) {
                apart *= other == j ? 1 : points[j] - points[other];
            }
            for (var k = 0; k < size; k++) {
                matrix[j][k] = (float) (Math.pow(points[j], k) / apart);
            }
        }
        matrix[CELLS - 1][size - 1] = 1;
        return matrix;
    }

    /// Bᵀ·d·B: the values of pieces of an image that lie side by side.
    ///
    /// @param step from one piece to the next, in columns
    /// @param v where the values go, its rows being the planes
    static void image(Plane x, int channels, int pieces, int step, Plane v, int pitch, Plane s) {
        var own = s.array();
        for (var piece = 0; piece < pieces; piece++) {
            var from = x.at() + piece * step * channels;
            var to = v.at() + piece * pitch;
            for (var c = 0; c < channels; c += V) {
                for (var j = 0; j < CELLS; j++) {
                    var at = from + j * channels + c;
                    values(x.array(), at, x.row(), own, s.at() + j * V, CELLS * V);
                }
                for (var i = 0; i < CELLS; i++) {
                    var at = to + c + i * CELLS * v.row();
                    values(own, s.at() + i * CELLS * V, V, v.array(), at, v.row());
                }
            }
        }
    }

    /// Bᵀ·x.
    private static void values(float[] x, int at, int step, float[] y, int to, int next) {
        var x0 = FloatVector.fromArray(S, x, at);
        var x1 = FloatVector.fromArray(S, x, at + step);
        var x2 = FloatVector.fromArray(S, x, at + 2 * step);
        var x3 = FloatVector.fromArray(S, x, at + 3 * step);
        var x4 = FloatVector.fromArray(S, x, at + 4 * step);
        var x5 = FloatVector.fromArray(S, x, at + 5 * step);
        var evenA = x4.sub(x2.mul(B2));
        var oddA = x3.sub(x1.mul(B2)).mul(A);
        var evenB = x4.sub(x2.mul(A2));
        var oddB = x3.sub(x1.mul(A2)).mul(B);
        x0.sub(x2.mul(SUM2)).add(x4).intoArray(y, to);
        evenA.add(oddA).intoArray(y, to + next);
        evenA.sub(oddA).intoArray(y, to + 2 * next);
        evenB.add(oddB).intoArray(y, to + 3 * next);
        evenB.sub(oddB).intoArray(y, to + 4 * next);
        x1.sub(x3.mul(SUM2)).add(x5).intoArray(y, to + 5 * next);
    }

    /// The way back of [#image] for one piece: adds B·v·Bᵀ to its cells.
    ///
    /// @param top the first row of the piece that there is in the image
    /// @param bottom one past the last
    /// @param left the first column that there is
    /// @param right one past the last
    static void imageBack(
            Plane v,
            Plane x,
            int channels,
            int top,
            int bottom,
            int left,
            int right,
            Plane s) {
        var own = s.array();
        for (var c = 0; c < channels; c += V) {
            for (var j = 0; j < CELLS; j++) {
                var at = v.at() + c + j * v.row();
                cells(v.array(), at, CELLS * v.row(), own, s.at() + j * V, CELLS * V);
            }
            for (var i = top; i < bottom; i++) {
                var line = s.at() + i * CELLS * V;
                cells(own, line, V, own, line, V);
                var to = x.at() + i * x.row() + c;
                for (var j = left; j < right; j++) {
                    FloatVector.fromArray(S, x.array(), to + j * channels)
                            .add(FloatVector.fromArray(S, own, line + j * V))
                            .intoArray(x.array(), to + j * channels);
                }
            }
        }
    }

    /// B·y.
    private static void cells(float[] y, int at, int step, float[] x, int to, int next) {
        var y0 = FloatVector.fromArray(S, y, at);
        var y1 = FloatVector.fromArray(S, y, at + step);
        var y2 = FloatVector.fromArray(S, y, at + 2 * step);
        var y3 = FloatVector.fromArray(S, y, at + 3 * step);
        var y4 = FloatVector.fromArray(S, y, at + 4 * step);
        var y5 = FloatVector.fromArray(S, y, at + 5 * step);
        var sumA = y1.add(y2);
        var oddA = y1.sub(y2).mul(A);
        var sumB = y3.add(y4);
        var oddB = y3.sub(y4).mul(B);
        y0.intoArray(x, to);
        y5.sub(oddA.mul(B2)).sub(oddB.mul(A2)).intoArray(x, to + next);
        y0.mul(-SUM2).sub(sumA.mul(B2)).sub(sumB.mul(A2)).intoArray(x, to + 2 * next);
        oddA.add(oddB).sub(y5.mul(SUM2)).intoArray(x, to + 3 * next);
        y0.add(sumA).add(sumB).intoArray(x, to + 4 * next);
        y5.intoArray(x, to + 5 * next);
    }

    /// Aᵀ·m·A for one piece: `size`x`size` results from the sums of the products of values, of
    /// which those in the first `rows` and `columns` are written.
    static void result(
            Plane m, int size, Plane y, int channels, int rows, int columns, Plane s) {
        var own = s.array();
        for (var c = 0; c < channels; c += V) {
            for (var j = 0; j < CELLS; j++) {
                var at = m.at() + c + j * m.row();
                results(m.array(), at, CELLS * m.row(), size, own, s.at() + j * V, CELLS * V, size);
            }
            for (var i = 0; i < rows; i++) {
                var to = y.at() + i * y.row() + c;
                results(
                        own,
                        s.at() + i * CELLS * V,
                        V,
                        size,
                        y.array(),
                        to,
                        channels,
                        columns);
            }
        }
    }

    /// The first `count` numbers of Aᵀ·m.
    private static void results(
            float[] m, int at, int step, int size, float[] y, int to, int next, int count) {
        var m0 = FloatVector.fromArray(S, m, at);
        var m1 = FloatVector.fromArray(S, m, at + step);
        var m2 = FloatVector.fromArray(S, m, at + 2 * step);
        var m3 = FloatVector.fromArray(S, m, at + 3 * step);
        var m4 = FloatVector.fromArray(S, m, at + 4 * step);
        var m5 = FloatVector.fromArray(S, m, at + 5 * step);
        var sumA = m1.add(m2);
        var oddA = m1.sub(m2).mul(A);
        var sumB = m3.add(m4);
        var oddB = m3.sub(m4).mul(B);
        m0.add(sumA).add(sumB).intoArray(y, to);
        if (count == 1) {
            return;
        }
        if (size == 2) {
            oddA.add(oddB).add(m5).intoArray(y, to + next);
            return;
        }
        oddA.add(oddB).intoArray(y, to + next);
        if (count > 2) {
            sumA.mul(A2).add(sumB.mul(B2)).intoArray(y, to + 2 * next);
        }
        if (count > 3) {
            oddA.mul(A2).add(oddB.mul(B2)).add(m5).intoArray(y, to + 3 * next);
        }
    }

    /// The way back of [#result]: A·g·Aᵀ, the values of the `size`x`size` gradients of pieces that
    /// lie side by side.
    static void resultBack(Plane g, int channels, int pieces, int size, Plane m, int pitch, Plane s) {
        var own = s.array();
        for (var piece = 0; piece < pieces; piece++) {
            var from = g.at() + piece * size * channels;
            var to = m.at() + piece * pitch;
            for (var c = 0; c < channels; c += V) {
                for (var j = 0; j < size; j++) {
                    var at = from + j * channels + c;
                    gradients(g.array(), at, g.row(), size, own, s.at() + j * V, CELLS * V);
                }
                for (var i = 0; i < CELLS; i++) {
                    var at = to + c + i * CELLS * m.row();
                    gradients(own, s.at() + i * CELLS * V, V, size, m.array(), at, m.row());
                }
            }
        }
    }

    /// A·g.
    private static void gradients(
            float[] g, int at, int step, int size, float[] m, int to, int next) {
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
            evenA = g0.add(g2.mul(A2));
            evenB = g0.add(g2.mul(B2));
            oddA = g1.add(last.mul(A2));
            oddB = g1.add(last.mul(B2));
        }
        oddA = oddA.mul(A);
        oddB = oddB.mul(B);
        g0.intoArray(m, to);
        evenA.add(oddA).intoArray(m, to + next);
        evenA.sub(oddA).intoArray(m, to + 2 * next);
        evenB.add(oddB).intoArray(m, to + 3 * next);
        evenB.sub(oddB).intoArray(m, to + 4 * next);
        last.intoArray(m, to + 5 * next);
    }

    /// Y = M·X·Mᵀ for small matrices of vectors of `width` numbers, which lie row by row.
    ///
    /// @param x its rows being the way from one vector of X to the next
    /// @param y likewise
    static void both(float[][] matrix, Plane x, Plane y, int width, Plane s) {
        var rows = matrix.length;
        var columns = matrix[0].length;
        for (var c = 0; c < width; c += V) {
            for (var j = 0; j < columns; j++) {
                var at = x.at() + c + j * x.row();
                product(
                        matrix,
                        x.array(),
                        at,
                        columns * x.row(),
                        s.array(),
                        s.at() + j * V,
                        columns * V);
            }
            for (var i = 0; i < rows; i++) {
                var at = y.at() + c + i * rows * y.row();
                product(matrix, s.array(), s.at() + i * columns * V, V, y.array(), at, y.row());
            }
        }
    }

    private static void product(
            float[][] matrix, float[] x, int at, int step, float[] y, int to, int next) {
        for (var i = 0; i < matrix.length; i++) {
            var sum = FloatVector.zero(S);
            for (var k = 0; k < matrix[i].length; k++) {
                sum = FloatVector.fromArray(S, x, at + k * step).fma(
                        FloatVector.broadcast(S, matrix[i][k]), sum);
            }
            sum.intoArray(y, to + i * next);
        }
    }
}
