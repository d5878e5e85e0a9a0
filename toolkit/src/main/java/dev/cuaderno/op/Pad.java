package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Padding;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

/// Cells added before and after one axis; see [Padding] for what they hold. Images are padded axis
/// by axis, rows first.
///
/// Every cell is a linear combination of the image's cells, and hands its gradient back to them in
/// the same proportions: see [Unpad].
public record Pad(int axis, int before, int after, Padding mode) implements Op {

    public Pad {
        if (before < 0 || after < 0) {
            throw ShapeException.in("pad")
                    .rule("padding is 0 or more")
                    .got(before + " cells before, " + after + " after")
                    .fix("to remove cells use at(range(...))")
                    .error();
        }
    }

    @Override
    public String name() {
        return "pad";
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        var along = inputs[0].shape().axis(axis);
        var size = inputs[0].size(along);
        var shape = inputs[0].shape().with(along, before + size + after);
        var borders = FloatBorders.of(this, size);
        if (borders.isPresent() && inputs[0].dtype() == DType.FLOAT32) {
            return quickly(borders.get(), inputs[0], along, shape);
        }
        var x = inputs[0].contiguous();
        var inner = x.shape().slice(along + 1, x.rank()).elements();
        var outer = x.shape().slice(0, along).elements();
        var y = x.dtype().allocate(shape.elements());
        for (var block = 0; block < outer; block++) {
            var from = x.offset() + block * size * inner;
            for (var cell = 0; cell < before + size + after; cell++) {
                var to = (block * (before + size + after) + cell) * inner;
                fill(mode.source(cell - before, size), x.storage(), from, size, y, to, inner);
            }
        }
        return Tensor.of(y, shape);
    }

    /// In the order in which images lie.
    private static Tensor quickly(FloatBorders borders, Tensor x, int along, Shape shape) {
        if (MemoryOrder.isChannelsLast(x) && along > 1) {
            var y = MemoryOrder.images(shape);
            borders.pad(MemoryOrder.pixels(x), along - 1, MemoryOrder.pixels(y));
            return y;
        }
        var y = MemoryOrder.rows(shape);
        borders.pad(x.contiguous(), along, y);
        return y;
    }

    @Override
    public Tensor backward(int index, Flow at) {
        return new Unpad(this, at.input(0).size(axis)).apply(at.gradient());
    }

    private static void fill(
            Padding.Source source, Storage x, int from, int size, Storage y, int to, int inner) {
        for (var i = 0; i < inner; i++) {
            y.set(to + i, value(source, x, from + i, size, inner));
        }
    }

    private static double value(Padding.Source source, Storage x, int at, int size, int step) {
        if (source.cell() < 0) {
            return source.constant();
        }
        var value = x.get(at + source.cell() * step);
        if (source.edge() >= 0) {
            value = 2 * x.get(at + source.edge() * step) - value;
        }
        if (source.far() != 0) {
            value += source.far() * (x.get(at + (size - 1) * step) - x.get(at));
        }
        return value;
    }
}
