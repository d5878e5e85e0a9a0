package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The mean of every whole plane, and the way back. Vectors of as many planes as they have lanes
/// are summed together, since the sum over the lanes of one takes longer than all others.
final class PlaneMeans {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    /// Numbers that one thread treats at a time.
    private static final int PIECE = 1 << 14;

    private PlaneMeans() {}

    private static int share(int pixels) {
        return Math.max(1, PIECE / (V * pixels)) * V;
    }

    static void means(
            float[] x, int xAt, int planes, int pixels, float[] y, int yAt, Workers workers) {
        var share = share(pixels);
        var rows = Turning.steps(V, V);
        workers.run(
                Math.ceilDiv(planes, share),
                (piece, _) -> {
                    var lanes = new float[Turning.ROOM];
                    var turned = new float[Turning.ROOM];
                    var block = new float[Turning.ROOM];
                    var sums = new float[V];
                    var end = Math.min(planes, (piece + 1) * share);
                    for (var plane = piece * share; plane < end; plane += V) {
                        var n = Math.min(V, end - plane);
                        for (var i = 0; i < n; i++) {
                            sum(x, xAt + (plane + i) * pixels, pixels, lanes, i * V);
                        }
                        Turning.toPixels(lanes, 0, rows, turned, 0, rows, V, block);
                        across(turned, pixels, sums);
                        System.arraycopy(sums, 0, y, yAt + plane, n);
                    }
                });
    }

    /// The sums of every V-th number of a plane.
    private static void sum(float[] x, int xAt, int n, float[] sums, int at) {
        var a = FloatVector.zero(S);
        var b = FloatVector.zero(S);
        var i = 0;
        for (; i <= n - 2 * V; i += 2 * V) {
            a = a.add(FloatVector.fromArray(S, x, xAt + i));
            b = b.add(FloatVector.fromArray(S, x, xAt + i + V));
        }
        if (i <= n - V) {
            a = a.add(FloatVector.fromArray(S, x, xAt + i));
            i += V;
        }
        if (i < n) {
            VectorMask<Float> rest = S.indexInRange(i, n);
            b = b.add(FloatVector.fromArray(S, x, xAt + i, rest));
        }
        a.add(b).intoArray(sums, at);
    }

    private static void across(float[] rows, int count, float[] means) {
        var sum = FloatVector.zero(S);
        for (var i = 0; i < V; i++) {
            sum = sum.add(FloatVector.fromArray(S, rows, i * V));
        }
        sum.div(count).intoArray(means, 0);
    }

    static void spread(
            float[] g, int gAt, int planes, int pixels, float[] x, int xAt, Workers workers) {
        var share = share(pixels);
        workers.run(
                Math.ceilDiv(planes, share),
                (piece, _) -> {
                    var end = Math.min(planes, (piece + 1) * share);
                    for (var plane = piece * share; plane < end; plane++) {
                        fill(x, xAt + plane * pixels, g[gAt + plane] / pixels, pixels);
                    }
                });
    }

    private static void fill(float[] x, int xAt, float value, int n) {
        var all = FloatVector.broadcast(S, value);
        var i = 0;
        for (; i <= n - V; i += V) {
            all.intoArray(x, xAt + i);
        }
        if (i < n) {
            all.intoArray(x, xAt + i, S.indexInRange(i, n));
        }
    }
}
