package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensor;

/// The same numbers in row-major order with another shape of as many elements: a view if they lie
/// one after the other. The gradient goes back to the old shape.
public record Reshape(Shape shape) implements Op {

    @Override
    public String name() {
        return "reshape";
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        var dense = inputs[0].contiguous();
        return Tensor.view(dense.storage(), dense.offset(), shape, shape.strides());
    }

    @Override
    public boolean needsInput(int index) {
        return false;
    }

    @Override
    public boolean needsResult() {
        return false;
    }

    @Override
    public Tensor backward(int index, Flow at) {
        return at.gradient().reshape(at.input(0).shape());
    }
}
