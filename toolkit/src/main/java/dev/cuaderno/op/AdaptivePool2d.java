package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Window;

import java.util.Optional;

/// Pooling to a given size whatever the image's: output row i covers the rows ⌊i·H/H'⌋ up to and
/// without ⌈(i+1)·H/H'⌉, columns likewise.
///
/// The gradient of a mean is shared out equally among the cells of its window ([Unadapt]), that of
/// the largest goes to the first cell that is.
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
        Pool2d.atLeastPlane(name(), inputs[0]);
        if (output.rows() < 1 || output.columns() < 1) {
            throw ShapeException.in(name())
                    .rule("the output has at least one row and one column")
                    .got("output " + output)
                    .fix("adaptiveAvgPool2d(1) gives one number per plane")
                    .error();
        }
        var even = even(inputs[0].shape());
        if (even.isPresent() && inputs[0].dtype() == DType.FLOAT32) {
            return even.get().forward(inputs[0]);
        }
        var x = inputs[0].contiguous();
        var shape = x.shape().with(-2, output.rows()).with(-1, output.columns());
        var y = x.dtype().allocate(shape.elements());
        var plane = x.size(-2) * x.size(-1);
        var next = 0;
        for (var at = x.offset(); at < x.offset() + x.elements(); at += plane) {
            for (var i = 0; i < output.rows(); i++) {
                for (var j = 0; j < output.columns(); j++) {
                    y.set(
                            next++,
                            mean ? mean(x, at, i, j) : x.storage().get(at + largest(x, at, i, j)));
                }
            }
        }
        return Tensor.of(y, shape);
    }

    /// The same as ordinary pooling, where all windows are of one size and do not overlap.
    Optional<Pool2d> even(Shape image) {
        var tall = image.size(-2) / output.rows();
        var wide = image.size(-1) / output.columns();
        if (tall * output.rows() != image.size(-2) || wide * output.columns() != image.size(-1)) {
            return Optional.empty();
        }
        var kind = mean ? Pool2d.Kind.MEAN : Pool2d.Kind.MAX;
        return Optional.of(new Pool2d(kind, new Size2d(tall, wide), Window.DEFAULT));
    }

    private double mean(Tensor x, int plane, int i, int j) {
        var window = window(x.shape(), i, j);
        var sum = 0.0;
        for (var row = window.top(); row < window.bottom(); row++) {
            for (var column = window.left(); column < window.right(); column++) {
                sum += x.storage().get(plane + row * x.size(-1) + column);
            }
        }
        return sum / window.cells();
    }

    /// Where in its plane the first largest cell of a window lies (or the first NaN).
    private int largest(Tensor x, int plane, int i, int j) {
        var window = window(x.shape(), i, j);
        var best = window.top() * x.size(-1) + window.left();
        for (var row = window.top(); row < window.bottom(); row++) {
            for (var column = window.left(); column < window.right(); column++) {
                var cell = row * x.size(-1) + column;
                var value = x.storage().get(plane + cell);
                var highest = x.storage().get(plane + best);
                if (value > highest || (Double.isNaN(value) && !Double.isNaN(highest))) {
                    best = cell;
                }
            }
        }
        return best;
    }

    /// The cells that one number of the result covers, ends excluded.
    record Cells(int top, int bottom, int left, int right) {
        int cells() {
            return (bottom - top) * (right - left);
        }
    }

    /// The cells of an image that the number in row i and column j of the result covers.
    Cells window(Shape image, int i, int j) {
        return new Cells(
                start(i, image.size(-2), output.rows()),
                end(i, image.size(-2), output.rows()),
                start(j, image.size(-1), output.columns()),
                end(j, image.size(-1), output.columns()));
    }

    @Override
    public Tensor backward(int index, Flow at) {
        var x = at.input(0);
        if (mean) {
            return new Unadapt(this, x.shape()).apply(at.gradient());
        }
        var even = even(x.shape());
        if (even.isPresent() && x.dtype() == DType.FLOAT32) {
            return even.get().backward(index, at);
        }
        return new Scatter(x.size(-2) * x.size(-1))
                .apply(at.gradient().flatten(-2), positions(x.contiguous()).flatten(-2))
                .reshape(x.shape());
    }

    private Tensor positions(Tensor x) {
        var shape = x.shape().with(-2, output.rows()).with(-1, output.columns());
        var positions = DType.FLOAT64.allocate(shape.elements());
        var plane = x.size(-2) * x.size(-1);
        var next = 0;
        for (var at = x.offset(); at < x.offset() + x.elements(); at += plane) {
            for (var i = 0; i < output.rows(); i++) {
                for (var j = 0; j < output.columns(); j++) {
                    positions.set(next++, largest(x, at, i, j));
                }
            }
        }
        return Tensor.of(positions, shape);
    }
}
