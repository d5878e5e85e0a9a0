package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.tensor.Tensor;

import java.util.function.DoubleUnaryOperator;

/// y = f(x), element by element, for any function; computed in double arithmetic. Nothing is known
/// of a lambda but its values, so there is no derivative.
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

    @Override
    public Tensor backward(int index, Flow at) {
        throw new UnsupportedOperationException(
                name
                        + ": a function given as a lambda cannot be differentiated; write it with"
                        + " operations on tensors (x.square().plus(1)), or leave it out of the"
                        + " gradient with detach() or noGrad(...)");
    }
}
