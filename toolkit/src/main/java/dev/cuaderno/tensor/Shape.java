package dev.cuaderno.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/// The sizes of a tensor's axes, outermost first: `[2, 3]` is two rows of three columns, `[]` a
/// single number.
///
/// At most six axes, every size at least 1, at most 2³¹−1 elements. Wherever an axis is asked for,
/// a negative number counts from the end: −1 is the last axis.
public final class Shape {

    /// The most axes a tensor may have.
    public static final int MAX_RANK = 6;

    private final int[] sizes;
    private final int elements;

    private Shape(int[] sizes) {
        this.sizes = sizes;
        this.elements = countElements(sizes);
    }

    /// The shape with these sizes; without sizes, that of a single number.
    ///
    /// @throws ShapeException for a size below 1, more than six axes, or too many elements
    public static Shape of(int... sizes) {
        return new Shape(sizes.clone());
    }

    private static int countElements(int[] sizes) {
        if (sizes.length > MAX_RANK) {
            throw ShapeException.in("shape")
                    .rule("a tensor has at most " + MAX_RANK + " axes")
                    .got(sizes.length + " axes: " + Arrays.toString(sizes))
                    .fix("join axes with reshape(...) or flatten()")
                    .error();
        }
        var count = 1L;
        for (var size : sizes) {
            if (size < 1) {
                throw ShapeException.in("shape")
                        .rule("every size is at least 1")
                        .got(Arrays.toString(sizes))
                        .fix("replace the size " + size)
                        .error();
            }
            count = Math.multiplyExact(Math.min(count, Integer.MAX_VALUE + 1L), (long) size);
        }
        if (count > Integer.MAX_VALUE) {
            throw ShapeException.in("shape")
                    .rule("a tensor has at most 2147483647 elements")
                    .got(Arrays.toString(sizes))
                    .fix("work on smaller batches")
                    .error();
        }
        return (int) count;
    }

    /// The number of axes.
    public int rank() {
        return sizes.length;
    }

    /// The number of elements: the product of the sizes.
    public int elements() {
        return elements;
    }

    /// The size of one axis.
    ///
    /// @throws ShapeException if there is no such axis
    public int size(int axis) {
        return sizes[axis(axis)];
    }

    /// A copy of the sizes.
    public int[] sizes() {
        return sizes.clone();
    }

    /// The axis counted from the front: −1 becomes `rank() - 1`.
    ///
    /// @throws ShapeException if there is no such axis
    public int axis(int axis) {
        if (axis < -sizes.length || axis >= sizes.length) {
            throw ShapeException.in("axis " + axis)
                    .rule(
                            sizes.length == 0
                                    ? "a single number has no axes"
                                    : "an axis of a shape with %d axes is %d to %d, or %d to -1 from the end"
                                            .formatted(
                                                    sizes.length,
                                                    0,
                                                    sizes.length - 1,
                                                    -sizes.length))
                    .got("axis " + axis + " of " + this)
                    .fix("name an axis that exists, or add one with unsqueeze(...)")
                    .error();
        }
        return axis < 0 ? axis + sizes.length : axis;
    }

    /// This shape with another size of one axis.
    public Shape with(int axis, int size) {
        var changed = sizes.clone();
        changed[axis(axis)] = size;
        return new Shape(changed);
    }

    /// This shape without one axis.
    public Shape without(int axis) {
        var removed = axis(axis);
        var rest = new int[sizes.length - 1];
        for (int from = 0, to = 0; from < sizes.length; from++) {
            if (from != removed) {
                rest[to++] = sizes[from];
            }
        }
        return new Shape(rest);
    }

    /// This shape with one axis more, in front of axis `position` (0 to `rank()`).
    public Shape insert(int position, int size) {
        var more = new int[sizes.length + 1];
        System.arraycopy(sizes, 0, more, 0, position);
        more[position] = size;
        System.arraycopy(sizes, position, more, position + 1, sizes.length - position);
        return new Shape(more);
    }

    /// The axes from `from` up to and without `to`.
    public Shape slice(int from, int to) {
        return new Shape(Arrays.copyOfRange(sizes, from, to));
    }

    /// This shape followed by the axes of another.
    public Shape concat(Shape other) {
        var all = Arrays.copyOf(sizes, sizes.length + other.sizes.length);
        System.arraycopy(other.sizes, 0, all, sizes.length, other.sizes.length);
        return new Shape(all);
    }

    /// The distance in memory between neighbours along each axis, rows stored one after the other.
    public int[] strides() {
        var strides = new int[sizes.length];
        for (int axis = sizes.length - 1, step = 1; axis >= 0; axis--) {
            strides[axis] = step;
            step *= sizes[axis];
        }
        return strides;
    }

    /// The shape to which `a` and `b` are both stretched when an operation works on them element by
    /// element: axes are aligned at the end, and a missing axis or one of size 1 repeats.
    ///
    /// @param operation named in the error
    /// @throws ShapeException if two aligned sizes differ and neither is 1
    public static Shape broadcast(String operation, Shape a, Shape b) {
        var rank = Math.max(a.rank(), b.rank());
        var sizes = new int[rank];
        for (var back = 1; back <= rank; back++) {
            var left = back <= a.rank() ? a.sizes[a.rank() - back] : 1;
            var right = back <= b.rank() ? b.sizes[b.rank() - back] : 1;
            if (left != right && left != 1 && right != 1) {
                throw ShapeException.in(operation)
                        .rule("sizes aligned from the last axis must be equal, or one of them 1")
                        .got(
                                "%s and %s: axis -%d has %d against %d"
                                        .formatted(a, b, back, left, right))
                        .fix(broadcastFix(a, b))
                        .error();
            }
            sizes[rank - back] = Math.max(left, right);
        }
        return new Shape(sizes);
    }

    private static String broadcastFix(Shape a, Shape b) {
        var longer = a.rank() >= b.rank() ? a : b;
        var shorter = a.rank() >= b.rank() ? b : a;
        if (shorter.rank() == 1 && longer.rank() > 1) {
            for (var axis = 0; axis < longer.rank() - 1; axis++) {
                if (longer.sizes[axis] == shorter.sizes[0]) {
                    var sizes = new int[longer.rank() - axis];
                    Arrays.fill(sizes, 1);
                    sizes[0] = shorter.sizes[0];
                    return "to stretch it along axis %d of %s write reshape(%s) for the second"
                            .formatted(axis, longer, join(sizes));
                }
            }
        }
        return "give both the same shape, or size 1 where one should repeat, with reshape(...)";
    }

    /// The sizes separated by commas, without brackets.
    static String join(int[] sizes) {
        return Arrays.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    /// The sizes in brackets: `[2, 3]`.
    @Override
    public String toString() {
        return Arrays.toString(sizes);
    }
}
