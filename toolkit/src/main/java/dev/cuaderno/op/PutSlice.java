package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Walk;

/// Zeros of a shape in which one part holds x: the transpose of [Slice], and so each is the other's
/// derivative.
public record PutSlice(Slice part, Shape shape) implements Op {

    @Override
    public String name() {
        return "putSlice";
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        var x = inputs[0];
        var y = Tensor.of(x.dtype().allocate(shape.elements()), shape);
        Walk.over(
                (at, steps, length) -> {
                    for (var i = 0; i < length; i++) {
                        y.storage()
                                .set(at[0] + i * steps[0], x.storage().get(at[1] + i * steps[1]));
                    }
                },
                part.forward(y),
                x);
        return y;
    }

    @Override
    public Tensor backward(int index, Flow at) {
        return part.apply(at.gradient());
    }
}
