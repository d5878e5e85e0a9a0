package dev.cuaderno.op;

import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.util.Arrays;
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
        if (x.storage() instanceof Storage.Floats from) {
            var y = MemoryOrder.rows(x.shape());
            var to = ((Storage.Floats) y.storage()).array();
            FloatWindows.overPlanes(
                    x.elements() / length,
                    length,
                    row -> {
                        var at = row * length;
                        sort(from.array(), x.offset() + at, to, y.offset() + at, length);
                    });
            return y;
        }
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

    /// Sorts whole numbers that hold a number's place in the order above, its position below.
    private void sort(float[] x, int xAt, float[] y, int yAt, int n) {
        var keys = new long[n];
        for (var i = 0; i < n; i++) {
            var bits = Float.floatToIntBits(x[xAt + i]);
            // Negative numbers are the larger the nearer to 0 they are.
            var ascending = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
            keys[i] = (long) (descending ? ~ascending : ascending) << Integer.SIZE | i;
        }
        Arrays.sort(keys);
        for (var i = 0; i < n; i++) {
            y[yAt + i] = (int) keys[i];
        }
    }

    @Override
    public boolean differentiable() {
        return false;
    }
}
