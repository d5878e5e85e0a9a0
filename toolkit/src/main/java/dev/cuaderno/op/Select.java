package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.kernels.ElementKernels;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;
import dev.cuaderno.tensor.Walk;

import java.util.Arrays;

/// y = a where the mask is not 0, b elsewhere; all three stretched to a common shape. Each
/// element's gradient goes to where it was taken from; the mask gets none.
public record Select() implements Op {

    @Override
    public String name() {
        return "where";
    }

    /// @param inputs the mask, a, b
    @Override
    public Tensor forward(Tensor... inputs) {
        var either = Shape.broadcast(name(), inputs[1].shape(), inputs[2].shape());
        var shape = Shape.broadcast(name(), inputs[0].shape(), either);
        var mask = inputs[0].expand(shape);
        var a = inputs[1].expand(shape);
        var b = inputs[2].expand(shape);
        var dtype = DType.widest(a.dtype(), b.dtype());
        var y =
                dtype == DType.FLOAT32
                        ? MemoryOrder.rows(shape)
                        : Tensor.of(dtype.allocate(shape.elements()), shape);
        var first = y.offset();
        Walk.inParts(
                (index, at, steps, length) ->
                        run(mask, a, b, at, steps, y.storage(), first + index, length),
                mask,
                a,
                b);
        return y;
    }

    private static void run(
            Tensor mask, Tensor a, Tensor b, int[] at, int[] steps, Storage y, int yAt, int n) {
        if (Arrays.stream(steps).allMatch(step -> step == 0 || step == 1)
                && mask.storage() instanceof Storage.Floats by
                && a.storage() instanceof Storage.Floats left
                && b.storage() instanceof Storage.Floats right
                && y instanceof Storage.Floats to) {
            ElementKernels.active()
                    .select(
                            by.array(),
                            at[0],
                            steps[0],
                            left.array(),
                            at[1],
                            steps[1],
                            right.array(),
                            at[2],
                            steps[2],
                            to.array(),
                            yAt,
                            n);
            return;
        }
        for (var i = 0; i < n; i++) {
            var chosen =
                    mask.storage().get(at[0] + i * steps[0]) != 0
                            ? a.storage().get(at[1] + i * steps[1])
                            : b.storage().get(at[2] + i * steps[2]);
            y.set(yAt + i, chosen);
        }
    }

    @Override
    public Tensor backward(int index, Flow at) {
        var g = at.gradient();
        var mask = at.input(0);
        var nothing = Tensors.scalar(0, g.dtype());
        var back =
                switch (index) {
                    case 1 -> g.where(mask, nothing);
                    case 2 -> nothing.where(mask, g);
                    default -> Tensors.full(0, g.dtype(), g.shape());
                };
        return Expand.sumTo(back, at.input(index).shape());
    }
}
