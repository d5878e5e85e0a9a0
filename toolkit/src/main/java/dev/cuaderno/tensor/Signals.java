package dev.cuaderno.tensor;

import dev.cuaderno.op.Correlate2d;
import dev.cuaderno.op.TransposedConv2d;

import java.util.function.UnaryOperator;

/// Correlation of plain images and signals, told as layer convolutions of one channel.
final class Signals {

    private Signals() {}

    static Tensor correlate(String operation, Tensor image, Tensor filter, Window window) {
        check(operation, image, filter, window);
        var shape = image.shape();
        var flat = filter.rank() == 1;
        var rows = flat ? 1 : shape.size(-2);
        var columns = shape.size(-1);
        var planes = shape.elements() / (rows * columns);
        var x = image.reshape(planes, 1, rows, columns);
        var w = filter.reshape(1, 1, flat ? 1 : filter.size(0), filter.size(-1));
        var moved = flat ? window.alongColumns() : window;
        var what = "image " + shape + ", filter " + filter.shape();
        moved.overRows(rows, w.size(2), Size2d.square(1)).check(operation, "H", what);
        moved.overColumns(columns, w.size(3), Size2d.square(1)).check(operation, "W", what);
        var y = new Correlate2d(operation, moved).apply(x, w);
        var outside = shape.slice(0, shape.rank() - filter.rank());
        return y.reshape(outside.concat(y.shape().slice(flat ? 3 : 2, 4)));
    }

    static Tensor convolve(Tensor image, Tensor filter, Window window) {
        return correlate("convolve", image, filter.rotate180(), window.turned());
    }

    /// Lets an operation on batches take a single image.
    static Tensor batched(Tensor x, UnaryOperator<Tensor> operation) {
        if (x.rank() != 3) {
            return operation.apply(x);
        }
        var y = operation.apply(x.unsqueeze(0));
        return y.squeeze(0);
    }

    static Tensor transposed(Tensor x, Tensor weights, Window window, int outputPadding) {
        if (x.rank() != 4
                || weights.rank() != 4
                || x.size(1) != weights.size(0)
                || !(window.border() instanceof Padding.Zero)) {
            throw ShapeException.in("transposedConv2d")
                    .rule("an image [N, C, H, W], weights [C, O/groups, K, K], zeros as padding")
                    .got("image %s, weights %s".formatted(x.shape(), weights.shape()))
                    .fix("reshape(...) one of them, or padding(cells) without a mode")
                    .error();
        }
        var kernel = new Size2d(weights.size(2), weights.size(3));
        var image =
                window.enlarged("transposedConv2d", x.shape(), kernel, outputPadding)
                        .with(1, weights.size(1) * window.groups());
        return new TransposedConv2d(window, image).apply(x, weights);
    }

    private static void check(String operation, Tensor image, Tensor filter, Window window) {
        if (filter.rank() < 1 || filter.rank() > 2 || image.rank() < filter.rank()) {
            throw ShapeException.in(operation)
                    .rule("a filter of one or two axes, and an image of at least as many")
                    .got("image " + image.shape() + ", filter " + filter.shape())
                    .fix(
                            filter.rank() > 2
                                    ? "conv2d(...) for filters over channels"
                                    : "reshape(...) the image or the filter")
                    .error();
        }
        if (window.groups() != 1) {
            throw ShapeException.in(operation)
                    .rule("planes are correlated one by one, so there is one group")
                    .got("groups " + window.groups())
                    .fix("conv2d(...) for groups of channels")
                    .error();
        }
    }
}
