package dev.cuaderno.op;

import dev.cuaderno.kernels.Kernels;
import dev.cuaderno.kernels.Workers;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

/// The copy row by row of a float32 tensor whose last axis lies side by side, but is short: runs of
/// the axis before it are copied together.
///
/// @param sizes of the axes, those of one step joined
/// @param strides how the axes lie in x
/// @param rank how many axes there are then
// Both arrays are made for it and never handed out.
@SuppressWarnings("ArrayRecordComponent")
record RunCopy(Tensor x, int[] sizes, int[] strides, int rank) {

    /// Numbers side by side from which on a run may as well be copied by itself.
    private static final int LONG = 256;

    /// Numbers that one thread copies at a time.
    private static final int PIECE = 1 << 15;

    /// How to copy a tensor in this way, or `null` if it does not lie so.
    static RunCopy of(Tensor x) {
        if (!(x.storage() instanceof Storage.Floats)) {
            return null;
        }
        var sizes = new int[x.rank()];
        var strides = new int[x.rank()];
        var rank = TurnedCopy.join(x, sizes, strides);
        return rank >= 2 && strides[rank - 1] == 1 && sizes[rank - 1] < LONG
                ? new RunCopy(x, sizes, strides, rank)
                : null;
    }

    /// Writes the copy.
    void into(float[] y) {
        var runs = x.elements() / sizes[rank - 1];
        var pieces = x.elements() < 2 * PIECE ? 1 : x.elements() / PIECE;
        Workers.shared()
                .run(
                        pieces,
                        (piece, _) ->
                                copy(
                                        (int) ((long) runs * piece / pieces),
                                        (int) ((long) runs * (piece + 1) / pieces),
                                        y));
    }

    /// Copies some runs, those of one axis together.
    private void copy(int from, int end, float[] y) {
        var array = ((Storage.Floats) x.storage()).array();
        var kernels = Kernels.active();
        var length = sizes[rank - 1];
        var together = sizes[rank - 2];
        var step = strides[rank - 2];
        for (var run = from; run < end; ) {
            var inside = run % together;
            var some = Math.min(together - inside, end - run);
            var at = start(run / together) + inside * step;
            kernels.copy(array, at, step, some, length, y, run * length, length);
            run += some;
        }
    }

    /// Where the runs of the axis in front begin, counted over all other axes.
    private int start(int block) {
        var at = x.offset();
        var rest = block;
        for (var axis = rank - 3; axis >= 0; axis--) {
            at += rest % sizes[axis] * strides[axis];
            rest /= sizes[axis];
        }
        return at;
    }
}
