package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.kernels.Curve;
import dev.cuaderno.kernels.ElementKernels;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

/// What operations that are a [Curve] of every number have in common: y = f(x), and ∂L/∂x = ∂L/∂y ·
/// f′.
final class Curved {

    private Curved() {}

    static Tensor forward(Curve f, Tensor input) {
        var x = MemoryOrder.dense(input);
        if (x.storage() instanceof Storage.Floats from) {
            var y = MemoryOrder.like(x);
            var to = ((Storage.Floats) y.storage()).array();
            ElementKernels.active()
                    .unary(f, from.array(), x.offset(), to, y.offset(), x.elements());
            return y;
        }
        var plain = x.contiguous();
        var y = plain.dtype().allocate(plain.elements());
        for (var i = 0; i < y.size(); i++) {
            y.set(i, f.apply(plain.storage().get(plain.offset() + i)));
        }
        return Tensor.of(y, x.shape());
    }

    /// Whether the way back may go by [#slope]: only the operation's own formula can be
    /// differentiated once more, and knows other precisions.
    static boolean isPlain(Flow at) {
        return !at.gradient().isTracked()
                && !at.input(0).isTracked()
                && at.gradient().dtype() == DType.FLOAT32
                && at.input(0).dtype() == DType.FLOAT32;
    }

    /// The gradient times the derivative, in one pass.
    static Tensor slope(Curve f, Flow at) {
        var a = MemoryOrder.dense(f.slopeOfValue() ? at.result() : at.input(0));
        var g = MemoryOrder.as(at.gradient(), a);
        var y = MemoryOrder.over(at.gradient(), a);
        ElementKernels.active()
                .slope(
                        f,
                        ((Storage.Floats) g.storage()).array(),
                        g.offset(),
                        ((Storage.Floats) a.storage()).array(),
                        a.offset(),
                        ((Storage.Floats) y.storage()).array(),
                        y.offset(),
                        a.elements());
        return y;
    }
}
