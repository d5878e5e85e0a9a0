package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;

/// A view repeated along missing axes and those of size 1. Every repetition hands back a gradient:
/// they are summed.
public record Expand(Shape target) implements Op {

    @Override
    public String name() {
        return "expand";
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        var x = inputs[0];
        var shape = x.shape();
        if (!Shape.broadcast("expand", shape, target).equals(target)) {
            throw ShapeException.in("expand")
                    .rule("only missing axes and those of size 1 can be repeated")
                    .got(shape + " to " + target)
                    .fix("expand the other one, or sum over the surplus axes")
                    .error();
        }
        var strides = new int[target.rank()];
        var old = x.strides();
        for (var back = 1; back <= shape.rank(); back++) {
            strides[target.rank() - back] = shape.size(-back) == 1 ? 0 : old[shape.rank() - back];
        }
        return Tensor.view(x.storage(), x.offset(), target, strides);
    }

    @Override
    public boolean needsInput(int index) {
        return false;
    }

    @Override
    public boolean needsResult() {
        return false;
    }

    @Override
    public Tensor backward(int index, Flow at) {
        return sumTo(at.gradient(), at.input(0).shape());
    }

    /// The reverse of stretching a tensor of `shape` to that of `gradient`: sums over the axes that
    /// were repeated.
    static Tensor sumTo(Tensor gradient, Shape shape) {
        if (gradient.shape().equals(shape)) {
            return gradient;
        }
        var missing = gradient.rank() - shape.rank();
        var repeated = new ArrayList<Integer>();
        for (var axis = 0; axis < gradient.rank(); axis++) {
            if (axis < missing || shape.size(axis - missing) != gradient.size(axis)) {
                repeated.add(axis);
            }
        }
        // No axis means all to a reduction: there may be only missing axes of size 1 to remove.
        var summed =
                repeated.isEmpty()
                        ? gradient
                        : gradient.sum(repeated.stream().mapToInt(Integer::intValue).toArray());
        return summed.reshape(shape);
    }
}
