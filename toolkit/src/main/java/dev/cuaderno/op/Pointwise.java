package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.kernels.Unary;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;

import java.util.Locale;

/// y = f(x), element by element; ∂L/∂x = ∂L/∂y · f′(x), see [Unary#slope].
public record Pointwise(Unary f) implements Op {

    @Override
    public String name() {
        return f.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        return Curved.forward(f, inputs[0]);
    }

    @Override
    public boolean needsInput(int index) {
        return switch (f) {
            case NEGATE, SIGN, FLOOR, CEIL, ROUND -> false;
            default -> !f.slopeOfValue();
        };
    }

    @Override
    public boolean needsResult() {
        return f.slopeOfValue();
    }

    @Override
    public Tensor backward(int index, Flow at) {
        if ((needsInput(0) || needsResult()) && Curved.isPlain(at)) {
            return f == Unary.RELU ? Gate.over(at.gradient(), at.result()) : Curved.slope(f, at);
        }
        var g = at.gradient();
        var x = at.input(0);
        var y = at.result();
        return switch (f) {
            case NEGATE -> g.negate();
            case ABS -> g.times(x.sign());
            case SQUARE -> g.times(x.times(2));
            case SQRT -> g.div(y.times(2));
            case RECIPROCAL -> g.times(y.square().negate());
            case EXP -> g.times(y);
            case LOG -> g.div(x);
            case SIN -> g.times(x.cos());
            case COS -> g.times(x.sin().negate());
            case TANH -> g.times(y.square().negate().plus(1));
            case SIGMOID -> g.times(y.times(y.negate().plus(1)));
            case RELU -> new Gate().apply(g, y);
            case SOFTPLUS -> g.times(x.sigmoid());
            case ERF -> g.times(x.square().negate().exp().times(2 / Math.sqrt(Math.PI)));
            case SILU -> g.times(x.sigmoid()).times(x.times(x.negate().sigmoid()).plus(1));
            case GELU -> g.times(normal(x).plus(x.times(density(x))));
            case SIGN, FLOOR, CEIL, ROUND -> Tensors.full(0, x.dtype(), x.shape());
        };
    }

    /// Φ(x), the share of a normal distribution below x.
    private static Tensor normal(Tensor x) {
        return x.div(Math.sqrt(2)).erf().plus(1).times(0.5);
    }

    private static Tensor density(Tensor x) {
        return x.square().div(-2).exp().div(Math.sqrt(2 * Math.PI));
    }
}
