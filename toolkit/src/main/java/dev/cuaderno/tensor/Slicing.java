package dev.cuaderno.tensor;

import dev.cuaderno.op.Slice;

import java.util.ArrayList;

/// Reads the arguments of [Views#at] from left to right and gives the slice they describe.
final class Slicing {

    private final Shape shape;
    private final ArrayList<Integer> starts = new ArrayList<>();
    private final ArrayList<Slice.Axis> kept = new ArrayList<>();
    private int axis;

    private Slicing(Shape shape) {
        this.shape = shape;
    }

    static Slice read(Shape shape, Object... indices) {
        return new Slicing(shape).slice(indices);
    }

    private Slice slice(Object... indices) {
        var left = countAxes(indices);
        for (var index : indices) {
            switch (index) {
                case Integer number -> one(number);
                case Index.All() -> whole();
                case Index.NewAxis() -> kept.add(new Slice.Axis(Slice.Axis.NEW, 1, 0));
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
        return new Slice(starts, kept);
    }

    /// How many axes an ellipsis stands for.
    private int countAxes(Object... indices) {
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
        starts.add(Index.checked(index, axis, shape));
        axis++;
    }

    private void whole() {
        keep(0, shape.size(axis), 1);
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
        keep(from, Math.ceilDiv(to - from, range.step()), range.step());
    }

    private void keep(int start, int size, int step) {
        starts.add(start);
        kept.add(new Slice.Axis(axis, size, step));
        axis++;
    }
}
