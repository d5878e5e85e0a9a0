package dev.cuaderno.op;

import dev.cuaderno.kernels.Convolution;
import dev.cuaderno.kernels.Kernels;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Padding;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Window;

/// The convolution of network layers, which is a correlation: `y[n,o,i,j] = b[o] + Σ_{c,p,q} x[n,
/// c, S·i+D·p−P, S·j+D·q−P] · w[o,c,p,q]`, all indices from 0.
///
/// Shapes: x `[N, C, H, W]`, w `[O, C/groups, K, K]`, b `[O]`, y `[N, O, H', W']` with H' = ⌊(H +
/// 2P − D(K−1) − 1)/S⌋ + 1.
public record Correlate2d(String name, Window window) implements Op {

    /// The layer convolution.
    public Correlate2d(Window window) {
        this("conv2d", window);
    }

    /// @param inputs x, w and, if there is a bias, b
    @Override
    public Tensor forward(Tensor... inputs) {
        var image = inputs[0];
        var w = inputs[1].contiguous();
        var bias = inputs.length > 2 ? inputs[2].contiguous() : null;
        check(image.shape(), w.shape(), bias);
        var rows = window.overRows(image.size(2), w.size(2), Size2d.square(1));
        var columns = window.overColumns(image.size(3), w.size(3), Size2d.square(1));
        var what = "image " + image.shape() + ", kernel " + w.shape();
        rows.check(name, "H", what);
        columns.check(name, "W", what);
        var top = rows.before();
        var left = columns.before();
        if (!(window.border() instanceof Padding.Zero)) {
            image =
                    new Pad(-1, left, columns.after(), window.border())
                            .apply(new Pad(-2, top, rows.after(), window.border()).apply(image));
            top = 0;
            left = 0;
        }
        var x = image.contiguous();
        var sizes =
                new Convolution(
                        x.size(0),
                        x.size(1),
                        x.size(2),
                        x.size(3),
                        w.size(0),
                        w.size(2),
                        w.size(3),
                        rows.count(),
                        columns.count(),
                        rows.stride(),
                        columns.stride(),
                        top,
                        left,
                        rows.dilation(),
                        columns.dilation(),
                        window.groups());
        var shape = Shape.of(x.size(0), w.size(0), rows.count(), columns.count());
        return Tensor.of(compute(sizes, shape, x, w, bias), shape);
    }

    private static Storage compute(
            Convolution sizes, Shape shape, Tensor x, Tensor w, Tensor bias) {
        var dtype = DType.widest(x.dtype(), w.dtype());
        if (bias != null) {
            dtype = DType.widest(dtype, bias.dtype());
        }
        var y = dtype.allocate(shape.elements());
        if (y instanceof Storage.Floats to
                && x.storage() instanceof Storage.Floats image
                && w.storage() instanceof Storage.Floats weights) {
            Kernels.active()
                    .convolve(
                            sizes,
                            image.array(),
                            x.offset(),
                            weights.array(),
                            w.offset(),
                            bias == null ? null : ((Storage.Floats) bias.storage()).array(),
                            bias == null ? 0 : bias.offset(),
                            to.array(),
                            0);
        } else {
            bySum(sizes, x, w, bias, y);
        }
        return y;
    }

    /// The formula literally, in double arithmetic.
    private static void bySum(Convolution s, Tensor x, Tensor w, Tensor bias, Storage y) {
        var next = 0;
        for (var n = 0; n < s.batch(); n++) {
            for (var o = 0; o < s.filters(); o++) {
                var start = bias == null ? 0 : bias.storage().get(bias.offset() + o);
                for (var i = 0; i < s.outRows(); i++) {
                    for (var j = 0; j < s.outColumns(); j++) {
                        y.set(next++, start + oneWindow(s, x, w, n, o, i, j));
                    }
                }
            }
        }
    }

    private static double oneWindow(Convolution s, Tensor x, Tensor w, int n, int o, int i, int j) {
        var firstChannel = o / s.filtersPerGroup() * s.channelsPerGroup();
        var sum = 0.0;
        for (var c = 0; c < s.channelsPerGroup(); c++) {
            var plane = x.offset() + (n * s.channels() + firstChannel + c) * s.height() * s.width();
            var tap =
                    w.offset()
                            + (o * s.channelsPerGroup() + c) * s.kernelRows() * s.kernelColumns();
            for (var p = 0; p < s.kernelRows(); p++) {
                var row = i * s.strideRows() + p * s.dilationRows() - s.top();
                for (var q = 0; q < s.kernelColumns(); q++, tap++) {
                    var column = j * s.strideColumns() + q * s.dilationColumns() - s.left();
                    if (row >= 0 && row < s.height() && column >= 0 && column < s.width()) {
                        var pixel = x.storage().get(plane + row * s.width() + column);
                        sum += pixel * w.storage().get(tap);
                    }
                }
            }
        }
        return sum;
    }

    private void check(Shape x, Shape w, Tensor bias) {
        if (x.rank() != 4 || w.rank() != 4) {
            throw ShapeException.in(name)
                    .rule("input [N, C, H, W] and weights [O, C, K, K]")
                    .got("input " + x + ", weights " + w)
                    .fix("reshape(...) or unsqueeze(0) add the missing axes of size 1")
                    .error();
        }
        var groups = window.groups();
        if (x.size(1) != w.size(1) * groups || w.size(0) % groups != 0) {
            throw ShapeException.in(name)
                    .rule(
                            "the weights' axis 1 is the input's channels / groups, and groups"
                                    + " divide the filters")
                    .got("input " + x + ", weights " + w + ", groups " + groups)
                    .why(
                            "%d channels / %d groups against %d; %d filters / %d groups"
                                    .formatted(x.size(1), groups, w.size(1), w.size(0), groups))
                    .fix(channelFix(x, w, groups))
                    .error();
        }
        if (bias != null && !bias.shape().equals(Shape.of(w.size(0)))) {
            throw ShapeException.in(name)
                    .rule("one bias per filter")
                    .got("bias " + bias.shape() + " for weights " + w)
                    .fix("a bias of shape [" + w.size(0) + "]")
                    .error();
        }
    }

    private static String channelFix(Shape x, Shape w, int groups) {
        return x.size(1) % groups == 0
                ? "weights of shape [%d, %d, %d, %d]"
                        .formatted(w.size(0), x.size(1) / groups, w.size(2), w.size(3))
                : "a number of groups that divides both " + x.size(1) + " and " + w.size(0);
    }
}
