package dev.cuaderno.tensor;

import java.util.ArrayList;
import java.util.List;

/// Reads the arguments of [Views#at] from left to right and gives the view they describe.
final class Slicing {

    private final Tensor tensor;
    private final Shape shape;
    private final int[] strides;
    private final ArrayList<Integer> sizes = new ArrayList<>();
    private final ArrayList<Integer> steps = new ArrayList<>();
    private int offset;
    private int axis;

    private Slicing(Tensor tensor) {
        this.tensor = tensor;
        this.shape = tensor.shape();
        this.strides = tensor.strides();
        this.offset = tensor.offset();
    }

    static Tensor at(Tensor tensor, Object... indices) {
        return new Slicing(tensor).read(indices);
    }

    private Tensor read(Object[] indices) {
        var left = countAxes(indices);
        for (var index : indices) {
            switch (index) {
                case Integer number -> one(number);
                case Index.All() -> whole();
                case Index.NewAxis() -> add(1, 0);
                case Index.Range range -> part(range);
                case Index.Ellipsis() -> {
                    for (var skip = left; skip > 0; skip--) {
                        whole();
                    }
                }
                case null, default ->
                        throw new IllegalArgumentException(
                                "at(...): an index is a whole number, all(), range(from, to),"
                                        + " ellipsis() or newAxis(), not "
                                        + index);
            }
        }
        while (axis < shape.rank()) {
            whole();
        }
        return Tensor.view(tensor.storage(), offset, Shape.of(array(sizes)), array(steps));
    }

    /// How many axes an ellipsis stands for.
    private int countAxes(Object[] indices) {
        var named = 0;
        var ellipses = 0;
        for (var index : indices) {
            if (index instanceof Index.Ellipsis) {
                ellipses++;
            } else if (!(index instanceof Index.NewAxis)) {
                named++;
            }
        }
        if (named > shape.rank() || ellipses > 1) {
            throw ShapeException.in("at")
                    .rule("at most one index per axis, and one ellipsis()")
                    .got(
                            "%d indices and %d ellipses for %s, which has %d axes"
                                    .formatted(named, ellipses, shape, shape.rank()))
                    .fix("leave out what is too much; missing indices mean all()")
                    .error();
        }
        return shape.rank() - named;
    }

    private void one(int index) {
        offset += Index.checked(index, axis, shape) * strides[axis];
        axis++;
    }

    private void whole() {
        add(shape.size(axis), strides[axis]);
        axis++;
    }

    private void part(Index.Range range) {
        var size = shape.size(axis);
        var from = range.from() < 0 ? range.from() + size : range.from();
        var to = range.to() < 0 ? range.to() + size : range.to();
        if (from < 0 || to > size || from >= to) {
            throw new IndexOutOfBoundsException(
                    "range(%d, %d) on axis %d of %s: it must lie in 0 to %d and not be empty"
                            .formatted(range.from(), range.to(), axis, shape, size));
        }
        offset += from * strides[axis];
        add(Math.ceilDiv(to - from, range.step()), strides[axis] * range.step());
        axis++;
    }

    private void add(int size, int step) {
        sizes.add(size);
        steps.add(step);
    }

    private static int[] array(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }
}
