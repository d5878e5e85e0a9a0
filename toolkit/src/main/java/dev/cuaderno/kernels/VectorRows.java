package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import java.util.Arrays;

/// The loops of a layer normalisation with vectors and threads. Some hundred numbers are summed in
/// single precision, the sums of these in double.
final class VectorRows implements RowKernels {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    /// Numbers of a row that are summed in single precision, a vector at a time.
    private static final int BLOCK = 1024;

    /// Rows whose numbers are summed in single precision, column by column.
    private static final int TOGETHER = 32;

    /// Numbers that one thread treats at a time.
    private static final int PIECE = 1 << 15;

    /// The most pieces whose sums are kept apart.
    private static final int MOST_PIECES = 64;

    private final Workers workers;

    VectorRows(Workers workers) {
        this.workers = workers;
    }

    @Override
    public void normalise(
            Sizes s,
            float[] x,
            int xAt,
            double eps,
            float[] scale,
            float[] shift,
            Moments moments,
            float[] y,
            int yAt) {
        var n = s.length();
        var share = Math.max(1, PIECE / n);
        run(
                s,
                Math.ceilDiv(s.rows(), share),
                piece -> {
                    for (var row = piece * share;
                            row < Math.min(s.rows(), (piece + 1) * share);
                            row++) {
                        var at = xAt + row * n;
                        // Sums of what differs from any number of the row lose fewer digits.
                        var mean = x[at] + sum(x, at, x[at], n) / n;
                        var centre = (float) mean;
                        var variance = squares(x, at, centre, n) / n;
                        var inverse = (float) (1 / Math.sqrt(variance + eps));
                        moments.mean()[row] = centre;
                        moments.inverse()[row] = inverse;
                        write(x, at, centre, inverse, scale, shift, y, yAt + row * n, n);
                    }
                });
    }

    private static double sum(float[] x, int at, float centre, int n) {
        var sum = 0.0;
        for (var from = 0; from < n; from += BLOCK) {
            sum += sumBlock(x, at + from, centre, Math.min(BLOCK, n - from));
        }
        return sum;
    }

    private static double sumBlock(float[] x, int at, float centre, int n) {
        var all = FloatVector.broadcast(S, centre);
        var a = FloatVector.zero(S);
        var b = a;
        var i = 0;
        for (; i <= n - 2 * V; i += 2 * V) {
            a = a.add(FloatVector.fromArray(S, x, at + i).sub(all));
            b = b.add(FloatVector.fromArray(S, x, at + i + V).sub(all));
        }
        double sum = Lanes.sum(a.add(b));
        for (; i < n; i++) {
            sum += x[at + i] - centre;
        }
        return sum;
    }

    private static double squares(float[] x, int at, float centre, int n) {
        var sum = 0.0;
        for (var from = 0; from < n; from += BLOCK) {
            sum += squareBlock(x, at + from, centre, Math.min(BLOCK, n - from));
        }
        return sum;
    }

    private static double squareBlock(float[] x, int at, float centre, int n) {
        var all = FloatVector.broadcast(S, centre);
        var a = FloatVector.zero(S);
        var b = a;
        var i = 0;
        for (; i <= n - 2 * V; i += 2 * V) {
            var p = FloatVector.fromArray(S, x, at + i).sub(all);
            var q = FloatVector.fromArray(S, x, at + i + V).sub(all);
            a = p.fma(p, a);
            b = q.fma(q, b);
        }
        double sum = Lanes.sum(a.add(b));
        for (; i < n; i++) {
            var d = x[at + i] - centre;
            sum += (double) d * d;
        }
        return sum;
    }

    private static void write(
            float[] x,
            int xAt,
            float centre,
            float inverse,
            float[] scale,
            float[] shift,
            float[] y,
            int yAt,
            int n) {
        var vm = FloatVector.broadcast(S, centre);
        var vi = FloatVector.broadcast(S, inverse);
        var i = 0;
        for (; i <= n - V; i += V) {
            FloatVector.fromArray(S, x, xAt + i)
                    .sub(vm)
                    .mul(vi)
                    .fma(FloatVector.fromArray(S, scale, i), FloatVector.fromArray(S, shift, i))
                    .intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] = Math.fma((x[xAt + i] - centre) * inverse, scale[i], shift[i]);
        }
    }

    @Override
    public void back(
            Sizes s,
            float[] g,
            int gAt,
            float[] x,
            int xAt,
            Moments moments,
            float[] scale,
            double[] sums,
            double[] products,
            float[] y,
            int yAt) {
        var n = s.length();
        var share = Math.max(Math.max(1, PIECE / n), Math.ceilDiv(s.rows(), MOST_PIECES));
        var pieces = Math.ceilDiv(s.rows(), share);
        var partial = new double[pieces][];
        run(
                s,
                pieces,
                piece -> {
                    var both = new double[2 * n];
                    var some = new float[2 * n];
                    var found = new float[2];
                    var row = piece * share;
                    var end = Math.min(s.rows(), row + share);
                    while (row < end) {
                        Arrays.fill(some, 0);
                        for (var last = Math.min(end, row + TOGETHER); row < last; row++) {
                            var m = moments.mean()[row];
                            var f = moments.inverse()[row];
                            var to = yAt + row * n;
                            backRow(
                                    g,
                                    gAt + row * n,
                                    x,
                                    xAt + row * n,
                                    m,
                                    f,
                                    scale,
                                    some,
                                    y,
                                    to,
                                    n,
                                    found);
                        }
                        for (var i = 0; i < 2 * n; i++) {
                            both[i] += some[i];
                        }
                    }
                    partial[piece] = both;
                });
        Arrays.fill(sums, 0);
        Arrays.fill(products, 0);
        for (var both : partial) {
            for (var i = 0; i < n; i++) {
                sums[i] += both[i];
                products[i] += both[n + i];
            }
        }
    }

    private static void backRow(
            float[] g,
            int gAt,
            float[] x,
            int xAt,
            float mean,
            float inverse,
            float[] scale,
            float[] columns,
            float[] y,
            int yAt,
            int n,
            float[] found) {
        var plain = 0.0;
        var scaled = 0.0;
        for (var from = 0; from < n; from += BLOCK) {
            var some = Math.min(BLOCK, n - from);
            add(g, gAt, x, xAt, mean, inverse, scale, columns, n, from, some, found);
            plain += found[0];
            scaled += found[1];
        }
        if (y != null) {
            // (γ·g − p − x̂·q)/√(σ² + ε) with x̂ = (x − μ)/√(σ² + ε)
            var p = (float) (-plain / n * inverse);
            var q = (float) (-scaled / n * inverse * inverse);
            mix(g, gAt, x, xAt, mean, inverse, p, q, scale, y, yAt, n);
        }
    }

    /// Adds g and g·x̂ to the columns' sums; leaves Σγ·g and Σγ·g·x̂ of the row's block in `found`.
    private static void add(
            float[] g,
            int gAt,
            float[] x,
            int xAt,
            float mean,
            float inverse,
            float[] scale,
            float[] columns,
            int n,
            int from,
            int some,
            float[] found) {
        var vm = FloatVector.broadcast(S, mean);
        var vi = FloatVector.broadcast(S, inverse);
        var plain = FloatVector.zero(S);
        var scaled = plain;
        var i = from;
        for (; i <= from + some - V; i += V) {
            var slope = FloatVector.fromArray(S, g, gAt + i);
            var normal = FloatVector.fromArray(S, x, xAt + i).sub(vm).mul(vi);
            FloatVector.fromArray(S, columns, i).add(slope).intoArray(columns, i);
            slope.fma(normal, FloatVector.fromArray(S, columns, n + i)).intoArray(columns, n + i);
            var weighted = slope.mul(FloatVector.fromArray(S, scale, i));
            plain = plain.add(weighted);
            scaled = weighted.fma(normal, scaled);
        }
        var first = Lanes.sum(plain);
        var second = Lanes.sum(scaled);
        for (; i < from + some; i++) {
            var slope = g[gAt + i];
            var normal = (x[xAt + i] - mean) * inverse;
            columns[i] += slope;
            columns[n + i] = Math.fma(slope, normal, columns[n + i]);
            first += slope * scale[i];
            second = Math.fma(slope * scale[i], normal, second);
        }
        found[0] = first;
        found[1] = second;
    }

    /// y = γ·g·inverse + p + (x − mean)·q.
    private static void mix(
            float[] g,
            int gAt,
            float[] x,
            int xAt,
            float mean,
            float inverse,
            float p,
            float q,
            float[] scale,
            float[] y,
            int yAt,
            int n) {
        var vm = FloatVector.broadcast(S, mean);
        var vi = FloatVector.broadcast(S, inverse);
        var vp = FloatVector.broadcast(S, p);
        var vq = FloatVector.broadcast(S, q);
        var i = 0;
        for (; i <= n - V; i += V) {
            var rest = FloatVector.fromArray(S, x, xAt + i).sub(vm).fma(vq, vp);
            FloatVector.fromArray(S, g, gAt + i)
                    .mul(FloatVector.fromArray(S, scale, i))
                    .fma(vi, rest)
                    .intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            var rest = Math.fma(x[xAt + i] - mean, q, p);
            y[yAt + i] = Math.fma(g[gAt + i] * scale[i], inverse, rest);
        }
    }

    @FunctionalInterface
    private interface Piece {
        void run(int piece);
    }

    private void run(Sizes s, int pieces, Piece task) {
        if ((long) s.rows() * s.length() < 2 * PIECE) {
            for (var piece = 0; piece < pieces; piece++) {
                task.run(piece);
            }
        } else {
            workers.run(pieces, (piece, _) -> task.run(piece));
        }
    }
}
