package dev.cuaderno.tensor;

/// What [Views#at] takes for an axis besides a number.
public sealed interface Index {

    /// The whole axis.
    record All() implements Index {}

    /// As many whole axes as are left over.
    record Ellipsis() implements Index {}

    /// A new axis of size 1.
    record NewAxis() implements Index {}

    /// Elements `from`, `from + step`, ... before `to`; negative ends count from the end of the
    /// axis.
    record Range(int from, int to, int step) implements Index {
        public Range {
            if (step < 1) {
                throw new IllegalArgumentException(
                        "range(%d, %d, %d): the step is at least 1; flip(axis) goes backwards"
                                .formatted(from, to, step));
            }
        }
    }

    /// An index of an axis counted from the front.
    ///
    /// @throws IndexOutOfBoundsException if the axis has no such element
    static int checked(int index, int axis, Shape shape) {
        var size = shape.size(axis);
        if (index < -size || index >= size) {
            throw new IndexOutOfBoundsException(
                    "index %d on axis %d of %s: it has %d elements, 0 to %d, or %d to -1 from the end"
                            .formatted(index, axis, shape, size, size - 1, -size));
        }
        return index < 0 ? index + size : index;
    }
}
