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
        return areFloats(g, x)
                ? gate(g, x, MemoryOrder.like(x))
                : plainly(g.contiguous(), x.contiguous());
    }

    /// The same for a gradient that is handed on: where it lies, if nobody needs it any more.
    static Tensor over(Tensor gradient, Tensor by) {
        var x = MemoryOrder.dense(by);
        var g = MemoryOrder.as(gradient, x);
        return areFloats(g, x)
                ? gate(g, x, MemoryOrder.over(gradient, x))
                : plainly(g.contiguous(), x.contiguous());
    }

    private static boolean areFloats(Tensor g, Tensor x) {
        return g.storage() instanceof Storage.Floats && x.storage() instanceof Storage.Floats;
    }

    private static Tensor gate(Tensor g, Tensor x, Tensor y) {
        ElementKernels.active()
                .gate(
                        ((Storage.Floats) g.storage()).array(),
                        g.offset(),
                        ((Storage.Floats) x.storage()).array(),
                        x.offset(),
                        ((Storage.Floats) y.storage()).array(),
                        y.offset(),
                        g.elements());
        return y;
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
