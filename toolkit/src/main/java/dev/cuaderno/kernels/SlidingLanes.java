package dev.cuaderno.kernels;

import dev.cuaderno.kernels.LaneLoops.Grid;
import dev.cuaderno.kernels.LaneLoops.Windows;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The loops of [LaneLoops] and [LaneWeights] for windows of three by three cells that begin at
/// every cell of a row: four of them at a time, which share their cells.
final class SlidingLanes {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    private SlidingLanes() {}

    /// As many windows of every row as come in fours.
    ///
    /// @param xAt the first cell of the first window
    /// @param down from there to the first cell of its second row
    /// @param last from there to the first cell of its third row
    static void sums(
            Windows windows,
            int rows,
            float[] x,
            int xAt,
            int down,
            int last,
            float[] w,
            int wAt,
            Grid from,
            Grid y) {
        var w0 = FloatVector.fromArray(S, w, wAt);
        var w1 = FloatVector.fromArray(S, w, wAt + V);
        var w2 = FloatVector.fromArray(S, w, wAt + 2 * V);
        var w3 = FloatVector.fromArray(S, w, wAt + 3 * V);
        var w4 = FloatVector.fromArray(S, w, wAt + 4 * V);
        var w5 = FloatVector.fromArray(S, w, wAt + 5 * V);
        var w6 = FloatVector.fromArray(S, w, wAt + 6 * V);
        var w7 = FloatVector.fromArray(S, w, wAt + 7 * V);
        var w8 = FloatVector.fromArray(S, w, wAt + 8 * V);
        var step = windows.step();
        for (var i = 0; i < rows; i++) {
            for (var j = 0; j <= windows.columns() - 4; j += 4) {
                var begin = from.at() + i * from.row() + j * from.step();
                var a = FloatVector.fromArray(S, from.numbers(), begin);
                var b = FloatVector.fromArray(S, from.numbers(), begin + from.step());
                var c = FloatVector.fromArray(S, from.numbers(), begin + 2 * from.step());
                var d = FloatVector.fromArray(S, from.numbers(), begin + 3 * from.step());
                var upper = xAt + i * windows.row() + j * step;
                var middle = upper + down;
                var lower = upper + last;
                var v = FloatVector.fromArray(S, x, upper);
                a = v.fma(w0, a);
                v = FloatVector.fromArray(S, x, upper + step);
                a = v.fma(w1, a);
                b = v.fma(w0, b);
                v = FloatVector.fromArray(S, x, upper + 2 * step);
                a = v.fma(w2, a);
                b = v.fma(w1, b);
                c = v.fma(w0, c);
                v = FloatVector.fromArray(S, x, upper + 3 * step);
                b = v.fma(w2, b);
                c = v.fma(w1, c);
                d = v.fma(w0, d);
                v = FloatVector.fromArray(S, x, upper + 4 * step);
                c = v.fma(w2, c);
                d = v.fma(w1, d);
                v = FloatVector.fromArray(S, x, upper + 5 * step);
                d = v.fma(w2, d);
                v = FloatVector.fromArray(S, x, middle);
                a = v.fma(w3, a);
                v = FloatVector.fromArray(S, x, middle + step);
                a = v.fma(w4, a);
                b = v.fma(w3, b);
                v = FloatVector.fromArray(S, x, middle + 2 * step);
                a = v.fma(w5, a);
                b = v.fma(w4, b);
                c = v.fma(w3, c);
                v = FloatVector.fromArray(S, x, middle + 3 * step);
                b = v.fma(w5, b);
                c = v.fma(w4, c);
                d = v.fma(w3, d);
                v = FloatVector.fromArray(S, x, middle + 4 * step);
                c = v.fma(w5, c);
                d = v.fma(w4, d);
                v = FloatVector.fromArray(S, x, middle + 5 * step);
                d = v.fma(w5, d);
                v = FloatVector.fromArray(S, x, lower);
                a = v.fma(w6, a);
                v = FloatVector.fromArray(S, x, lower + step);
                a = v.fma(w7, a);
                b = v.fma(w6, b);
                v = FloatVector.fromArray(S, x, lower + 2 * step);
                a = v.fma(w8, a);
                b = v.fma(w7, b);
                c = v.fma(w6, c);
                v = FloatVector.fromArray(S, x, lower + 3 * step);
                b = v.fma(w8, b);
                c = v.fma(w7, c);
                d = v.fma(w6, d);
                v = FloatVector.fromArray(S, x, lower + 4 * step);
                c = v.fma(w8, c);
                d = v.fma(w7, d);
                v = FloatVector.fromArray(S, x, lower + 5 * step);
                d = v.fma(w8, d);
                var to = y.at() + i * y.row() + j * y.step();
                a.intoArray(y.numbers(), to);
                b.intoArray(y.numbers(), to + y.step());
                c.intoArray(y.numbers(), to + 2 * y.step());
                d.intoArray(y.numbers(), to + 3 * y.step());
            }
        }
    }

    /// Adds to nine vectors of weights the products of their cells and the gradients of the
    /// windows, as many of every row as come in fours.
    ///
    /// @param xAt as for the sums, with all that follows
    static void weights(
            Windows windows,
            int rows,
            float[] x,
            int xAt,
            int down,
            int last,
            Grid g,
            float[] w,
            int wAt) {
        var w0 = FloatVector.fromArray(S, w, wAt);
        var w1 = FloatVector.fromArray(S, w, wAt + V);
        var w2 = FloatVector.fromArray(S, w, wAt + 2 * V);
        var w3 = FloatVector.fromArray(S, w, wAt + 3 * V);
        var w4 = FloatVector.fromArray(S, w, wAt + 4 * V);
        var w5 = FloatVector.fromArray(S, w, wAt + 5 * V);
        var w6 = FloatVector.fromArray(S, w, wAt + 6 * V);
        var w7 = FloatVector.fromArray(S, w, wAt + 7 * V);
        var w8 = FloatVector.fromArray(S, w, wAt + 8 * V);
        var step = windows.step();
        for (var i = 0; i < rows; i++) {
            for (var j = 0; j <= windows.columns() - 4; j += 4) {
                var at = g.at() + i * g.row() + j * g.step();
                var a = FloatVector.fromArray(S, g.numbers(), at);
                var b = FloatVector.fromArray(S, g.numbers(), at + g.step());
                var c = FloatVector.fromArray(S, g.numbers(), at + 2 * g.step());
                var d = FloatVector.fromArray(S, g.numbers(), at + 3 * g.step());
                var upper = xAt + i * windows.row() + j * step;
                var middle = upper + down;
                var lower = upper + last;
                var v = FloatVector.fromArray(S, x, upper);
                w0 = v.fma(a, w0);
                v = FloatVector.fromArray(S, x, upper + step);
                w1 = v.fma(a, w1);
                w0 = v.fma(b, w0);
                v = FloatVector.fromArray(S, x, upper + 2 * step);
                w2 = v.fma(a, w2);
                w1 = v.fma(b, w1);
                w0 = v.fma(c, w0);
                v = FloatVector.fromArray(S, x, upper + 3 * step);
                w2 = v.fma(b, w2);
                w1 = v.fma(c, w1);
                w0 = v.fma(d, w0);
                v = FloatVector.fromArray(S, x, upper + 4 * step);
                w2 = v.fma(c, w2);
                w1 = v.fma(d, w1);
                v = FloatVector.fromArray(S, x, upper + 5 * step);
                w2 = v.fma(d, w2);
                v = FloatVector.fromArray(S, x, middle);
                w3 = v.fma(a, w3);
                v = FloatVector.fromArray(S, x, middle + step);
                w4 = v.fma(a, w4);
                w3 = v.fma(b, w3);
                v = FloatVector.fromArray(S, x, middle + 2 * step);
                w5 = v.fma(a, w5);
                w4 = v.fma(b, w4);
                w3 = v.fma(c, w3);
                v = FloatVector.fromArray(S, x, middle + 3 * step);
                w5 = v.fma(b, w5);
                w4 = v.fma(c, w4);
                w3 = v.fma(d, w3);
                v = FloatVector.fromArray(S, x, middle + 4 * step);
                w5 = v.fma(c, w5);
                w4 = v.fma(d, w4);
                v = FloatVector.fromArray(S, x, middle + 5 * step);
                w5 = v.fma(d, w5);
                v = FloatVector.fromArray(S, x, lower);
                w6 = v.fma(a, w6);
                v = FloatVector.fromArray(S, x, lower + step);
                w7 = v.fma(a, w7);
                w6 = v.fma(b, w6);
                v = FloatVector.fromArray(S, x, lower + 2 * step);
                w8 = v.fma(a, w8);
                w7 = v.fma(b, w7);
                w6 = v.fma(c, w6);
                v = FloatVector.fromArray(S, x, lower + 3 * step);
                w8 = v.fma(b, w8);
                w7 = v.fma(c, w7);
                w6 = v.fma(d, w6);
                v = FloatVector.fromArray(S, x, lower + 4 * step);
                w8 = v.fma(c, w8);
                w7 = v.fma(d, w7);
                v = FloatVector.fromArray(S, x, lower + 5 * step);
                w8 = v.fma(d, w8);
            }
        }
        w0.intoArray(w, wAt);
        w1.intoArray(w, wAt + V);
        w2.intoArray(w, wAt + 2 * V);
        w3.intoArray(w, wAt + 3 * V);
        w4.intoArray(w, wAt + 4 * V);
        w5.intoArray(w, wAt + 5 * V);
        w6.intoArray(w, wAt + 6 * V);
        w7.intoArray(w, wAt + 7 * V);
        w8.intoArray(w, wAt + 8 * V);
    }
}
