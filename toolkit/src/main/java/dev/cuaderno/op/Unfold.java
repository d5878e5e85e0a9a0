package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

/// A view of all windows along an axis: y[..., i, ..., k] = x[..., step·i + k, ...], the window's
/// elements along a new last axis. Windows may overlap; [Fold] adds their gradients up.
///
/// Shapes: `[..., n, ...]` becomes `[..., ⌊(n − size)/step⌋ + 1, ..., size]`.
///
/// @param axis counted from 0
public record Unfold(int axis, int size, int step) implements Op {

    @Override
    public String name() {
        return "unfold";
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        var x = inputs[0];
        check(x.shape());
        var count = (x.size(axis) - size) / step + 1;
        var shape = x.shape().with(axis, count).concat(Shape.of(size));
        var old = x.strides();
        var strides = new int[old.length + 1];
        System.arraycopy(old, 0, strides, 0, old.length);
        strides[axis] = old[axis] * step;
        strides[old.length] = old[axis];
        return Tensor.view(x.storage(), x.offset(), shape, strides);
    }

    @Override
    public Tensor backward(int index, Flow at) {
        return new Fold(this, at.input(0).shape()).apply(at.gradient());
    }

    private void check(Shape x) {
        if (size < 1 || step < 1 || size > x.size(axis)) {
            throw ShapeException.in(name())
                    .rule(
                            "windows of at least 1 and at most the axis' elements, a step of 1 or more")
                    .got("size %d, step %d on axis %d of %s".formatted(size, step, axis, x))
                    .fix("a size of 1 to " + x.size(axis))
                    .error();
        }
    }

    /// The transpose of [Unfold]: every element of a window is added to where it was taken from.
    ///
    /// @param image the shape that was unfolded
    public record Fold(Unfold windows, Shape image) implements Op {

        @Override
        public String name() {
            return "fold";
        }

        @Override
        public Tensor forward(Tensor... inputs) {
            var parts = inputs[0].contiguous();
            var x = parts.dtype().allocate(image.elements());
            var to = windows.forward(Tensor.of(x, image));
            var strides = to.strides();
            var position = new int[to.rank()];
            for (var i = 0; i < parts.elements(); i++) {
                var at = to.offset();
                for (var axis = 0; axis < position.length; axis++) {
                    at += position[axis] * strides[axis];
                }
                x.set(at, x.get(at) + parts.storage().get(parts.offset() + i));
                for (var axis = position.length - 1; axis >= 0; axis--) {
                    if (++position[axis] < to.size(axis)) {
                        break;
                    }
                    position[axis] = 0;
                }
            }
            return Tensor.of(x, image);
        }

        @Override
        public Tensor backward(int index, Flow at) {
            return windows.apply(at.gradient());
        }
    }
}
