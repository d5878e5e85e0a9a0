package dev.cuaderno.op;

import dev.cuaderno.kernels.Kernels;
import dev.cuaderno.kernels.Unary;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.util.Locale;

/// y = f(x), element by element.
public record Pointwise(Unary f) implements Op {

    @Override
    public String name() {
        return f.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        var x = inputs[0].contiguous();
        var y = x.dtype().allocate(x.elements());
        if (x.storage() instanceof Storage.Floats from && y instanceof Storage.Floats to) {
            Kernels.active().unary(f, from.array(), x.offset(), to.array(), 0, x.elements());
        } else {
            for (var i = 0; i < y.size(); i++) {
                y.set(i, f.apply(x.storage().get(x.offset() + i)));
            }
        }
        return Tensor.of(y, x.shape());
    }
}
