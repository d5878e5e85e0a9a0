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

    /// Pieces side by side that are treated together, at most.
    static final int TOGETHER = 12;

    /// Numbers that the loops need for themselves.
    static final int SCRATCH = VALUES * (TOGETHER + 1) * V;

    private static final double POINT_A = Math.sqrt(2);
    private static final double POINT_B = Math.sqrt(0.5);

    private static final float A = (float) POINT_A;
    private static final float B = (float) POINT_B;
    private static final float A2 = 2;
    private static final float B2 = 0.5f;
    private static final float SUM2 = A2 + B2;

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

    /// Bᵀ·d·B: the values of pieces of an image that lie side by side, [#TOGETHER] at most.
    ///
    /// @param step from one piece to the next, in columns
    /// @param v where the values go, its rows being the planes
    /// @param pitch from one piece's values to the next
    static void image(Plane x, int channels, int pieces, int step, Plane v, int pitch, Plane s) {
        var columns = (pieces - 1) * step + CELLS;
        for (var c = 0; c < channels; c += V) {
            for (var j = 0; j < columns; j++) {
                var at = x.at() + j * channels + c;
                values(x.array(), at, x.row(), s.array(), s.at() + j * CELLS * V, V);
            }
            for (var piece = 0; piece < pieces; piece++) {
                var from = s.at() + piece * step * CELLS * V;
                var to = v.at() + piece * pitch + c;
                for (var i = 0; i < CELLS; i++) {
                    var at = to + i * CELLS * v.row();
                    values(s.array(), from + i * V, CELLS * V, v.array(), at, v.row());
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

    /// The way back of [#image]: adds B·v·Bᵀ to the cells of pieces.
    ///
    /// @param x the image
    /// @param row of the image in which the first row of the pieces lies, perhaps outside
    /// @param column of the image in which the first column of the first piece lies
    static void imageBack(
            Plane v,
            int pitch,
            int channels,
            int pieces,
            int step,
            Plane x,
            Area area,
            int row,
            int column,
            Plane s) {
        for (var c = 0; c < channels; c += V) {
            for (var piece = 0; piece < pieces; piece++) {
                for (var j = 0; j < CELLS; j++) {
                    var at = v.at() + piece * pitch + c + j * v.row();
                    var to = s.at() + (piece * VALUES + j) * V;
                    cells(v.array(), at, CELLS * v.row(), s.array(), to, CELLS * V);
                }
            }
            var end = Math.min(CELLS, area.rows - row);
            for (var i = Math.max(0, -row); i < end; i++) {
                var from = s.at() + i * CELLS * V;
                var to = x.at() + (row + i) * x.row() + c;
                if (step == 4) {
                    wide(s.array(), from, pieces, x.array(), to, channels, column, area.columns);
                } else {
                    narrow(s.array(), from, pieces, x.array(), to, channels, column, area.columns);
                }
            }
        }
    }

    /// Rows and columns of an image.
    record Area(int rows, int columns) {}

    /// Adds a row of pieces that lie 4 columns apart: two columns of a piece belong to the next one
    /// too.
    private static void wide(
            float[] s,
            int from,
            int pieces,
            float[] x,
            int to,
            int channels,
            int first,
            int columns) {
        var over0 = FloatVector.zero(S);
        var over1 = FloatVector.zero(S);
        for (var piece = 0; piece <= pieces; piece++) {
            var column = first + 4 * piece;
            var at = from + piece * VALUES * V;
            if (piece == pieces) {
                over0.intoArray(s, at);
                over1.intoArray(s, at + V);
                add(s, at, 2, x, to, channels, column, columns);
                return;
            }
            cells(s, at, V, s, at, V);
            over0.add(FloatVector.fromArray(S, s, at)).intoArray(s, at);
            over1.add(FloatVector.fromArray(S, s, at + V)).intoArray(s, at + V);
            over0 = FloatVector.fromArray(S, s, at + 4 * V);
            over1 = FloatVector.fromArray(S, s, at + 5 * V);
            add(s, at, 4, x, to, channels, column, columns);
        }
    }

    /// The same for pieces that lie 2 columns apart.
    private static void narrow(
            float[] s,
            int from,
            int pieces,
            float[] x,
            int to,
            int channels,
            int first,
            int columns) {
        var over0 = FloatVector.zero(S);
        var over1 = FloatVector.zero(S);
        var over2 = FloatVector.zero(S);
        var over3 = FloatVector.zero(S);
        for (var piece = 0; piece <= pieces; piece++) {
            var column = first + 2 * piece;
            var at = from + piece * VALUES * V;
            if (piece == pieces) {
                over0.intoArray(s, at);
                over1.intoArray(s, at + V);
                over2.intoArray(s, at + 2 * V);
                over3.intoArray(s, at + 3 * V);
                add(s, at, 4, x, to, channels, column, columns);
                return;
            }
            cells(s, at, V, s, at, V);
            over0.add(FloatVector.fromArray(S, s, at)).intoArray(s, at);
            over1.add(FloatVector.fromArray(S, s, at + V)).intoArray(s, at + V);
            over0 = over2.add(FloatVector.fromArray(S, s, at + 2 * V));
            over1 = over3.add(FloatVector.fromArray(S, s, at + 3 * V));
            over2 = FloatVector.fromArray(S, s, at + 4 * V);
            over3 = FloatVector.fromArray(S, s, at + 5 * V);
            add(s, at, 2, x, to, channels, column, columns);
        }
    }

    /// Adds some columns to those that there are.
    private static void add(
            float[] s,
            int at,
            int count,
            float[] x,
            int to,
            int channels,
            int column,
            int columns) {
        var end = Math.min(count, columns - column);
        for (var j = Math.max(0, -column); j < end; j++) {
            var place = to + (column + j) * channels;
            FloatVector.fromArray(S, x, place)
                    .add(FloatVector.fromArray(S, s, at + j * V))
                    .intoArray(x, place);
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
    static void result(Plane m, int size, Plane y, int channels, int rows, int columns, Plane s) {
        var own = s.array();
        for (var c = 0; c < channels; c += V) {
            for (var j = 0; j < CELLS; j++) {
                var at = m.at() + c + j * m.row();
                results(m.array(), at, CELLS * m.row(), size, own, s.at() + j * V, CELLS * V, size);
            }
            for (var i = 0; i < rows; i++) {
                var to = y.at() + i * y.row() + c;
                results(own, s.at() + i * CELLS * V, V, size, y.array(), to, channels, columns);
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
    static void resultBack(
            Plane g, int channels, int pieces, int size, Plane m, int pitch, Plane s) {
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

    /// G·g·Gᵀ: the values of a kernel of `size`x`size` vectors of `width` numbers.
    ///
    /// @param g its rows being the way from one of them to the next
    /// @param u where the values go, its rows being the planes
    static void kernel(Plane g, int size, Plane u, int width, Plane s) {
        for (var c = 0; c < width; c += V) {
            for (var j = 0; j < size; j++) {
                var at = g.at() + c + j * g.row();
                weights(g.array(), at, size * g.row(), size, s.array(), s.at() + j * V, size * V);
            }
            for (var i = 0; i < CELLS; i++) {
                var at = u.at() + c + i * CELLS * u.row();
                weights(s.array(), s.at() + i * size * V, V, size, u.array(), at, u.row());
            }
        }
    }

    /// G·g.
    private static void weights(
            float[] g, int at, int step, int size, float[] u, int to, int next) {
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

    /// The way back of [#kernel]: Gᵀ·u·G.
    static void kernelBack(Plane u, int size, Plane g, int width, Plane s) {
        for (var c = 0; c < width; c += V) {
            for (var j = 0; j < CELLS; j++) {
                var at = u.at() + c + j * u.row();
                sums(u.array(), at, CELLS * u.row(), size, s.array(), s.at() + j * V, CELLS * V);
            }
            for (var i = 0; i < size; i++) {
                var at = g.at() + c + i * size * g.row();
                sums(s.array(), s.at() + i * CELLS * V, V, size, g.array(), at, g.row());
            }
        }
    }

    /// Gᵀ·u.
    private static void sums(float[] u, int at, int step, int size, float[] g, int to, int next) {
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
