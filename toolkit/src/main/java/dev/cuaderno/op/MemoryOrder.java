package dev.cuaderno.op;

import dev.cuaderno.grad.GradientMemory;
import dev.cuaderno.kernels.Images;
import dev.cuaderno.kernels.Lanes;
import dev.cuaderno.kernels.Span;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

/// The two orders in which a batch of images `[N, C, H, W]` may lie in memory without gaps: plane
/// after plane, as its axes say, or pixel after pixel with the channels side by side ("channels
/// last"). Convolutions of large batches leave their results in the second, in which the next
/// convolution wants them; what is done element by element and channel by channel keeps the order,
/// so that nothing is turned in between. To everybody else such a tensor is a view like others.
final class MemoryOrder {

    private static final int RANK = 4;
    private static final int LARGE = 1 << 12;

    private MemoryOrder() {}

    /// Whether the channels of a pixel lie side by side, without gaps. Tensors that are stored row
    /// by row as well, with one channel for instance, do not count.
    static boolean isChannelsLast(Tensor x) {
        if (x.rank() != RANK || x.isContiguous()) {
            return false;
        }
        var expected = strides(x.shape());
        var strides = x.strides();
        for (var axis = 0; axis < RANK; axis++) {
            if (x.size(axis) != 1 && strides[axis] != expected[axis]) {
                return false;
            }
        }
        return true;
    }

    private static int[] strides(Shape shape) {
        var row = shape.size(3) * shape.size(1);
        return new int[] {shape.size(2) * row, 1, row, shape.size(1)};
    }

    /// The tensor itself if it lies in one of the two orders, else a copy row by row.
    static Tensor dense(Tensor x) {
        return isChannelsLast(x) ? x : x.contiguous();
    }

    /// The tensor in the order of another one of the same shape that is [#dense].
    static Tensor as(Tensor x, Tensor other) {
        return isChannelsLast(other) ? channelsLast(x) : x.contiguous();
    }

    /// The tensor, or a copy of it, with the channels of a pixel side by side.
    private static Tensor channelsLast(Tensor x) {
        return isChannelsLast(x) ? x : images(pixels(x).contiguous());
    }

    /// Room for float32 numbers in the order of a tensor of the same shape that is [#dense], all of
    /// which will be written.
    static Tensor like(Tensor other) {
        return room(other.shape(), isChannelsLast(other));
    }

    /// The same in the memory of a gradient, if that lies so and nobody needs it any more: for what
    /// is written where it has just been read.
    static Tensor over(Tensor gradient, Tensor other) {
        return GradientMemory.isExpendable(gradient) && liesAs(gradient, other)
                ? gradient
                : like(other);
    }

    private static boolean liesAs(Tensor x, Tensor other) {
        return x.shape().equals(other.shape())
                && x.dtype() == DType.FLOAT32
                && (isChannelsLast(other) ? isChannelsLast(x) : x.isContiguous());
    }

    /// A view `[N, H, W, C]` of images `[N, C, H, W]`.
    static Tensor pixels(Tensor images) {
        return images.permute(0, 2, 3, 1);
    }

    /// A view `[N, C, H, W]` of images `[N, H, W, C]`.
    static Tensor images(Tensor pixels) {
        return pixels.permute(0, 3, 1, 2);
    }

    /// Room for images whose channels lie side by side, all of which will be written.
    static Tensor images(Shape shape) {
        return room(shape, true);
    }

    /// Such images, all 0.
    static Tensor zeros(Shape shape) {
        return Tensor.view(
                new Storage.Floats(new float[shape.elements()]), 0, shape, strides(shape));
    }

    /// Room for float32 numbers row by row, all of which will be written.
    static Tensor rows(Shape shape) {
        return room(shape, false);
    }

    private static Tensor room(Shape shape, boolean channelsLast) {
        // From a line of the processor's cache on, where it may matter.
        var at = shape.elements() < LARGE ? 0 : Lanes.ALIGNED;
        var numbers = GradientMemory.take(at + shape.elements());
        return Tensor.view(numbers, at, shape, channelsLast ? strides(shape) : shape.strides());
    }

    /// The memory under float32 images that are [#dense].
    static Images memory(Tensor dense) {
        var array = ((Storage.Floats) dense.storage()).array();
        return new Images(array, dense.offset(), isChannelsLast(dense));
    }

    /// The memory under a float32 tensor that is stored row by row.
    static Span span(Tensor rows) {
        return new Span(((Storage.Floats) rows.storage()).array(), rows.offset());
    }
}
