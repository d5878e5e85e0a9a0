package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.tensor.Tensor;

/// y = min(high, max(low, x)); ∂y/∂x = 1 inside the interval and on its ends, 0 outside.
public record Clamp(double low, double high) implements Op {

    @Override
    public String name() {
        return "clamp";
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        return new Mapped(name(), x -> Math.min(high, Math.max(low, x))).forward(inputs);
    }

    @Override
    public Tensor backward(int index, Flow at) {
        var x = at.input(0);
        return at.gradient().times(x.ge(low).times(x.le(high)));
    }
}
