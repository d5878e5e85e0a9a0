package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;
import dev.cuaderno.tensor.Walk;

/// y = a where the mask is not 0, b elsewhere; all three stretched to a common shape. Each
/// element's gradient goes to where it was taken from; the mask gets none.
public record Select() implements Op {

    @Override
    public String name() {
        return "where";
    }

    /// @param inputs the mask, a, b
    @Override
    public Tensor forward(Tensor... inputs) {
        var either = Shape.broadcast(name(), inputs[1].shape(), inputs[2].shape());
        var shape = Shape.broadcast(name(), inputs[0].shape(), either);
        var mask = inputs[0].expand(shape);
        var a = inputs[1].expand(shape);
        var b = inputs[2].expand(shape);
        var y = DType.widest(a.dtype(), b.dtype()).allocate(shape.elements());
        var next = new int[1];
        Walk.over(
                (at, steps, length) -> {
                    for (var i = 0; i < length; i++) {
                        var chosen =
                                mask.storage().get(at[0] + i * steps[0]) != 0
                                        ? a.storage().get(at[1] + i * steps[1])
                                        : b.storage().get(at[2] + i * steps[2]);
                        y.set(next[0]++, chosen);
                    }
                },
                mask,
                a,
                b);
        return Tensor.of(y, shape);
    }

    @Override
    public Tensor backward(int index, Flow at) {
        var g = at.gradient();
        var mask = at.input(0);
        var nothing = Tensors.scalar(0, g.dtype());
        var back =
                switch (index) {
                    case 1 -> g.where(mask, nothing);
                    case 2 -> nothing.where(mask, g);
                    default -> Tensors.full(0, g.dtype(), g.shape());
                };
        return Expand.sumTo(back, at.input(index).shape());
    }
}
