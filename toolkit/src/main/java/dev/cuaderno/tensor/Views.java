package dev.cuaderno.tensor;

import dev.cuaderno.op.Expand;
import dev.cuaderno.op.Flip;
import dev.cuaderno.op.Permute;
import dev.cuaderno.op.Reshape;
import dev.cuaderno.op.Unfold;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The same numbers seen otherwise: other shapes, other orders of axes, parts. They share memory
/// with the tensor they come from wherever strides can express them.
public sealed interface Views permits Tensor {

    private Tensor self() {
        return (Tensor) this;
    }

    /// Part of the tensor, one index per axis; axes left out are taken whole.
    ///
    /// ```java
    /// x.at(0, all(), range(1, 3))     // first plane, every row, columns 1 and 2
    /// x.at(ellipsis(), -1)            // last column of everything
    /// x.at(newAxis(), ellipsis())     // an axis of size 1 in front
    /// ```
    ///
    /// @param indices whole numbers (which remove their axis), `all()`, `range(from, to)`,
    ///   `ellipsis()`, `newAxis()`
    /// @throws IndexOutOfBoundsException if an index lies outside its axis
    default Tensor at(Object... indices) {
        return Slicing.read(self().shape(), indices).apply(self());
    }

    /// The same numbers in row-major order with another shape.
    ///
    /// @param sizes the new sizes; one of them may be −1 and follows from the others
    /// @throws ShapeException if the number of elements differs
    default Tensor reshape(int... sizes) {
        return reshape(Reshaping.resolve(self().shape(), sizes));
    }

    /// The same numbers in row-major order with another shape.
    ///
    /// @throws ShapeException if the number of elements differs
    default Tensor reshape(Shape shape) {
        Reshaping.check(self().shape(), shape);
        return new Reshape(shape).apply(self());
    }

    /// All elements along one axis.
    default Tensor flatten() {
        return reshape(self().elements());
    }

    /// The axes from `from` on joined into one: `flatten(1)` turns `[N, C, H, W]` into `[N,
    /// C*H*W]`.
    default Tensor flatten(int from) {
        var shape = self().shape();
        var first = shape.axis(from);
        var joined = shape.slice(first, shape.rank()).elements();
        return reshape(shape.slice(0, first).concat(Shape.of(joined)));
    }

    /// The axes in another order: `permute(1, 2, 0)` puts the first axis last.
    ///
    /// @throws ShapeException if not every axis is named once
    default Tensor permute(int... axes) {
        return new Permute(axes).apply(self());
    }

    /// The last two axes exchanged: the transposed matrix.
    default Tensor transpose() {
        return transpose(-2, -1);
    }

    /// Two axes exchanged.
    default Tensor transpose(int a, int b) {
        var shape = self().shape();
        var axes = new int[shape.rank()];
        Arrays.setAll(axes, axis -> axis);
        axes[shape.axis(a)] = shape.axis(b);
        axes[shape.axis(b)] = shape.axis(a);
        return permute(axes);
    }

    /// A new axis of size 1 in front of `axis`; −1 puts it last.
    default Tensor unsqueeze(int axis) {
        var shape = self().shape();
        var position = axis < 0 ? axis + shape.rank() + 1 : axis;
        if (position < 0 || position > shape.rank()) {
            throw ShapeException.in("unsqueeze")
                    .rule("the new axis stands at 0 to %d".formatted(shape.rank()))
                    .got("axis " + axis + " for " + shape)
                    .fix("unsqueeze(0) puts it first, unsqueeze(-1) last")
                    .error();
        }
        return reshape(shape.insert(position, 1));
    }

    /// The axis removed, whose size must be 1.
    ///
    /// @throws ShapeException if it is larger
    default Tensor squeeze(int axis) {
        var shape = self().shape();
        if (shape.size(axis) != 1) {
            throw ShapeException.in("squeeze")
                    .rule("the axis has size 1")
                    .got("axis " + axis + " of " + shape)
                    .fix("at(...) chooses one element of an axis, sum(axis) joins them")
                    .error();
        }
        return reshape(shape.without(axis));
    }

    /// This tensor repeated along missing axes and those of size 1, without copying.
    ///
    /// @throws ShapeException if the shape cannot be stretched to that
    default Tensor expand(Shape target) {
        return new Expand(target).apply(self());
    }

    /// This tensor repeated to the given sizes, see [#expand(Shape)].
    default Tensor expand(int... sizes) {
        return expand(Shape.of(sizes));
    }

    /// The elements along the axes in reverse order.
    default Tensor flip(int... axes) {
        return new Flip(axes).apply(self());
    }

    /// The parts of so many elements each that follow one another along an axis; the last may be
    /// smaller. [Tensors#concat] joins them again.
    ///
    /// @throws IllegalArgumentException if the size is below 1
    default List<Tensor> split(int size, int axis) {
        if (size < 1) {
            throw new IllegalArgumentException("split: parts of at least 1, not " + size);
        }
        var shape = self().shape();
        var along = shape.axis(axis);
        var indices = new Object[along + 1];
        Arrays.fill(indices, new Index.All());
        var parts = new ArrayList<Tensor>();
        for (var from = 0; from < shape.size(along); from += size) {
            var to = Math.min(from + size, shape.size(along));
            indices[along] = new Index.Range(from, to, 1);
            parts.add(at(indices));
        }
        return parts;
    }

    /// All windows of `size` elements along an axis, `step` apart, without copying: `[..., n, ...]`
    /// becomes `[..., ⌊(n − size)/step⌋ + 1, ..., size]`.
    ///
    /// ```java
    /// var x = tensor(1, 2, 3, 4, 5);
    /// x.unfold(0, 3, 2)               // 1 2 3 | 3 4 5
    /// ```
    ///
    /// @throws ShapeException if no window fits
    default Tensor unfold(int axis, int size, int step) {
        return new Unfold(self().shape().axis(axis), size, step).apply(self());
    }

    /// The lower triangle of each matrix (last two axes), the rest 0: elements whose column is at
    /// most row + `diagonal`.
    default Tensor tril(int diagonal) {
        return Triangles.keep(self(), "tril", (row, column) -> column - row <= diagonal);
    }

    /// The upper triangle of each matrix (last two axes), the rest 0: elements whose column is at
    /// least row + `diagonal`.
    default Tensor triu(int diagonal) {
        return Triangles.keep(self(), "triu", (row, column) -> column - row >= diagonal);
    }

    /// Turned by 180 degrees in the last axes: both for a matrix, the only one for a vector.
    default Tensor rotate180() {
        return self().rank() == 1 ? flip(0) : flip(-2, -1);
    }
}
