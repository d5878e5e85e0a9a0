package dev.cuaderno.kernels;

import dev.cuaderno.kernels.Passes.Plane;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The largest of every window of 2x2 with step 2, and what lies before it in the same pass: `y =
/// max(floor, largest of z·a + b)`, where a and b hold for a channel. Channels lie side by side.
///
/// Behind every result it leaves which cell of the window was the largest, 0 to 3 row by row, or −1
/// if that was not above the floor: so the way back needs neither y nor z.
///
/// @param rows of the image; the last one is in no window if they are odd
/// @param columns of the image, likewise
/// @param channels a multiple of [Lanes#COUNT]
public record SquarePooling(int rows, int columns, int channels) {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    private int row() {
        return columns * channels;
    }

    /// Rows of windows.
    public int tall() {
        return rows / 2;
    }

    /// Windows of a row.
    private int wide() {
        return columns / 2;
    }

    /// Computes y and the winners of one image, for some rows of windows.
    public void largest(
            int first,
            int end,
            float[] z,
            int zAt,
            float[] a,
            float[] b,
            float floor,
            float[] y,
            int yAt,
            float[] winners,
            int winnersAt) {
        var none = FloatVector.broadcast(S, -1f);
        for (var c = 0; c < channels; c += V) {
            var va = FloatVector.fromArray(S, a, c);
            var vb = FloatVector.fromArray(S, b, c);
            for (var i = first; i < end; i++) {
                var from = zAt + 2 * i * row() + c;
                var to = i * wide() * channels + c;
                for (var j = 0; j < wide(); j++) {
                    var most = FloatVector.fromArray(S, z, from).fma(va, vb);
                    var next = FloatVector.fromArray(S, z, from + channels).fma(va, vb);
                    // Comparisons that are false for NaN, so that NaN wins, and stays.
                    var more = next.compare(VectorOperators.LE, most).not();
                    more = more.and(most.compare(VectorOperators.EQ, most));
                    most = most.blend(next, more);
                    var winner = FloatVector.zero(S).blend(1f, more);
                    next = FloatVector.fromArray(S, z, from + row()).fma(va, vb);
                    more = next.compare(VectorOperators.LE, most).not();
                    more = more.and(most.compare(VectorOperators.EQ, most));
                    most = most.blend(next, more);
                    winner = winner.blend(2f, more);
                    next = FloatVector.fromArray(S, z, from + row() + channels).fma(va, vb);
                    more = next.compare(VectorOperators.LE, most).not();
                    more = more.and(most.compare(VectorOperators.EQ, most));
                    most = most.blend(next, more);
                    winner = winner.blend(3f, more);
                    var open = most.compare(VectorOperators.GT, floor);
                    none.blend(winner, open).intoArray(winners, winnersAt + to);
                    most.max(floor).intoArray(y, yAt + to);
                    from += 2 * channels;
                    to += channels;
                }
            }
        }
    }

    /// The gradient of z·a + b, and of what is in no window zeros; and adds to `sums` the sum of
    /// every channel.
    ///
    /// @param g the gradient of y
    public void giveBack(
            float[] g, int gAt, float[] winners, int winnersAt, Plane x, float[] sums) {
        var zero = FloatVector.zero(S);
        for (var c = 0; c < channels; c += V) {
            var sum = zero;
            for (var i = 0; i < tall(); i++) {
                var from = i * wide() * channels + c;
                var to = x.at() + 2 * i * x.row() + c;
                for (var j = 0; j < wide(); j++) {
                    var v = FloatVector.fromArray(S, g, gAt + from);
                    var winner = FloatVector.fromArray(S, winners, winnersAt + from);
                    sum = sum.add(zero.blend(v, winner.compare(VectorOperators.GE, 0f)));
                    at(zero, v, winner, 0).intoArray(x.array(), to);
                    at(zero, v, winner, 1).intoArray(x.array(), to + channels);
                    at(zero, v, winner, 2).intoArray(x.array(), to + x.row());
                    at(zero, v, winner, 3).intoArray(x.array(), to + x.row() + channels);
                    from += channels;
                    to += 2 * channels;
                }
                if (columns % 2 == 1) {
                    zero.intoArray(x.array(), to);
                    zero.intoArray(x.array(), to + x.row());
                }
            }
            if (rows % 2 == 1) {
                var to = x.at() + (rows - 1) * x.row() + c;
                for (var j = 0; j < columns; j++) {
                    zero.intoArray(x.array(), to + j * channels);
                }
            }
            FloatVector.fromArray(S, sums, c).add(sum).intoArray(sums, c);
        }
    }

    private static FloatVector at(FloatVector zero, FloatVector g, FloatVector winner, int cell) {
        return zero.blend(g, winner.compare(VectorOperators.EQ, (float) cell));
    }

    /// Adds to `sums` the sum of every channel of the gradient of z·a + b, and behind these the
    /// sums of its products with z.
    public void products(
            float[] g, int gAt, float[] winners, int winnersAt, float[] z, int zAt, float[] sums) {
        var zero = FloatVector.zero(S);
        for (var c = 0; c < channels; c += V) {
            var sum = zero;
            var product = zero;
            for (var i = 0; i < tall(); i++) {
                var from = i * wide() * channels + c;
                var at = zAt + 2 * i * row() + c;
                for (var j = 0; j < wide(); j++) {
                    var winner = FloatVector.fromArray(S, winners, winnersAt + from);
                    var v =
                            zero.blend(
                                    FloatVector.fromArray(S, g, gAt + from),
                                    winner.compare(VectorOperators.GE, 0f));
                    var left =
                            FloatVector.fromArray(S, z, at)
                                    .blend(
                                            FloatVector.fromArray(S, z, at + channels),
                                            winner.compare(VectorOperators.EQ, 1f));
                    var right =
                            FloatVector.fromArray(S, z, at + row())
                                    .blend(
                                            FloatVector.fromArray(S, z, at + row() + channels),
                                            winner.compare(VectorOperators.EQ, 3f));
                    var it = left.blend(right, winner.compare(VectorOperators.GT, 1f));
                    sum = sum.add(v);
                    product = v.fma(it, product);
                    from += channels;
                    at += 2 * channels;
                }
            }
            FloatVector.fromArray(S, sums, c).add(sum).intoArray(sums, c);
            FloatVector.fromArray(S, sums, channels + c).add(product).intoArray(sums, channels + c);
        }
    }

    /// `x = p·a + z·b + c`, where p is the gradient of the pooled image's cells: the gradient
    /// behind a batch normalisation.
    public void mix(
            float[] g,
            int gAt,
            float[] winners,
            int winnersAt,
            float[] z,
            int zAt,
            float[] a,
            float[] b,
            float[] c,
            Plane x) {
        var zero = FloatVector.zero(S);
        for (var k = 0; k < channels; k += V) {
            var va = FloatVector.fromArray(S, a, k);
            var vb = FloatVector.fromArray(S, b, k);
            var vc = FloatVector.fromArray(S, c, k);
            for (var i = 0; i < tall(); i++) {
                var from = i * wide() * channels + k;
                var at = zAt + 2 * i * row() + k;
                var to = x.at() + 2 * i * x.row() + k;
                for (var j = 0; j < wide(); j++) {
                    var v = FloatVector.fromArray(S, g, gAt + from).mul(va);
                    var winner = FloatVector.fromArray(S, winners, winnersAt + from);
                    FloatVector.fromArray(S, z, at)
                            .fma(vb, vc)
                            .add(at(zero, v, winner, 0))
                            .intoArray(x.array(), to);
                    FloatVector.fromArray(S, z, at + channels)
                            .fma(vb, vc)
                            .add(at(zero, v, winner, 1))
                            .intoArray(x.array(), to + channels);
                    FloatVector.fromArray(S, z, at + row())
                            .fma(vb, vc)
                            .add(at(zero, v, winner, 2))
                            .intoArray(x.array(), to + x.row());
                    FloatVector.fromArray(S, z, at + row() + channels)
                            .fma(vb, vc)
                            .add(at(zero, v, winner, 3))
                            .intoArray(x.array(), to + x.row() + channels);
                    from += channels;
                    at += 2 * channels;
                    to += 2 * channels;
                }
                if (columns % 2 == 1) {
                    apart(z, at, vb, vc, x.array(), to);
                    apart(z, at + row(), vb, vc, x.array(), to + x.row());
                }
            }
            if (rows % 2 == 1) {
                var at = zAt + (rows - 1) * row() + k;
                var to = x.at() + (rows - 1) * x.row() + k;
                for (var j = 0; j < columns * channels; j += channels) {
                    apart(z, at + j, vb, vc, x.array(), to + j);
                }
            }
        }
    }

    /// A cell that is in no window.
    private static void apart(
            float[] z, int zAt, FloatVector b, FloatVector c, float[] x, int xAt) {
        FloatVector.fromArray(S, z, zAt).fma(b, c).intoArray(x, xAt);
    }
}
