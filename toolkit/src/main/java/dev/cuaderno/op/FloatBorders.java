package dev.cuaderno.op;

import dev.cuaderno.kernels.Span;
import dev.cuaderno.kernels.Workers;
import dev.cuaderno.tensor.Tensor;

import java.util.Arrays;
import java.util.Optional;

/// [Pad] and [Unpad] of float32 tensors, where every cell of the border repeats one cell or is a
/// constant: whole rows are copied, on several threads if there are many.
///
/// @param before cells in front of the axis
/// @param size cells of the axis itself
/// @param cells which cell each one of the padded axis repeats, −1 for a constant
/// @param constants what stands there otherwise
// The cells are its own and never handed out.
@SuppressWarnings("ArrayRecordComponent")
record FloatBorders(int before, int size, int[] cells, float[] constants) {

    /// Numbers that one thread treats at a time.
    private static final int PIECE = 1 << 14;

    /// The loops for such a border, unless its cells are made of several.
    static Optional<FloatBorders> of(Pad pad, int size) {
        var count = pad.before() + size + pad.after();
        var cells = new int[count];
        var constants = new float[count];
        for (var i = 0; i < count; i++) {
            var source = pad.mode().source(i - pad.before(), size);
            if (source.edge() >= 0 || source.far() != 0) {
                return Optional.empty();
            }
            cells[i] = source.cell();
            constants[i] = (float) source.constant();
        }
        return Optional.of(new FloatBorders(pad.before(), size, cells, constants));
    }

    /// A tensor that is stored row by row with its border.
    ///
    /// @param y room for the result
    void pad(Tensor x, int axis, Tensor y) {
        var inner = x.shape().slice(axis + 1, x.rank()).elements();
        var from = MemoryOrder.span(x);
        var to = MemoryOrder.span(y);
        over(x, axis, inner, block -> padOne(from, block, to, inner));
    }

    private void padOne(Span x, int block, Span y, int inner) {
        var from = x.at() + block * size * inner;
        var to = y.at() + block * cells.length * inner;
        for (var i = 0; i < cells.length; i++) {
            if (i == before) {
                System.arraycopy(x.array(), from, y.array(), to + i * inner, size * inner);
                i += size - 1;
            } else if (cells[i] < 0) {
                var at = to + i * inner;
                Arrays.fill(y.array(), at, at + inner, constants[i]);
            } else {
                var at = from + cells[i] * inner;
                System.arraycopy(x.array(), at, y.array(), to + i * inner, inner);
            }
        }
    }

    /// The transpose: what lies on the border is added to the cells that it repeats.
    void unpad(Tensor x, int axis, Tensor y) {
        var inner = x.shape().slice(axis + 1, x.rank()).elements();
        var from = MemoryOrder.span(x);
        var to = MemoryOrder.span(y);
        over(x, axis, inner, block -> unpadOne(from, block, to, inner));
    }

    private void unpadOne(Span x, int block, Span y, int inner) {
        var from = x.at() + block * cells.length * inner;
        var to = y.at() + block * size * inner;
        System.arraycopy(x.array(), from + before * inner, y.array(), to, size * inner);
        for (var i = 0; i < cells.length; i++) {
            if (i == before) {
                i += size - 1;
            } else if (cells[i] >= 0) {
                add(x.array(), from + i * inner, y.array(), to + cells[i] * inner, inner);
            }
        }
    }

    private static void add(float[] x, int xAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i++) {
            y[yAt + i] += x[xAt + i];
        }
    }

    /// One block of cells, each of so many numbers side by side.
    @FunctionalInterface
    private interface Block {
        void treat(int block);
    }

    private void over(Tensor x, int axis, int inner, Block one) {
        var blocks = x.shape().slice(0, axis).elements();
        var share = Math.max(1, PIECE / Math.max(1, cells.length * inner));
        Workers.shared()
                .run(
                        Math.ceilDiv(blocks, share),
                        (piece, _) -> {
                            var end = Math.min(blocks, (piece + 1) * share);
                            for (var block = piece * share; block < end; block++) {
                                one.treat(block);
                            }
                        });
    }
}
