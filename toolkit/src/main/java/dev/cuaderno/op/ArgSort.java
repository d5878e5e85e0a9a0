package dev.cuaderno.op;

import dev.cuaderno.tensor.Tensor;

import java.util.Comparator;
import java.util.stream.IntStream;

/// The positions of each row's elements (last axis) in order of size, equal ones in their old
/// order; NaN counts as the largest. Positions have no gradient; [Gather] takes the elements by
/// them, with theirs.
public record ArgSort(boolean descending) implements Op {

    @Override
    public String name() {
        return "argsort";
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        var x = inputs[0].contiguous();
        var length = x.size(-1);
        var y = x.dtype().allocate(x.elements());
        for (var row = 0; row < x.elements(); row += length) {
            var start = x.offset() + row;
            Comparator<Integer> order = Comparator.comparingDouble(i -> x.storage().get(start + i));
            var sorted =
                    IntStream.range(0, length)
                            .boxed()
                            .sorted(descending ? order.reversed() : order)
                            .toList();
            for (var i = 0; i < length; i++) {
                y.set(row + i, sorted.get(i));
            }
        }
        return Tensor.of(y, x.shape());
    }

    @Override
    public boolean differentiable() {
        return false;
    }
}
