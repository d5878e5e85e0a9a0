package dev.cuaderno.op;

import dev.cuaderno.tensor.Tensor;

import java.util.function.DoubleUnaryOperator;

/// y = f(x), element by element, for any function; computed in double arithmetic.
///
/// @param name how the function is called in errors and drawings
public record Mapped(String name, DoubleUnaryOperator f) implements Op {

    @Override
    public Tensor forward(Tensor... inputs) {
        var x = inputs[0].contiguous();
        var y = x.dtype().allocate(x.elements());
        for (var i = 0; i < y.size(); i++) {
            y.set(i, f.applyAsDouble(x.storage().get(x.offset() + i)));
        }
        return Tensor.of(y, x.shape());
    }
}
