package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.kernels.ElementKernels;
import dev.cuaderno.kernels.Unary;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

/// The relu, like [Pointwise], but in the memory of its argument: for a result that nobody else has
/// seen, and whose numbers no step of the way back needs.
public record ReluInPlace() implements Op {

    private static final Pointwise RELU = new Pointwise(Unary.RELU);

    @Override
    public String name() {
        return RELU.name();
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        var x = inputs[0];
        if (MemoryOrder.dense(x) != x || !(x.storage() instanceof Storage.Floats floats)) {
            return RELU.forward(x);
        }
        var numbers = floats.array();
        ElementKernels.active()
                .unary(Unary.RELU, numbers, x.offset(), numbers, x.offset(), x.elements());
        return x;
    }

    @Override
    public boolean needsInput(int index) {
        return RELU.needsInput(index);
    }

    @Override
    public boolean needsResult() {
        return RELU.needsResult();
    }

    @Override
    public Tensor backward(int index, Flow at) {
        return RELU.backward(index, at);
    }
}
