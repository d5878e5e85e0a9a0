package dev.cuaderno.op;

import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Tensor;

/// Pooling to a given size whatever the image's: output row i covers the rows ⌊i·H/H'⌋ up to and
/// without ⌈(i+1)·H/H'⌉, columns likewise.
///
/// @param mean whether the mean is wanted, else the largest
/// @param output the size of the result
public record AdaptivePool2d(boolean mean, Size2d output) implements Op {

    @Override
    public String name() {
        return mean ? "adaptiveAvgPool2d" : "adaptiveMaxPool2d";
    }

    /// The first cell that output `index` covers.
    public static int start(int index, int size, int outputs) {
        return (int) ((long) index * size / outputs);
    }

    /// One past the last cell that output `index` covers.
    public static int end(int index, int size, int outputs) {
        return (int) Math.ceilDiv((index + 1L) * size, (long) outputs);
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        var x = Pool2d.atLeastPlane(name(), inputs[0]).contiguous();
        if (output.rows() < 1 || output.columns() < 1) {
            throw ShapeException.in(name())
                    .rule("the output has at least one row and one column")
                    .got("output " + output)
                    .fix("adaptiveAvgPool2d(1) gives one number per plane")
                    .error();
        }
        var shape = x.shape().with(-2, output.rows()).with(-1, output.columns());
        var y = x.dtype().allocate(shape.elements());
        var plane = x.size(-2) * x.size(-1);
        var next = 0;
        for (var at = x.offset(); at < x.offset() + x.elements(); at += plane) {
            for (var i = 0; i < output.rows(); i++) {
                for (var j = 0; j < output.columns(); j++) {
                    y.set(next++, oneWindow(x, at, i, j));
                }
            }
        }
        return Tensor.of(y, shape);
    }

    private double oneWindow(Tensor x, int plane, int i, int j) {
        var width = x.size(-1);
        var bottom = end(i, x.size(-2), output.rows());
        var right = end(j, width, output.columns());
        var top = start(i, x.size(-2), output.rows());
        var left = start(j, width, output.columns());
        var sum = 0.0;
        var largest = Double.NEGATIVE_INFINITY;
        for (var row = top; row < bottom; row++) {
            for (var column = left; column < right; column++) {
                var value = x.storage().get(plane + row * width + column);
                sum += value;
                largest = Math.max(largest, value);
            }
        }
        return mean ? sum / ((bottom - top) * (right - left)) : largest;
    }
}
