package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Padding;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

/// The transpose of [Pad]: every cell of the padded image is added to the cells it was made from,
/// as often as they went into it.
///
/// @param pad what had been padded
/// @param size the cells of the axis before
public record Unpad(Pad pad, int size) implements Op {

    @Override
    public String name() {
        return "unpad";
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        var along = inputs[0].shape().axis(pad.axis());
        var shape = inputs[0].shape().with(along, size);
        var borders = FloatBorders.of(pad, size);
        if (borders.isPresent() && inputs[0].dtype() == DType.FLOAT32) {
            return quickly(borders.get(), inputs[0], along, shape);
        }
        var x = inputs[0].contiguous();
        var inner = x.shape().slice(along + 1, x.rank()).elements();
        var outer = x.shape().slice(0, along).elements();
        var cells = x.size(along);
        var y = x.dtype().allocate(shape.elements());
        for (var block = 0; block < outer; block++) {
            for (var cell = 0; cell < cells; cell++) {
                var source = pad.mode().source(cell - pad.before(), size);
                var from = x.offset() + (block * cells + cell) * inner;
                for (var i = 0; i < inner; i++) {
                    give(source, x.storage().get(from + i), y, block * size * inner + i, inner);
                }
            }
        }
        return Tensor.of(y, shape);
    }

    /// In the order in which images lie.
    private static Tensor quickly(FloatBorders borders, Tensor x, int along, Shape shape) {
        if (MemoryOrder.isChannelsLast(x) && along > 1) {
            var y = MemoryOrder.images(shape);
            borders.unpad(MemoryOrder.pixels(x), along - 1, MemoryOrder.pixels(y));
            return y;
        }
        var y = MemoryOrder.rows(shape);
        borders.unpad(x.contiguous(), along, y);
        return y;
    }

    private void give(Padding.Source source, double value, Storage y, int at, int step) {
        if (source.cell() < 0) {
            return;
        }
        var turned = source.edge() >= 0;
        add(y, at + source.cell() * step, turned ? -value : value);
        if (turned) {
            add(y, at + source.edge() * step, 2 * value);
        }
        if (source.far() != 0) {
            add(y, at + (size - 1) * step, source.far() * value);
            add(y, at, -source.far() * value);
        }
    }

    private static void add(Storage y, int at, double value) {
        y.set(at, y.get(at) + value);
    }

    /// The derivative of a linear map is the map transposed: padding, with nothing for constants.
    @Override
    public Tensor backward(int index, Flow at) {
        var mode = pad.mode() instanceof Padding.Constant ? new Padding.Zero() : pad.mode();
        return new Pad(pad.axis(), pad.before(), pad.after(), mode).apply(at.gradient());
    }
}
