package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

/// y[..., index[..., i]] += x[..., i], y being 0 at first: the transpose of [Gather], which carries
/// the gradient back. Elements sent to the same position are added in order.
///
/// Shapes: x and index `[..., k]`, y `[..., size]`.
public record Scatter(int size) implements Op {

    @Override
    public String name() {
        return "scatter";
    }

    /// @param inputs x and index
    @Override
    public Tensor forward(Tensor... inputs) {
        var x = inputs[0].contiguous();
        var index = inputs[1].contiguous();
        Gather.checkRows(name(), x.shape(), index.shape());
        var taken = x.size(-1);
        var shape = x.shape().with(-1, size);
        var y = x.dtype().allocate(shape.elements());
        // Every row by one thread: what goes to the same position is added in order.
        FloatWindows.overPlanes(
                taken == 0 ? 0 : x.elements() / taken,
                taken,
                row -> {
                    for (var i = row * taken; i < (row + 1) * taken; i++) {
                        var to = row * size + Gather.position(index, i, size);
                        if (y instanceof Storage.Floats into
                                && x.storage() instanceof Storage.Floats from) {
                            into.array()[to] += from.array()[x.offset() + i];
                        } else {
                            y.set(to, y.get(to) + x.storage().get(x.offset() + i));
                        }
                    }
                });
        return Tensor.of(y, shape);
    }

    @Override
    public Tensor backward(int index, Flow at) {
        return index == 0
                ? new Gather().apply(at.gradient(), at.input(1))
                : Gather.nothing(at.input(1));
    }
}
