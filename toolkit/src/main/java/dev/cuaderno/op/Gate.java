package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.kernels.ElementKernels;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;

/// y = g where x > 0, and 0 elsewhere: what a relu hands back of the gradient g. It is linear in g,
/// and constant in x but for jumps, which have no gradient.
public record Gate() implements Op {

    @Override
    public String name() {
        return "gate";
    }

    /// @param inputs g and x, of one shape and type
    @Override
    public Tensor forward(Tensor... inputs) {
        var x = MemoryOrder.dense(inputs[1]);
        var g = MemoryOrder.as(inputs[0], x);
        if (g.storage() instanceof Storage.Floats from
                && x.storage() instanceof Storage.Floats by) {
            var y = MemoryOrder.like(x);
            var to = ((Storage.Floats) y.storage()).array();
            ElementKernels.active()
                    .gate(
                            from.array(),
                            g.offset(),
                            by.array(),
                            x.offset(),
                            to,
                            y.offset(),
                            g.elements());
            return y;
        }
        return plainly(g.contiguous(), x.contiguous());
    }

    private static Tensor plainly(Tensor g, Tensor x) {
        var y = g.dtype().allocate(g.elements());
        for (var i = 0; i < y.size(); i++) {
            if (x.storage().get(x.offset() + i) > 0) {
                y.set(i, g.storage().get(g.offset() + i));
            }
        }
        return Tensor.of(y, g.shape());
    }

    @Override
    public Tensor backward(int index, Flow at) {
        var g = at.gradient();
        return index == 0
                ? new Gate().apply(g, at.input(1))
                : Tensors.full(0, at.input(1).dtype(), at.input(1).shape());
    }
}
