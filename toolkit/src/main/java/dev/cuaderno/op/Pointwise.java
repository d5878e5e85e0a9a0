package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.kernels.Kernels;
import dev.cuaderno.kernels.Unary;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;

import java.util.Locale;

/// y = f(x), element by element; ∂L/∂x = ∂L/∂y · f′(x). Where f has a kink f′ is 0: |x|, relu and
/// sign at 0. Rounding is constant between its jumps, and so has f′ = 0 everywhere.
public record Pointwise(Unary f) implements Op {

    @Override
    public String name() {
        return f.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        var x = MemoryOrder.dense(inputs[0]);
        if (x.storage() instanceof Storage.Floats from) {
            var y = MemoryOrder.like(x);
            var to = ((Storage.Floats) y.storage()).array();
            Kernels.active().unary(f, from.array(), x.offset(), to, y.offset(), x.elements());
            return y;
        }
        var plain = x.contiguous();
        var y = plain.dtype().allocate(plain.elements());
        for (var i = 0; i < y.size(); i++) {
            y.set(i, f.apply(plain.storage().get(plain.offset() + i)));
        }
        return Tensor.of(y, x.shape());
    }

    /// Where a relu is above 0, its argument is.
    @Override
    public boolean needsInput(int index) {
        return f != Unary.RELU;
    }

    @Override
    public Tensor backward(int index, Flow at) {
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
            case SIGN, FLOOR, CEIL, ROUND -> Tensors.full(0, x.dtype(), x.shape());
        };
    }
}
