package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Turns matrices eight rows by eight columns at a time, which are exchanged between vector
/// registers: in three rounds, vectors that are 4, 2 and 1 apart swap what lies beside the
/// diagonal.
final class TurnLoops {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_256;

    private static final int SIDE = 8;

    /// Rows that fill a line of the processor's cache.
    private static final int LINE = 16;

    private static final VectorShuffle<Float> BY_4 = VectorShuffle.fromOp(S, lane -> lane ^ 4);
    private static final VectorShuffle<Float> BY_2 = VectorShuffle.fromOp(S, lane -> lane ^ 2);
    private static final VectorShuffle<Float> BY_1 = VectorShuffle.fromOp(S, lane -> lane ^ 1);
    private static final VectorMask<Float> UPPER_4 = VectorMask.fromLong(S, 0b11110000);
    private static final VectorMask<Float> UPPER_2 = VectorMask.fromLong(S, 0b11001100);
    private static final VectorMask<Float> UPPER_1 = VectorMask.fromLong(S, 0b10101010);

    private TurnLoops() {}

    /// `y[yAt + column·width + i] = x[xAt + i·row + column]` for every i from 0 to `rows` and every
    /// column.
    static void turn(
            float[] x, int xAt, int row, int rows, int columns, float[] y, int yAt, int width) {
        if (Lanes.COUNT < SIDE || columns < SIDE || rows < SIDE) {
            Packing.turn(x, xAt, row, rows, columns, y, yAt, width);
            return;
        }
        var some = columns / SIDE * SIDE;
        var i = 0;
        for (; i <= rows - SIDE; i += LINE) {
            var most = Math.min(LINE, (rows - i) / SIDE * SIDE);
            squares(x, xAt + i * row, row, most, some, y, yAt + i, width);
        }
        i = rows / SIDE * SIDE;
        if (some < columns) {
            Packing.turn(x, xAt + some, row, i, columns - some, y, yAt + some * width, width);
        }
        if (i < rows) {
            Packing.turn(x, xAt + i * row, row, rows - i, columns, y, yAt + i, width);
        }
    }

    private static void squares(
            float[] x, int xAt, int row, int rows, int columns, float[] y, int yAt, int width) {
        for (var column = 0; column < columns; column += SIDE) {
            for (var i = 0; i < rows; i += SIDE) {
                var from = xAt + i * row + column;
                var to = yAt + column * width + i;
                var a = FloatVector.fromArray(S, x, from);
                var b = FloatVector.fromArray(S, x, from + row);
                var c = FloatVector.fromArray(S, x, from + 2 * row);
                var d = FloatVector.fromArray(S, x, from + 3 * row);
                var e = FloatVector.fromArray(S, x, from + 4 * row);
                var f = FloatVector.fromArray(S, x, from + 5 * row);
                var g = FloatVector.fromArray(S, x, from + 6 * row);
                var h = FloatVector.fromArray(S, x, from + 7 * row);

                var a4 = a.blend(e.rearrange(BY_4), UPPER_4);
                var b4 = b.blend(f.rearrange(BY_4), UPPER_4);
                var c4 = c.blend(g.rearrange(BY_4), UPPER_4);
                var d4 = d.blend(h.rearrange(BY_4), UPPER_4);
                var e4 = a.rearrange(BY_4).blend(e, UPPER_4);
                var f4 = b.rearrange(BY_4).blend(f, UPPER_4);
                var g4 = c.rearrange(BY_4).blend(g, UPPER_4);
                var h4 = d.rearrange(BY_4).blend(h, UPPER_4);

                a = a4.blend(c4.rearrange(BY_2), UPPER_2);
                b = b4.blend(d4.rearrange(BY_2), UPPER_2);
                c = a4.rearrange(BY_2).blend(c4, UPPER_2);
                d = b4.rearrange(BY_2).blend(d4, UPPER_2);
                e = e4.blend(g4.rearrange(BY_2), UPPER_2);
                f = f4.blend(h4.rearrange(BY_2), UPPER_2);
                g = e4.rearrange(BY_2).blend(g4, UPPER_2);
                h = f4.rearrange(BY_2).blend(h4, UPPER_2);

                a.blend(b.rearrange(BY_1), UPPER_1).intoArray(y, to);
                a.rearrange(BY_1).blend(b, UPPER_1).intoArray(y, to + width);
                c.blend(d.rearrange(BY_1), UPPER_1).intoArray(y, to + 2 * width);
                c.rearrange(BY_1).blend(d, UPPER_1).intoArray(y, to + 3 * width);
                e.blend(f.rearrange(BY_1), UPPER_1).intoArray(y, to + 4 * width);
                e.rearrange(BY_1).blend(f, UPPER_1).intoArray(y, to + 5 * width);
                g.blend(h.rearrange(BY_1), UPPER_1).intoArray(y, to + 6 * width);
                g.rearrange(BY_1).blend(h, UPPER_1).intoArray(y, to + 7 * width);
            }
        }
    }
}
