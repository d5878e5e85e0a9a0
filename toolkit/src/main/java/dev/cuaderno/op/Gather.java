package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;

/// y[..., i] = x[..., index[..., i]]: from each row the elements at given positions, any number of
/// them. Its transpose is [Scatter], which carries the gradient back; the positions get none.
///
/// Shapes: x `[..., n]`, index `[..., k]` with the same axes in front, y `[..., k]`.
public record Gather() implements Op {

    @Override
    public String name() {
        return "gather";
    }

    /// @param inputs x and index
    @Override
    public Tensor forward(Tensor... inputs) {
        var x = inputs[0].contiguous();
        var index = inputs[1].contiguous();
        checkRows(name(), x.shape(), index.shape());
        var row = x.size(-1);
        var taken = index.size(-1);
        if (x.storage() instanceof Storage.Floats from
                && index.storage() instanceof Storage.Floats positions) {
            var y = MemoryOrder.rows(index.shape());
            var to = ((Storage.Floats) y.storage()).array();
            FloatWindows.overPlanes(
                    index.elements() / taken,
                    taken,
                    i ->
                            take(
                                    from.array(),
                                    x.offset() + i * row,
                                    row,
                                    positions.array(),
                                    index.offset() + i * taken,
                                    to,
                                    y.offset() + i * taken,
                                    taken));
            return y;
        }
        var y = x.dtype().allocate(index.elements());
        for (var i = 0; i < index.elements(); i++) {
            var position = position(index, i, row);
            y.set(i, x.storage().get(x.offset() + i / taken * row + position));
        }
        return Tensor.of(y, index.shape());
    }

    private static void take(
            float[] x, int xAt, int size, float[] index, int at, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i++) {
            y[yAt + i] = x[xAt + position(index[at + i], size)];
        }
    }

    @Override
    public Tensor backward(int index, Flow at) {
        return index == 0
                ? new Scatter(at.input(0).size(-1)).apply(at.gradient(), at.input(1))
                : nothing(at.input(1));
    }

    /// Positions have no gradient.
    static Tensor nothing(Tensor index) {
        return Tensors.full(0, DType.FLOAT32, index.shape());
    }

    /// The position that element `i` of `index` names in a row of `size` elements.
    static int position(Tensor index, int i, int size) {
        return position(index.storage().get(index.offset() + i), size);
    }

    private static int position(double value, int size) {
        var position = (int) value;
        if (position != value || position < 0 || position >= size) {
            throw new IndexOutOfBoundsException(
                    "position %s: a row has the positions 0 to %d".formatted(value, size - 1));
        }
        return position;
    }

    static void checkRows(String operation, Shape x, Shape index) {
        if (x.rank() == 0 || index.rank() != x.rank() || !x.with(-1, 1).equals(index.with(-1, 1))) {
            throw ShapeException.in(operation)
                    .rule("the positions have the tensor's axes but for the size of the last")
                    .got("tensor " + x + ", positions " + index)
                    .fix("reshape(...) or expand(...) the positions")
                    .error();
        }
    }
}
