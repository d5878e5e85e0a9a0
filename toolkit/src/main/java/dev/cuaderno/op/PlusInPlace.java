package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.kernels.Binary;
import dev.cuaderno.tensor.Tensor;

/// y = a + b like [Pairwise], but in the memory of `a` where that is possible: for a result that
/// nobody else has seen, and whose numbers no step of the way back needs. New memory would cost as
/// much as the sum.
public record PlusInPlace() implements Op {

    private static final Pairwise PLUS = new Pairwise(Binary.PLUS);

    /// Results with fewer numbers stay as they are: tapes show them.
    private static final int LEAST = 1 << 14;

    @Override
    public String name() {
        return PLUS.name();
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        var a = inputs[0];
        return a.elements() >= LEAST && a.isContiguous()
                ? PLUS.into(a, inputs)
                : PLUS.forward(inputs);
    }

    @Override
    public boolean needsInput(int index) {
        return PLUS.needsInput(index);
    }

    @Override
    public boolean needsResult() {
        return PLUS.needsResult();
    }

    @Override
    public Tensor backward(int index, Flow at) {
        return PLUS.backward(index, at);
    }
}
