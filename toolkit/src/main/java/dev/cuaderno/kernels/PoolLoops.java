package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The innermost loops of maximum pooling, over pixels that follow each other at even steps and
/// look at the same cells, for one vector of their channels: some of them at a time, none of which
/// waits for another.
final class PoolLoops {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int FOUR = 4;

    private PoolLoops() {}

    /// Some pixels of the result, side by side, and what each of them looks at.
    ///
    /// @param places where that lies, from a point that moves along
    /// @param cells which cell of a window each of the places is, or what winner is looked for
    ///   there
    /// @param step how far the point moves
    /// @param count how many pixels
    /// @param next from one pixel of the result to the next
    // The memory itself is meant, not its contents.
    @SuppressWarnings("ArrayRecordComponent")
    record Run(int[] places, float[] cells, int step, int count, int next) {}

    /// The largest of the cells.
    ///
    /// @param xAt where the point is at first
    static void largest(Run run, float[] x, int xAt, float[] y, int yAt) {
        var j = 0;
        for (; j <= run.count - FOUR; j += FOUR) {
            var a = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
            var b = a;
            var c = a;
            var d = a;
            for (var place : run.places) {
                var at = xAt + j * run.step + place;
                a = larger(a, FloatVector.fromArray(S, x, at));
                b = larger(b, FloatVector.fromArray(S, x, at + run.step));
                c = larger(c, FloatVector.fromArray(S, x, at + 2 * run.step));
                d = larger(d, FloatVector.fromArray(S, x, at + 3 * run.step));
            }
            var to = yAt + j * run.next;
            a.intoArray(y, to);
            b.intoArray(y, to + run.next);
            c.intoArray(y, to + 2 * run.next);
            d.intoArray(y, to + 3 * run.next);
        }
        for (; j < run.count; j++) {
            var most = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
            for (var place : run.places) {
                most = larger(most, FloatVector.fromArray(S, x, xAt + j * run.step + place));
            }
            most.intoArray(y, yAt + j * run.next);
        }
    }

    private static FloatVector larger(FloatVector most, FloatVector v) {
        return most.blend(v, isMore(v, most));
    }

    /// Comparisons with NaN are false, so that the first NaN wins and stays.
    static VectorMask<Float> isMore(FloatVector v, FloatVector most) {
        return v.compare(VectorOperators.LE, most)
                .not()
                .and(most.compare(VectorOperators.EQ, most));
    }

    /// The same, and which of the cells it is: the first if there are several.
    static void largest(
            Run run, float[] x, int xAt, float[] y, int yAt, float[] winners, int winnersAt) {
        var first = run.cells.length == 0 ? 0 : run.cells[0];
        var j = 0;
        for (; j <= run.count - 2; j += 2) {
            var a = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
            var b = a;
            var p = FloatVector.broadcast(S, first);
            var q = p;
            for (var t = 0; t < run.places.length; t++) {
                var at = xAt + j * run.step + run.places[t];
                var cell = FloatVector.broadcast(S, run.cells[t]);
                var v = FloatVector.fromArray(S, x, at);
                var more = isMore(v, a);
                a = a.blend(v, more);
                p = p.blend(cell, more);
                v = FloatVector.fromArray(S, x, at + run.step);
                more = isMore(v, b);
                b = b.blend(v, more);
                q = q.blend(cell, more);
            }
            var to = j * run.next;
            a.intoArray(y, yAt + to);
            b.intoArray(y, yAt + to + run.next);
            p.intoArray(winners, winnersAt + to);
            q.intoArray(winners, winnersAt + to + run.next);
        }
        if (j < run.count) {
            var most = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
            var winner = FloatVector.broadcast(S, first);
            for (var t = 0; t < run.places.length; t++) {
                var v = FloatVector.fromArray(S, x, xAt + j * run.step + run.places[t]);
                var more = isMore(v, most);
                most = most.blend(v, more);
                winner = winner.blend(run.cells[t], more);
            }
            most.intoArray(y, yAt + j * run.next);
            winner.intoArray(winners, winnersAt + j * run.next);
        }
    }

    /// For each of some cells the sum of the gradients of those windows that it has won.
    ///
    /// @param at where the point is at first, from the beginning of the gradients and the winners
    static void won(
            Run run,
            float[] g,
            int gAt,
            float[] winners,
            int winnersAt,
            int at,
            float[] x,
            int xAt) {
        var j = 0;
        for (; j <= run.count - FOUR; j += FOUR) {
            var a = FloatVector.zero(S);
            var b = a;
            var c = a;
            var d = a;
            for (var t = 0; t < run.places.length; t++) {
                var from = at + j * run.step + run.places[t];
                var cell = FloatVector.broadcast(S, run.cells[t]);
                a = plus(a, cell, g, gAt + from, winners, winnersAt + from);
                from += run.step;
                b = plus(b, cell, g, gAt + from, winners, winnersAt + from);
                from += run.step;
                c = plus(c, cell, g, gAt + from, winners, winnersAt + from);
                from += run.step;
                d = plus(d, cell, g, gAt + from, winners, winnersAt + from);
            }
            var to = xAt + j * run.next;
            a.intoArray(x, to);
            b.intoArray(x, to + run.next);
            c.intoArray(x, to + 2 * run.next);
            d.intoArray(x, to + 3 * run.next);
        }
        for (; j < run.count; j++) {
            var sum = FloatVector.zero(S);
            for (var t = 0; t < run.places.length; t++) {
                var from = at + j * run.step + run.places[t];
                var cell = FloatVector.broadcast(S, run.cells[t]);
                sum = plus(sum, cell, g, gAt + from, winners, winnersAt + from);
            }
            sum.intoArray(x, xAt + j * run.next);
        }
    }

    private static FloatVector plus(
            FloatVector sum, FloatVector cell, float[] g, int gAt, float[] winners, int at) {
        var mine = FloatVector.fromArray(S, winners, at).compare(VectorOperators.EQ, cell);
        return sum.add(FloatVector.fromArray(S, g, gAt), mine);
    }
}
