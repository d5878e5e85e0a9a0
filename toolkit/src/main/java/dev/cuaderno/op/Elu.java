package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.kernels.Curve;
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
        var one = Tensors.scalar(1, at.gradient().dtype());
        if (alpha > 0) {
            var y = at.result();
            return at.gradient().times(one.where(y.ge(0), y.plus(alpha)));
        }
        var x = at.input(0);
        return at.gradient().times(one.where(x.ge(0), x.exp().times(alpha)));
    }

    /// The function of one number.
    public Curve curve() {
        return new Curve.Exponential(alpha);
    }
}
