package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;

/// y = x where positive, α(e^x − 1) elsewhere; ∂y/∂x = 1 from 0 on, αe^x = y + α below. Source:
/// D.-A. Clevert, T. Unterthiner, S. Hochreiter, "Fast and Accurate Deep Network Learning by
/// Exponential Linear Units", 2015.
public record Elu(double alpha) implements Op {

    @Override
    public String name() {
        return "elu";
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        return new Mapped(name(), x -> x > 0 ? x : alpha * Math.expm1(x)).forward(inputs);
    }

    @Override
    public Tensor backward(int index, Flow at) {
        var x = at.input(0);
        var one = Tensors.scalar(1, x.dtype());
        return at.gradient().times(one.where(x.ge(0), at.result().plus(alpha)));
    }
}
