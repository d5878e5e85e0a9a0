package dev.cuaderno.op;

import dev.cuaderno.kernels.FoldKernels;
import dev.cuaderno.kernels.FoldKernels.Fold;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// A float32 tensor without gaps in memory, in whatever order of its axes, whose folded axes lie
/// behind one another: it is reduced where it lies.
///
/// @param x the tensor
/// @param order its axes as they lie in memory
/// @param sizes what lies before the folded axes, in them, and behind
// The array is made for it and never handed out.
@SuppressWarnings("ArrayRecordComponent")
record FoldedAxes(Tensor x, int[] order, FoldKernels.Sizes sizes) {

    /// How to fold some axes; the tensor is copied where it does not lie so.
    static FoldedAxes of(Tensor x, boolean[] folded) {
        var asItLies = lying(x, folded);
        if (asItLies != null) {
            return asItLies;
        }
        var copied = lying(x.contiguous(), folded);
        if (copied != null) {
            return copied;
        }
        var axes = IntStream.range(0, x.rank()).boxed();
        var keptFirst =
                axes.sorted(Comparator.comparing(axis -> folded[axis]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        return lying(back(x.permute(keptFirst).contiguous(), keptFirst), folded);
    }

    private static FoldedAxes lying(Tensor x, boolean[] folded) {
        var strides = x.strides();
        var axes = IntStream.range(0, x.rank()).filter(axis -> x.size(axis) > 1).boxed();
        var order =
                axes.sorted(Comparator.comparing(axis -> -strides[axis]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        var sizes = new int[] {1, 1, 1};
        var expected = 1;
        var part = 2;
        for (var i = order.length - 1; i >= 0; i--) {
            var axis = order[i];
            if (strides[axis] != expected) {
                return null;
            }
            expected *= x.size(axis);
            // Parts 2, 1 and 0 are kept, folded and kept.
            while (part >= 0 && folded[axis] != (part == 1)) {
                part--;
            }
            if (part < 0) {
                return null;
            }
            sizes[part] *= x.size(axis);
        }
        return new FoldedAxes(x, order, new FoldKernels.Sizes(sizes[0], sizes[1], sizes[2]));
    }

    /// The result.
    ///
    /// @param kept the shape without the folded axes, or with size 1 for them
    Tensor fold(Fold f, boolean[] folded, Shape kept) {
        var left = Arrays.stream(order).filter(axis -> !folded[axis]).toArray();
        var y = MemoryOrder.rows(Shape.of(Arrays.stream(left).map(x::size).toArray()));
        FoldKernels.active().fold(f, sizes, array(x), x.offset(), array(y), y.offset());
        var sorted = IntStream.range(0, left.length).boxed();
        var ascending =
                sorted.sorted(Comparator.comparing(i -> left[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        return y.permute(ascending).reshape(kept);
    }

    /// The gradient of a largest or smallest number: g, in equal parts, where x equals it.
    ///
    /// @param best the results, g the gradient, both with the folded axes at size 1
    Tensor share(Tensor best, Tensor g) {
        var axes = all();
        var most = best.permute(axes).contiguous();
        var part = g.permute(axes).contiguous();
        var y = MemoryOrder.rows(Shape.of(Arrays.stream(axes).map(x::size).toArray()));
        FoldKernels.active()
                .share(
                        sizes,
                        array(x),
                        x.offset(),
                        array(most),
                        most.offset(),
                        array(part),
                        part.offset(),
                        array(y),
                        y.offset());
        return back(y, axes);
    }

    /// All axes as they lie in memory, those of size 1 in front.
    private int[] all() {
        var single = IntStream.range(0, x.rank()).filter(axis -> x.size(axis) == 1);
        return IntStream.concat(single, Arrays.stream(order)).toArray();
    }

    /// Puts axes back that were brought into another order.
    private static Tensor back(Tensor permuted, int[] axes) {
        var inverse = new int[axes.length];
        for (var i = 0; i < axes.length; i++) {
            inverse[axes[i]] = i;
        }
        return permuted.permute(inverse);
    }

    private static float[] array(Tensor x) {
        return ((Storage.Floats) x.storage()).array();
    }
}
