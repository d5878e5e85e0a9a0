package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import java.util.Arrays;

/// Products of a few rows by a large matrix, and of matrices whose sums have a few terms. Reading
/// or writing the large matrix takes longer than all sums, so that it is read as it lies, once.
final class FewRows {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    /// The most rows of the left factor, or terms of a sum.
    static final int MOST = 4;

    /// Results of a piece.
    private static final int TOGETHER = 32;

    /// Rows of the right factor in a piece.
    private static final int GROUP = 128;

    /// Columns for which some rows of the right factor stay in the cache.
    private static final int ACROSS = 1024;

    private static final int PIECE = 1 << 15;

    private FewRows() {}

    /// C = A·B for at most [#MOST] rows of A.
    static void rows(int m, int n, int k, Matrix a, Matrix b, float[] c, int cAt, Workers workers) {
        var x = new float[m * k];
        for (var i = 0; i < m; i++) {
            for (var term = 0; term < k; term++) {
                x[i * k + term] = a.array()[a.at(i, term)];
            }
        }
        if (b.hasRows()) {
            byRows(m, n, k, x, b, c, cAt, workers);
        } else {
            run(
                    workers,
                    (long) n * k,
                    Math.ceilDiv(n, TOGETHER),
                    piece -> {
                        var from = piece * TOGETHER;
                        var end = Math.min(n, from + TOGETHER);
                        for (var i = 0; i < m; i++) {
                            dots(x, i * k, k, b, from, end, c, cAt + i * n);
                        }
                    });
        }
    }

    @FunctionalInterface
    private interface Piece {
        void run(int piece);
    }

    private static void run(Workers workers, long numbers, int pieces, Piece task) {
        if (numbers < 2 * PIECE) {
            for (var piece = 0; piece < pieces; piece++) {
                task.run(piece);
            }
        } else {
            workers.run(pieces, (piece, _) -> task.run(piece));
        }
    }

    /// Some columns of B, each with its numbers side by side, times a row.
    private static void dots(
            float[] x, int xAt, int k, Matrix b, int from, int end, float[] c, int cAt) {
        var sums = new float[4];
        var j = from;
        for (; j + 4 <= end; j += 4) {
            four(x, xAt, k, b.array(), b.at(0, j), b.column(), sums);
            for (var i = 0; i < 4; i++) {
                c[cAt + j + i] = sums[i] + rest(x, xAt, k, b.array(), b.at(0, j + i));
            }
        }
        for (; j < end; j++) {
            var sum = one(x, xAt, k, b.array(), b.at(0, j));
            c[cAt + j] = sum + rest(x, xAt, k, b.array(), b.at(0, j));
        }
    }

    private static void four(
            float[] x, int xAt, int k, float[] b, int bAt, int step, float[] sums) {
        var p = FloatVector.zero(S);
        var q = p;
        var r = p;
        var s = p;
        var i = 0;
        for (; i <= k - V; i += V) {
            var in = FloatVector.fromArray(S, x, xAt + i);
            p = in.fma(FloatVector.fromArray(S, b, bAt + i), p);
            q = in.fma(FloatVector.fromArray(S, b, bAt + step + i), q);
            r = in.fma(FloatVector.fromArray(S, b, bAt + 2 * step + i), r);
            s = in.fma(FloatVector.fromArray(S, b, bAt + 3 * step + i), s);
        }
        sums[0] = Lanes.sum(p);
        sums[1] = Lanes.sum(q);
        sums[2] = Lanes.sum(r);
        sums[3] = Lanes.sum(s);
    }

    private static float one(float[] x, int xAt, int k, float[] b, int bAt) {
        var p = FloatVector.zero(S);
        var i = 0;
        for (; i <= k - V; i += V) {
            p = FloatVector.fromArray(S, x, xAt + i).fma(FloatVector.fromArray(S, b, bAt + i), p);
        }
        return Lanes.sum(p);
    }

    /// The products that do not fill a vector.
    private static float rest(float[] x, int xAt, int k, float[] b, int bAt) {
        var sum = 0f;
        for (var i = k / V * V; i < k; i++) {
            sum = Math.fma(x[xAt + i], b[bAt + i], sum);
        }
        return sum;
    }

    /// Adds up multiples of the rows of B, a group of rows at a time.
    private static void byRows(
            int m, int n, int k, float[] x, Matrix b, float[] c, int cAt, Workers workers) {
        var groups = Math.ceilDiv(k, GROUP);
        var sums = new float[groups][];
        run(
                workers,
                (long) n * k,
                groups,
                group -> {
                    sums[group] = new float[m * n];
                    var end = Math.min(k, (group + 1) * GROUP);
                    addRows(m, n, k, x, b, group * GROUP, end, sums[group]);
                });
        System.arraycopy(sums[0], 0, c, cAt, m * n);
        for (var group = 1; group < groups; group++) {
            Passes.add(sums[group], 0, c, cAt, m * n);
        }
    }

    private static void addRows(
            int m, int n, int k, float[] x, Matrix b, int from, int end, float[] y) {
        for (var term = from; term < end; ) {
            var some = end - term >= 4 ? 4 : 1;
            for (var column = 0; column < n; column += ACROSS) {
                var width = Math.min(ACROSS, n - column);
                for (var i = 0; i < m; i++) {
                    var at = b.at(term, column);
                    if (some == 4) {
                        addFour(x, i * k + term, b.array(), at, b.row(), y, i * n + column, width);
                    } else {
                        addOne(x[i * k + term], b.array(), at, y, i * n + column, width);
                    }
                }
            }
            term += some;
        }
    }

    private static void addFour(
            float[] x, int xAt, float[] b, int bAt, int row, float[] y, int yAt, int n) {
        var p = FloatVector.broadcast(S, x[xAt]);
        var q = FloatVector.broadcast(S, x[xAt + 1]);
        var r = FloatVector.broadcast(S, x[xAt + 2]);
        var s = FloatVector.broadcast(S, x[xAt + 3]);
        var j = 0;
        for (; j <= n - V; j += V) {
            var sum = FloatVector.fromArray(S, y, yAt + j);
            sum = p.fma(FloatVector.fromArray(S, b, bAt + j), sum);
            sum = q.fma(FloatVector.fromArray(S, b, bAt + row + j), sum);
            sum = r.fma(FloatVector.fromArray(S, b, bAt + 2 * row + j), sum);
            sum = s.fma(FloatVector.fromArray(S, b, bAt + 3 * row + j), sum);
            sum.intoArray(y, yAt + j);
        }
        for (; j < n; j++) {
            var sum = Math.fma(x[xAt], b[bAt + j], y[yAt + j]);
            sum = Math.fma(x[xAt + 1], b[bAt + row + j], sum);
            sum = Math.fma(x[xAt + 2], b[bAt + 2 * row + j], sum);
            y[yAt + j] = Math.fma(x[xAt + 3], b[bAt + 3 * row + j], sum);
        }
    }

    private static void addOne(float x, float[] b, int bAt, float[] y, int yAt, int n) {
        var p = FloatVector.broadcast(S, x);
        var j = 0;
        for (; j <= n - V; j += V) {
            p.fma(FloatVector.fromArray(S, b, bAt + j), FloatVector.fromArray(S, y, yAt + j))
                    .intoArray(y, yAt + j);
        }
        for (; j < n; j++) {
            y[yAt + j] = Math.fma(x, b[bAt + j], y[yAt + j]);
        }
    }

    /// C = A·B for sums of at most [#MOST] terms.
    static void terms(
            int m, int n, int k, Matrix a, Matrix b, float[] c, int cAt, Workers workers) {
        // At least four rows, so that one loop serves them all; nothing is added for those missing.
        var rows = new float[MOST * n];
        for (var term = 0; term < k; term++) {
            for (var j = 0; j < n; j++) {
                rows[term * n + j] = b.array()[b.at(term, j)];
            }
        }
        var share = Math.max(1, PIECE / n);
        run(
                workers,
                (long) m * n,
                Math.ceilDiv(m, share),
                piece -> {
                    var factors = new float[MOST];
                    for (var i = piece * share; i < Math.min(m, (piece + 1) * share); i++) {
                        Arrays.fill(factors, 0);
                        for (var term = 0; term < k; term++) {
                            factors[term] = a.array()[a.at(i, term)];
                        }
                        if (k == 1) {
                            scale(factors[0], rows, c, cAt + i * n, n);
                        } else {
                            mix(factors, rows, c, cAt + i * n, n);
                        }
                    }
                });
    }

    private static void scale(float factor, float[] row, float[] c, int cAt, int n) {
        var p = FloatVector.broadcast(S, factor);
        var j = 0;
        for (; j <= n - V; j += V) {
            p.mul(FloatVector.fromArray(S, row, j)).intoArray(c, cAt + j);
        }
        for (; j < n; j++) {
            c[cAt + j] = factor * row[j];
        }
    }

    private static void mix(float[] factors, float[] rows, float[] c, int cAt, int n) {
        var p = FloatVector.broadcast(S, factors[0]);
        var q = FloatVector.broadcast(S, factors[1]);
        var r = FloatVector.broadcast(S, factors[2]);
        var s = FloatVector.broadcast(S, factors[3]);
        var j = 0;
        for (; j <= n - V; j += V) {
            var sum = p.mul(FloatVector.fromArray(S, rows, j));
            sum = q.fma(FloatVector.fromArray(S, rows, n + j), sum);
            sum = r.fma(FloatVector.fromArray(S, rows, 2 * n + j), sum);
            sum = s.fma(FloatVector.fromArray(S, rows, 3 * n + j), sum);
            sum.intoArray(c, cAt + j);
        }
        for (; j < n; j++) {
            var sum = factors[0] * rows[j];
            sum = Math.fma(factors[1], rows[n + j], sum);
            sum = Math.fma(factors[2], rows[2 * n + j], sum);
            c[cAt + j] = Math.fma(factors[3], rows[3 * n + j], sum);
        }
    }
}
