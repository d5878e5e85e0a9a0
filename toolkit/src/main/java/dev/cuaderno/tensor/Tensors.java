package dev.cuaderno.tensor;

import dev.cuaderno.op.Join;

import java.util.Arrays;

/// Makes tensors. Notebooks reach these through the facade `dev.cuaderno.Cuaderno`.
public final class Tensors {

    private Tensors() {}

    /// A single number, without axes.
    public static Tensor scalar(double value, DType dtype) {
        return full(value, dtype, Shape.of());
    }

    /// A vector.
    public static Tensor of(float... values) {
        return Tensor.of(new Storage.Floats(values.clone()), vector(values.length));
    }

    /// A vector of 32-bit numbers.
    public static Tensor of(double... values) {
        var floats = new float[values.length];
        for (var i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return Tensor.of(new Storage.Floats(floats), vector(values.length));
    }

    /// A vector of whole numbers, as 32-bit floating-point numbers.
    ///
    /// @throws IllegalArgumentException if a number has too many digits for that
    public static Tensor of(int... values) {
        var floats = new float[values.length];
        for (var i = 0; i < values.length; i++) {
            floats[i] = values[i];
            if ((long) floats[i] != values[i]) {
                throw new IllegalArgumentException(
                        "tensor: %d has more digits than float32 keeps (24 bits)"
                                .formatted(values[i]));
            }
        }
        return Tensor.of(new Storage.Floats(floats), vector(values.length));
    }

    private static Shape vector(int length) {
        if (length == 0) {
            throw new IllegalArgumentException("tensor: at least one number is needed");
        }
        return Shape.of(length);
    }

    /// A tensor from an array of arrays, of `float`, `double` or `int`, to any depth up to six.
    ///
    /// @throws ShapeException if the rows have different lengths
    public static Tensor nested(Object array) {
        return NestedArrays.read(array);
    }

    /// A tensor read from a table, see [TextTable].
    public static Tensor parse(String table) {
        return TextTable.read(table);
    }

    /// The same number everywhere.
    public static Tensor full(double value, DType dtype, Shape shape) {
        var storage = dtype.allocate(shape.elements());
        if (value != 0) {
            for (var i = 0; i < storage.size(); i++) {
                storage.set(i, value);
            }
        }
        return Tensor.of(storage, shape);
    }

    /// The numbers `from`, `from + step`, ... before `to`.
    ///
    /// @throws IllegalArgumentException if there would be none
    public static Tensor arange(double from, double to, double step) {
        var count = Math.ceil((to - from) / step);
        if (!(count >= 1) || count > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "arange: from %s to %s by %s gives no numbers, or too many"
                            .formatted(
                                    Numbers.plain(from), Numbers.plain(to), Numbers.plain(step)));
        }
        var values = new float[(int) count];
        for (var i = 0; i < values.length; i++) {
            values[i] = (float) (from + i * step);
        }
        return of(values);
    }

    /// `count` numbers at equal distances, both ends among them.
    public static Tensor linspace(double from, double to, int count) {
        if (count < 2) {
            throw new IllegalArgumentException("linspace: at least two numbers, not " + count);
        }
        var values = new float[count];
        for (var i = 0; i < count; i++) {
            values[i] = (float) (from + (to - from) * i / (count - 1));
        }
        values[count - 1] = (float) to;
        return of(values);
    }

    /// The identity matrix.
    public static Tensor eye(int size) {
        var storage = new Storage.Floats(new float[Shape.of(size, size).elements()]);
        for (var i = 0; i < size; i++) {
            storage.set(i * (size + 1), 1);
        }
        return Tensor.of(storage, Shape.of(size, size));
    }

    /// Sums of products told by letters for axes: `ij,jk->ik` is the product of matrices, `bij->bi`
    /// sums rows, `ii->i` is a diagonal. Letters missing behind the arrow are summed over; without
    /// an arrow those that occur once stay, in the alphabet's order.
    ///
    /// @throws ShapeException if letters and axes do not fit
    public static Tensor einsum(String equation, Tensor... operands) {
        return Einsum.of(equation, operands);
    }

    /// Tensors one behind the other along an axis.
    public static Tensor concat(int axis, Tensor... parts) {
        return new Join(axis).apply(parts);
    }

    /// Tensors of one shape side by side along a new axis.
    public static Tensor stack(int axis, Tensor... parts) {
        return concat(
                axis,
                Arrays.stream(parts).map(part -> part.unsqueeze(axis)).toArray(Tensor[]::new));
    }
}
