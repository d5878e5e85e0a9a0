package dev.cuaderno.op;

import dev.cuaderno.kernels.Convolution;
import dev.cuaderno.tensor.Padding;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Sliding;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Window;

/// How a layer convolution lies on an image, worked out from the shapes. Zeros around the image are
/// left to the loops; other borders are added to the image first.
///
/// @param window how the kernel slides
/// @param rows where windows start along the image's rows
/// @param columns where windows start along the image's columns
/// @param sizes for the loops, over the image with its border
record ConvPlan(Window window, Sliding rows, Sliding columns, Convolution sizes) {

    /// @throws ShapeException if image and weights do not fit
    static ConvPlan of(String name, Window window, Shape x, Shape w) {
        check(name, window, x, w);
        var rows = window.overRows(x.size(2), w.size(2), Size2d.square(1));
        var columns = window.overColumns(x.size(3), w.size(3), Size2d.square(1));
        var what = "image " + x + ", kernel " + w;
        rows.check(name, "H", what);
        columns.check(name, "W", what);
        var inLoops = window.border() instanceof Padding.Zero;
        var tall = inLoops ? rows : rows.withoutPadding();
        var wide = inLoops ? columns : columns.withoutPadding();
        var sizes =
                new Convolution(
                        x.size(0),
                        x.size(1),
                        tall.size(),
                        wide.size(),
                        w.size(0),
                        w.size(2),
                        w.size(3),
                        rows.count(),
                        columns.count(),
                        rows.stride(),
                        columns.stride(),
                        tall.before(),
                        wide.before(),
                        rows.dilation(),
                        columns.dilation(),
                        window.groups());
        return new ConvPlan(window, rows, columns, sizes);
    }

    /// The shape of the result.
    Shape result() {
        return Shape.of(sizes.batch(), sizes.filters(), sizes.outRows(), sizes.outColumns());
    }

    /// The image with its border, unless that is zeros.
    Tensor bordered(Tensor image) {
        return window.border() instanceof Padding.Zero
                ? image
                : wide().forward(tall().forward(image));
    }

    /// The transpose of [#bordered]: what lies on the border goes back to where it came from.
    Tensor unbordered(Tensor bordered) {
        if (window.border() instanceof Padding.Zero) {
            return bordered;
        }
        var unpadded = new Unpad(wide(), columns.size()).forward(bordered);
        return new Unpad(tall(), rows.size()).forward(unpadded);
    }

    /// The shape of the image with its border.
    Shape borderedShape() {
        return Shape.of(sizes.batch(), sizes.channels(), sizes.height(), sizes.width());
    }

    /// The window with nothing in the place of constants: what is left of a border in derivatives.
    static Window linear(Window window) {
        return window.border() instanceof Padding.Constant
                ? window.margin(window.margin(), new Padding.Zero())
                : window;
    }

    private Pad tall() {
        return new Pad(-2, rows.before(), rows.after(), window.border());
    }

    private Pad wide() {
        return new Pad(-1, columns.before(), columns.after(), window.border());
    }

    /// Refuses what is not of the shape of the result.
    void checkResult(String name, Shape y) {
        if (!y.equals(result())) {
            throw ShapeException.in(name)
                    .rule("what is carried back has the shape of the convolution's result")
                    .got(y + " instead of " + result())
                    .fix("another image shape, or another window")
                    .error();
        }
    }

    private static void check(String name, Window window, Shape x, Shape w) {
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
    }

    private static String channelFix(Shape x, Shape w, int groups) {
        return x.size(1) % groups == 0
                ? "weights of shape [%d, %d, %d, %d]"
                        .formatted(w.size(0), x.size(1) / groups, w.size(2), w.size(3))
                : "a number of groups that divides both " + x.size(1) + " and " + w.size(0);
    }
}
