package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import java.util.Arrays;
import java.util.List;

/// A view with the axes in another order; the gradient is put back into the old one.
public record Permute(List<Integer> axes) implements Op {

    public Permute {
        axes = List.copyOf(axes);
    }

    /// The order given by the axes' numbers.
    public Permute(int... axes) {
        this(Arrays.stream(axes).boxed().toList());
    }

    @Override
    public String name() {
        return "permute";
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        var shape = inputs[0].shape();
        var order = order(shape);
        var old = inputs[0].strides();
        var sizes = new int[order.length];
        var strides = new int[order.length];
        for (var i = 0; i < order.length; i++) {
            sizes[i] = shape.size(order[i]);
            strides[i] = old[order[i]];
        }
        return Tensor.view(inputs[0].storage(), inputs[0].offset(), Shape.of(sizes), strides);
    }

    /// The axes counted from the front, each named once.
    private int[] order(Shape shape) {
        var seen = new boolean[shape.rank()];
        var order = new int[axes.size()];
        var valid = order.length == shape.rank();
        for (var i = 0; valid && i < order.length; i++) {
            order[i] = shape.axis(axes.get(i));
            valid = !seen[order[i]];
            seen[order[i]] = true;
        }
        if (!valid) {
            throw ShapeException.in("permute")
                    .rule("every axis is named exactly once")
                    .got(axes + " for " + shape)
                    .fix("%d different axes, 0 to %d".formatted(shape.rank(), shape.rank() - 1))
                    .error();
        }
        return order;
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
        var order = order(at.input(0).shape());
        var inverse = new int[order.length];
        for (var i = 0; i < order.length; i++) {
            inverse[order[i]] = i;
        }
        return at.gradient().permute(inverse);
    }
}
