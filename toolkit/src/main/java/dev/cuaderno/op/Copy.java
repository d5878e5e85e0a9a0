package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Walk;

/// y = x in new memory, row by row, with numbers of a given type. ∂L/∂x = ∂L/∂y, in x's type.
public record Copy(DType dtype) implements Op {

    @Override
    public String name() {
        return dtype.toString();
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        var x = inputs[0];
        var y = dtype.allocate(x.elements());
        var next = new int[1];
        Walk.over(
                (at, steps, length) -> {
                    for (var i = 0; i < length; i++) {
                        y.set(next[0]++, x.storage().get(at[0] + i * steps[0]));
                    }
                },
                x);
        return Tensor.of(y, x.shape());
    }

    @Override
    public Tensor backward(int index, Flow at) {
        return at.gradient().to(at.input(0).dtype());
    }
}
