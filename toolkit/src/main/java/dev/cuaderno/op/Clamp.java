package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.kernels.Curve;
import dev.cuaderno.tensor.Tensor;

/// y = min(high, max(low, x)); ∂y/∂x = 1 inside the interval and on its ends, 0 outside.
public record Clamp(double low, double high) implements Op {

    @Override
    public String name() {
        return "clamp";
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        return Curved.forward(curve(), inputs[0]);
    }

    @Override
    public boolean needsInput(int index) {
        return !curve().slopeOfValue();
    }

    @Override
    public boolean needsResult() {
        return curve().slopeOfValue();
    }

    @Override
    public Tensor backward(int index, Flow at) {
        if (Curved.isPlain(at)) {
            return Curved.slope(curve(), at);
        }
        var x = at.input(0);
        return at.gradient().times(x.ge(low).times(x.le(high)));
    }

    /// The function of one number.
    public Curve curve() {
        return new Curve.Limited(low, high);
    }
}
