package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import java.util.function.IntConsumer;

/// The loops of a normalisation with vectors and threads. Some hundred numbers are summed in single
/// precision, the sums of these in double.
final class VectorPlanes implements PlaneKernels {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    /// Numbers that are summed in single precision, a vector at a time.
    private static final int BLOCK = 1024;

    /// Groups of images whose sums are computed apart, for a sum in a fixed order.
    private static final int MOST_GROUPS = 8;

    /// Numbers that one thread treats at a time.
    private static final int PIECE = 1 << 15;

    private final Workers workers;

    VectorPlanes(Workers workers) {
        this.workers = workers;
    }

    @Override
    public void moments(
            Sizes s, float[] x, int xAt, float[] centre, double[] sums, double[] squares) {
        sums(
                s,
                sums,
                squares,
                (at, n, channel, both) -> moments(x, xAt + at, centre[channel], n, both));
    }

    @Override
    public void products(
            Sizes s,
            float[] g,
            int gAt,
            Relu relu,
            float[] x,
            int xAt,
            float[] centre,
            double[] sums,
            double[] products) {
        if (relu == null) {
            sums(
                    s,
                    sums,
                    products,
                    (at, n, channel, both) ->
                            products(g, gAt + at, x, xAt + at, centre[channel], n, both));
            return;
        }
        sums(
                s,
                sums,
                products,
                (at, n, channel, both) -> {
                    var passed = new float[n];
                    gate(relu, channel, g, gAt + at, x, xAt + at, centre[channel], passed, 0, n);
                    products(passed, 0, x, xAt + at, centre[channel], n, both);
                });
    }

    @Override
    public void scale(
            Sizes s,
            float[] x,
            int xAt,
            float[] centre,
            float[] a,
            float[] b,
            float least,
            float[] y,
            int yAt) {
        over(
                s,
                (at, c) ->
                        scale(x, xAt + at, centre[c], a[c], b[c], least, y, yAt + at, s.pixels()));
    }

    @Override
    public void mix(
            Sizes s,
            float[] g,
            int gAt,
            Relu relu,
            float[] x,
            int xAt,
            float[] centre,
            float[] a,
            float[] b,
            float[] c,
            float[] y,
            int yAt) {
        over(
                s,
                (at, i) -> {
                    var n = s.pixels();
                    var from = g;
                    var fromAt = gAt + at;
                    if (relu != null) {
                        // The gate writes to y, where the sum then finds what has passed.
                        gate(relu, i, g, gAt + at, x, xAt + at, centre[i], y, yAt + at, n);
                        from = y;
                        fromAt = yAt + at;
                    }
                    var to = yAt + at;
                    mix(from, fromAt, x, xAt + at, centre[i], a[i], b[i], c[i], y, to, n);
                });
    }

    /// Adds to `both` the two sums over some numbers of one channel.
    @FunctionalInterface
    private interface Block {
        void add(int at, int n, int channel, double[] both);
    }

    private void sums(Sizes s, double[] first, double[] second, Block block) {
        var groups = Math.min(s.batch(), MOST_GROUPS);
        var partial = new double[groups * s.channels()][2];
        var share = (int) Math.max(1, PIECE * (long) groups / s.count());
        run(
                s,
                Math.ceilDiv(partial.length, share),
                piece -> {
                    var end = Math.min(partial.length, (piece + 1) * share);
                    for (var one = piece * share; one < end; one++) {
                        sums(s, one / groups, one % groups, groups, partial[one], block);
                    }
                });
        for (var channel = 0; channel < s.channels(); channel++) {
            first[channel] = 0;
            second[channel] = 0;
            for (var group = 0; group < groups; group++) {
                first[channel] += partial[channel * groups + group][0];
                second[channel] += partial[channel * groups + group][1];
            }
        }
    }

    /// The sums over one group of a channel's images.
    private static void sums(
            Sizes s, int channel, int group, int groups, double[] both, Block block) {
        var end = s.batch() * (group + 1) / groups;
        for (var image = s.batch() * group / groups; image < end; image++) {
            var plane = s.plane(image, channel);
            for (var at = 0; at < s.pixels(); at += BLOCK) {
                block.add(plane + at, Math.min(BLOCK, s.pixels() - at), channel, both);
            }
        }
    }

    @FunctionalInterface
    private interface Plane {
        void treat(int at, int channel);
    }

    private void over(Sizes s, Plane plane) {
        var planes = s.batch() * s.channels();
        var share = Math.max(1, PIECE / s.pixels());
        run(
                s,
                Math.ceilDiv(planes, share),
                piece -> {
                    var end = Math.min(planes, (piece + 1) * share);
                    for (var one = piece * share; one < end; one++) {
                        plane.treat(one * s.pixels(), one % s.channels());
                    }
                });
    }

    private void run(Sizes s, int pieces, IntConsumer task) {
        if (s.count() * s.channels() < 2 * PIECE) {
            for (var piece = 0; piece < pieces; piece++) {
                task.accept(piece);
            }
        } else {
            workers.run(pieces, (piece, _) -> task.accept(piece));
        }
    }

    private static void moments(float[] x, int xAt, float centre, int n, double[] both) {
        var all = FloatVector.broadcast(S, centre);
        var sum0 = FloatVector.zero(S);
        var sum1 = FloatVector.zero(S);
        var square0 = FloatVector.zero(S);
        var square1 = FloatVector.zero(S);
        var i = 0;
        for (; i <= n - 2 * V; i += 2 * V) {
            var p = FloatVector.fromArray(S, x, xAt + i).sub(all);
            var q = FloatVector.fromArray(S, x, xAt + i + V).sub(all);
            sum0 = sum0.add(p);
            sum1 = sum1.add(q);
            square0 = p.fma(p, square0);
            square1 = q.fma(q, square1);
        }
        var sum = lanes(sum0.add(sum1));
        var square = lanes(square0.add(square1));
        for (; i < n; i++) {
            var d = x[xAt + i] - centre;
            sum += d;
            square += (double) d * d;
        }
        both[0] += sum;
        both[1] += square;
    }

    private static void products(
            float[] g, int gAt, float[] x, int xAt, float centre, int n, double[] both) {
        var all = FloatVector.broadcast(S, centre);
        var sum0 = FloatVector.zero(S);
        var sum1 = FloatVector.zero(S);
        var product0 = FloatVector.zero(S);
        var product1 = FloatVector.zero(S);
        var i = 0;
        for (; i <= n - 2 * V; i += 2 * V) {
            var p = FloatVector.fromArray(S, g, gAt + i);
            var q = FloatVector.fromArray(S, g, gAt + i + V);
            sum0 = sum0.add(p);
            sum1 = sum1.add(q);
            product0 = p.fma(FloatVector.fromArray(S, x, xAt + i).sub(all), product0);
            product1 = q.fma(FloatVector.fromArray(S, x, xAt + i + V).sub(all), product1);
        }
        var sum = lanes(sum0.add(sum1));
        var product = lanes(product0.add(product1));
        for (; i < n; i++) {
            sum += g[gAt + i];
            product += (double) g[gAt + i] * (x[xAt + i] - centre);
        }
        both[0] += sum;
        both[1] += product;
    }

    /// One lane after the other: the JVM's own sum of a vector has no fixed order.
    private static double lanes(FloatVector vector) {
        var sum = 0.0;
        for (var lane : vector.toArray()) {
            sum += lane;
        }
        return sum;
    }

    private static void gate(
            Relu relu,
            int channel,
            float[] g,
            int gAt,
            float[] x,
            int xAt,
            float centre,
            float[] y,
            int yAt,
            int n) {
        var nothing = FloatVector.zero(S);
        var vm = FloatVector.broadcast(S, centre);
        var va = FloatVector.broadcast(S, relu.a()[channel]);
        var vb = FloatVector.broadcast(S, relu.b()[channel]);
        var i = 0;
        for (; i <= n - V; i += V) {
            var scaled = FloatVector.fromArray(S, x, xAt + i).sub(vm).fma(va, vb);
            var passes = scaled.compare(VectorOperators.GT, 0);
            nothing.blend(FloatVector.fromArray(S, g, gAt + i), passes).intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            var scaled = Math.fma(x[xAt + i] - centre, relu.a()[channel], relu.b()[channel]);
            y[yAt + i] = scaled > 0 ? g[gAt + i] : 0;
        }
    }

    private static void scale(
            float[] x,
            int xAt,
            float centre,
            float a,
            float b,
            float least,
            float[] y,
            int yAt,
            int n) {
        var all = FloatVector.broadcast(S, least);
        var vm = FloatVector.broadcast(S, centre);
        var va = FloatVector.broadcast(S, a);
        var vb = FloatVector.broadcast(S, b);
        var i = 0;
        for (; i <= n - V; i += V) {
            var scaled = FloatVector.fromArray(S, x, xAt + i).sub(vm).fma(va, vb);
            scaled.blend(all, scaled.compare(VectorOperators.LT, all)).intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            var scaled = Math.fma(x[xAt + i] - centre, a, b);
            y[yAt + i] = scaled < least ? least : scaled;
        }
    }

    private static void mix(
            float[] g,
            int gAt,
            float[] x,
            int xAt,
            float centre,
            float a,
            float b,
            float c,
            float[] y,
            int yAt,
            int n) {
        var vm = FloatVector.broadcast(S, centre);
        var va = FloatVector.broadcast(S, a);
        var vb = FloatVector.broadcast(S, b);
        var vc = FloatVector.broadcast(S, c);
        var i = 0;
        for (; i <= n - V; i += V) {
            var other = FloatVector.fromArray(S, x, xAt + i).sub(vm).fma(vb, vc);
            FloatVector.fromArray(S, g, gAt + i).fma(va, other).intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] = Math.fma(g[gAt + i], a, Math.fma(x[xAt + i] - centre, b, c));
        }
    }
}
