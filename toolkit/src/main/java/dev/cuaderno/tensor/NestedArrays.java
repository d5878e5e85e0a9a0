package dev.cuaderno.tensor;

import java.lang.reflect.Array;
import java.util.ArrayList;

/// Reads arrays of arrays.
final class NestedArrays {

    private NestedArrays() {}

    static Tensor read(Object array) {
        var shape = shape(array);
        var storage = DType.FLOAT32.allocate(shape.elements());
        fill(array, shape, 0, storage, 0);
        return Tensor.of(storage, shape);
    }

    /// The shape of the first element of everything; [#fill] checks the others.
    private static Shape shape(Object array) {
        var sizes = new ArrayList<Integer>();
        var part = array;
        while (part != null && part.getClass().isArray()) {
            sizes.add(Array.getLength(part));
            if (Array.getLength(part) == 0) {
                throw new IllegalArgumentException("tensor: an array of arrays without numbers");
            }
            part = Array.get(part, 0);
        }
        return Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
    }

    private static int fill(Object part, Shape shape, int axis, Storage storage, int next) {
        if (axis == shape.rank()) {
            storage.set(next, ((Number) part).doubleValue());
            return next + 1;
        }
        var length = part == null ? 0 : Array.getLength(part);
        if (length != shape.size(axis)) {
            throw ShapeException.in("tensor")
                    .rule("all arrays along an axis have the same length")
                    .got("axis %d: %d and %d elements".formatted(axis, shape.size(axis), length))
                    .fix("make every row as long as the first")
                    .error();
        }
        var filled = next;
        for (var i = 0; i < length; i++) {
            filled = fill(Array.get(part, i), shape, axis + 1, storage, filled);
        }
        return filled;
    }
}
