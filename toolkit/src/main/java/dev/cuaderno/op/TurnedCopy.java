package dev.cuaderno.op;

import dev.cuaderno.kernels.Kernels;
import dev.cuaderno.kernels.Workers;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.util.Arrays;

/// The copy row by row of a float32 tensor whose last axis does not lie side by side, while another
/// one does: every pair of the two is a matrix to be turned, which is done in blocks, so that both
/// what is read and what is written lies together.
///
/// @param sizes of the axes, those of one step joined
/// @param strides how the axes lie in x
/// @param side the axis whose numbers lie side by side
// Both arrays are made for it and never handed out.
@SuppressWarnings("ArrayRecordComponent")
record TurnedCopy(Tensor x, int[] sizes, int[] strides, int side) {

    /// The edge of a block that one thread turns at a time.
    private static final int EDGE = 256;

    private static final int SMALL = 1 << 15;

    /// Below so many numbers side by side nothing is gained.
    private static final int FEW = 8;

    /// How to copy a tensor in this way, or `null` if it does not lie so.
    static TurnedCopy of(Tensor x) {
        if (!(x.storage() instanceof Storage.Floats)) {
            return null;
        }
        var sizes = new int[x.rank()];
        var strides = new int[x.rank()];
        var rank = join(x, sizes, strides);
        if (rank < 2 || strides[rank - 1] < FEW || sizes[rank - 1] < FEW) {
            return null;
        }
        for (var axis = rank - 2; axis >= 0; axis--) {
            if (strides[axis] == 1 && sizes[axis] >= FEW) {
                return new TurnedCopy(
                        x, Arrays.copyOf(sizes, rank), Arrays.copyOf(strides, rank), axis);
            }
        }
        return null;
    }

    /// Joins axes that lie behind one another, without those of size 1; returns how many remain.
    static int join(Tensor x, int[] sizes, int[] strides) {
        var steps = x.strides();
        var rank = 0;
        for (var axis = 0; axis < steps.length; axis++) {
            var size = x.size(axis);
            if (size == 1) {
                continue;
            }
            if (rank > 0 && strides[rank - 1] == steps[axis] * size) {
                sizes[rank - 1] *= size;
            } else {
                sizes[rank] = size;
                rank++;
            }
            strides[rank - 1] = steps[axis];
        }
        return rank;
    }

    /// Writes the copy.
    void into(float[] y, int yAt) {
        var last = sizes.length - 1;
        var down = Math.ceilDiv(sizes[last], EDGE);
        var across = Math.ceilDiv(sizes[side], EDGE);
        var others = x.elements() / sizes[last] / sizes[side];
        var pieces = others * down * across;
        if (x.elements() < 2 * SMALL) {
            for (var piece = 0; piece < pieces; piece++) {
                block(piece, down, across, y, yAt);
            }
            return;
        }
        // Small blocks by the dozen.
        var share = Math.max(1, (int) ((long) SMALL * pieces / x.elements()));
        Workers.shared()
                .run(
                        Math.ceilDiv(pieces, share),
                        (some, _) -> {
                            var end = Math.min(pieces, (some + 1) * share);
                            for (var piece = some * share; piece < end; piece++) {
                                block(piece, down, across, y, yAt);
                            }
                        });
    }

    private void block(int piece, int down, int across, float[] y, int yAt) {
        var last = sizes.length - 1;
        var row = piece % down * EDGE;
        var column = piece / down % across * EDGE;
        var from = x.offset() + row * strides[last] + column;
        var to = yAt + row;
        var pitch = 1;
        var width = 1;
        var rest = piece / down / across;
        for (var axis = last; axis >= 0; axis--) {
            if (axis == side) {
                to += column * pitch;
                width = pitch;
            } else if (axis != last) {
                from += rest % sizes[axis] * strides[axis];
                to += rest % sizes[axis] * pitch;
                rest /= sizes[axis];
            }
            pitch *= sizes[axis];
        }
        Kernels.active()
                .turn(
                        ((Storage.Floats) x.storage()).array(),
                        from,
                        strides[last],
                        Math.min(EDGE, sizes[last] - row),
                        Math.min(EDGE, sizes[side] - column),
                        y,
                        to,
                        width);
    }
}
