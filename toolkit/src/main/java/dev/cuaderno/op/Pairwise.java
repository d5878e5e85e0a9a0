package dev.cuaderno.op;

import dev.cuaderno.kernels.Binary;
import dev.cuaderno.kernels.Kernels;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Walk;

import java.util.Locale;

/// y = f(a, b), element by element, both stretched to a common shape.
public record Pairwise(Binary f) implements Op {

    @Override
    public String name() {
        return f.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        var shape = Shape.broadcast(name(), inputs[0].shape(), inputs[1].shape());
        var a = inputs[0].expand(shape);
        var b = inputs[1].expand(shape);
        var y = DType.widest(a.dtype(), b.dtype()).allocate(shape.elements());
        var next = new int[1];
        Walk.over(
                (at, steps, length) -> {
                    run(a.storage(), b.storage(), at, steps, y, next[0], length);
                    next[0] += length;
                },
                a,
                b);
        return Tensor.of(y, shape);
    }

    private void run(Storage a, Storage b, int[] at, int[] steps, Storage y, int yAt, int n) {
        var dense = (steps[0] & ~1) == 0 && (steps[1] & ~1) == 0;
        if (dense
                && a instanceof Storage.Floats left
                && b instanceof Storage.Floats right
                && y instanceof Storage.Floats to) {
            Kernels.active()
                    .binary(
                            f,
                            left.array(),
                            at[0],
                            steps[0],
                            right.array(),
                            at[1],
                            steps[1],
                            to.array(),
                            yAt,
                            n);
        } else {
            for (var i = 0; i < n; i++) {
                y.set(yAt + i, f.apply(a.get(at[0] + i * steps[0]), b.get(at[1] + i * steps[1])));
            }
        }
    }
}
