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
        var blocks = x.elements() / size();
        var pieces = x.elements() < 2 * PIECE ? 1 : Math.min(blocks, x.elements() / PIECE);
        Workers.shared()
                .run(
                        pieces,
                        (piece, _) ->
                                copy(
                                        (int) ((long) blocks * piece / pieces),
                                        (int) ((long) blocks * (piece + 1) / pieces),
                                        y));
    }

    /// Numbers of the last two axes.
    private int size() {
        return sizes[rank - 1] * sizes[rank - 2];
    }

    private void copy(int from, int end, float[] y) {
        var array = ((Storage.Floats) x.storage()).array();
        var kernels = Kernels.active();
        var outer = rank - 2;
        var counter = new int[outer];
        var at = x.offset();
        var rest = from;
        for (var axis = outer - 1; axis >= 0; axis--) {
            counter[axis] = rest % sizes[axis];
            at += counter[axis] * strides[axis];
            rest /= sizes[axis];
        }
        var length = sizes[rank - 1];
        for (var block = from; block < end; block++) {
            kernels.copy(
                    array, at, strides[outer], sizes[outer], length, y, block * size(), length);
            for (var axis = outer - 1; axis >= 0; axis--) {
                at += strides[axis];
                if (++counter[axis] < sizes[axis]) {
                    break;
                }
                at -= sizes[axis] * strides[axis];
                counter[axis] = 0;
            }
        }
    }
}
