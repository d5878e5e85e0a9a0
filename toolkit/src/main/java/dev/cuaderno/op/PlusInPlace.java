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

    /// Whether [#add] is for two such tensors: of one size, and lying alike without gaps.
    public static boolean suits(Tensor sum, Tensor more) {
        return sum.shape().equals(more.shape())
                && sum.dtype() == more.dtype()
                && ((sum.isContiguous() && more.isContiguous())
                        || (MemoryOrder.isChannelsLast(sum) && MemoryOrder.isChannelsLast(more)));
    }

    /// Adds to a tensor that nobody else sees.
    ///
    /// @return it
    public static Tensor add(Tensor sum, Tensor more) {
        if (sum.isContiguous()) {
            PLUS.into(sum, sum, more);
        } else {
            var pixels = MemoryOrder.pixels(sum);
            PLUS.into(pixels, pixels, MemoryOrder.pixels(more));
        }
        return sum;
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
