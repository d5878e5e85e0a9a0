package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;

/// y = x where positive, `slope`·x elsewhere; ∂y/∂x = 1 where positive, `slope` elsewhere, also at
/// 0.
public record LeakyRelu(double slope) implements Op {

    @Override
    public String name() {
        return "leakyRelu";
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        return new Mapped(name(), x -> x > 0 ? x : slope * x).forward(inputs);
    }

    @Override
    public Tensor backward(int index, Flow at) {
        var x = at.input(0);
        var one = Tensors.scalar(1, x.dtype());
        return at.gradient().times(one.where(x.gt(0), one.times(slope)));
    }
}
