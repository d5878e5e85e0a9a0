package dev.cuaderno.tensor;

import java.util.Arrays;

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
        return Slicing.at(self(), indices);
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
        var dense = self().contiguous();
        return Tensor.view(dense.storage(), dense.offset(), shape, shape.strides());
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
        var shape = self().shape();
        var seen = new boolean[shape.rank()];
        var sizes = new int[shape.rank()];
        var strides = new int[shape.rank()];
        var old = self().strides();
        var valid = axes.length == shape.rank();
        for (var i = 0; valid && i < axes.length; i++) {
            var axis = shape.axis(axes[i]);
            valid = !seen[axis];
            seen[axis] = true;
            sizes[i] = shape.size(axis);
            strides[i] = old[axis];
        }
        if (!valid) {
            throw ShapeException.in("permute")
                    .rule("every axis is named exactly once")
                    .got(Arrays.toString(axes) + " for " + shape)
                    .fix("%d different axes, 0 to %d".formatted(shape.rank(), shape.rank() - 1))
                    .error();
        }
        return Tensor.view(self().storage(), self().offset(), Shape.of(sizes), strides);
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
        var shape = self().shape();
        if (!Shape.broadcast("expand", shape, target).equals(target)) {
            throw ShapeException.in("expand")
                    .rule("only missing axes and those of size 1 can be repeated")
                    .got(shape + " to " + target)
                    .fix("expand the other one, or sum over the surplus axes")
                    .error();
        }
        var strides = new int[target.rank()];
        var old = self().strides();
        for (var back = 1; back <= shape.rank(); back++) {
            strides[target.rank() - back] = shape.size(-back) == 1 ? 0 : old[shape.rank() - back];
        }
        return Tensor.view(self().storage(), self().offset(), target, strides);
    }

    /// This tensor repeated to the given sizes, see [#expand(Shape)].
    default Tensor expand(int... sizes) {
        return expand(Shape.of(sizes));
    }

    /// The elements along the axes in reverse order.
    default Tensor flip(int... axes) {
        var shape = self().shape();
        var strides = self().strides();
        var offset = self().offset();
        var flipped = new boolean[shape.rank()];
        for (var named : axes) {
            var axis = shape.axis(named);
            if (!flipped[axis]) {
                offset += (shape.size(axis) - 1) * strides[axis];
                strides[axis] = -strides[axis];
                flipped[axis] = true;
            }
        }
        return Tensor.view(self().storage(), offset, shape, strides);
    }

    /// Turned by 180 degrees in the last axes: both for a matrix, the only one for a vector.
    default Tensor rotate180() {
        return self().rank() == 1 ? flip(0) : flip(-2, -1);
    }
}
