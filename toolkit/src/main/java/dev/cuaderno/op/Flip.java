package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.tensor.Tensor;

import java.util.Arrays;
import java.util.List;

/// A view of the elements in reverse order along some axes; the gradient is turned back.
public record Flip(List<Integer> axes) implements Op {

    public Flip {
        axes = List.copyOf(axes);
    }

    /// In reverse order along the axes with these numbers.
    public Flip(int... axes) {
        this(Arrays.stream(axes).boxed().toList());
    }

    @Override
    public String name() {
        return "flip";
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        var shape = inputs[0].shape();
        var strides = inputs[0].strides();
        var offset = inputs[0].offset();
        var flipped = new boolean[shape.rank()];
        for (var named : axes) {
            var axis = shape.axis(named);
            if (!flipped[axis]) {
                offset += (shape.size(axis) - 1) * strides[axis];
                strides[axis] = -strides[axis];
                flipped[axis] = true;
            }
        }
        return Tensor.view(inputs[0].storage(), offset, shape, strides);
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
        return apply(at.gradient());
    }
}
