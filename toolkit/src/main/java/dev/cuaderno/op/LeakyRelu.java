package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.kernels.Curve;
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
        var a = slope > 0 ? at.result() : at.input(0);
        var one = Tensors.scalar(1, a.dtype());
        return at.gradient().times(one.where(a.gt(0), one.times(slope)));
    }

    /// The function of one number.
    public Curve curve() {
        return new Curve.Leaky(slope);
    }
}
