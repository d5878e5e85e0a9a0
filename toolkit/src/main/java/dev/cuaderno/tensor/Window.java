package dev.cuaderno.tensor;

/// How a kernel slides over an image: one description for correlation, convolution, pooling and the
/// drawings of them. A value, written from its first property on:
///
/// ```java
/// stride(2).padding(1, mirror())
/// ```
///
/// @param stride the step between windows; [#NATURAL_STRIDE] until one is given
/// @param margin how much padding
/// @param border what the padding holds; pooling with [Padding.Zero] ignores padded cells instead
/// @param dilation the distance between neighbouring kernel elements
/// @param groups into how many independent groups the channels are divided
/// @param ceilMode whether a last window that reaches past the padded image counts
/// @param countPadding whether the mean of average pooling counts padded cells
public record Window(
        Size2d stride,
        Margin margin,
        Padding border,
        Size2d dilation,
        int groups,
        boolean ceilMode,
        boolean countPadding) {

    /// No stride given: 1 for correlation and convolution, the kernel's size for pooling.
    public static final Size2d NATURAL_STRIDE = new Size2d(0, 0);

    /// No padding, no dilation, one group, the natural stride.
    public static final Window DEFAULT =
            new Window(
                    NATURAL_STRIDE,
                    new Margin.Fixed(0, 0, 0, 0),
                    new Padding.Zero(),
                    Size2d.square(1),
                    1,
                    false,
                    true);

    public Window {
        if (!stride.equals(NATURAL_STRIDE)) {
            atLeastOne("stride", Math.min(stride.rows(), stride.columns()));
        }
        atLeastOne("dilation", Math.min(dilation.rows(), dilation.columns()));
        atLeastOne("groups", groups);
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw ShapeException.in("window")
                    .rule(name + " is at least 1")
                    .got(name + " " + value)
                    .fix(name + "(1)")
                    .error();
        }
    }

    /// The same step down and to the right.
    public Window stride(int step) {
        return stride(step, step);
    }

    /// A step down and a step to the right.
    public Window stride(int rows, int columns) {
        atLeastOne("stride", Math.min(rows, columns));
        return new Window(
                new Size2d(rows, columns),
                margin,
                border,
                dilation,
                groups,
                ceilMode,
                countPadding);
    }

    /// As many cells on each of the four sides.
    public Window padding(int cells) {
        return padding(cells, border);
    }

    /// As many cells on each of the four sides, and what they hold.
    public Window padding(int cells, Padding mode) {
        return margin(new Margin.Fixed(cells, cells, cells, cells), mode);
    }

    /// Cells above and below, and cells left and right.
    public Window padding(int rows, int columns) {
        return margin(new Margin.Fixed(rows, rows, columns, columns), border);
    }

    /// Cells on each side.
    public Window padding(int top, int bottom, int left, int right) {
        return margin(new Margin.Fixed(top, bottom, left, right), border);
    }

    /// How much padding, and what it holds.
    public Window margin(Margin amount, Padding mode) {
        return new Window(stride, amount, mode, dilation, groups, ceilMode, countPadding);
    }

    /// The same distance between kernel elements both ways.
    public Window dilation(int distance) {
        return dilation(distance, distance);
    }

    /// The distance between kernel elements down and to the right.
    public Window dilation(int rows, int columns) {
        return new Window(
                stride, margin, border, new Size2d(rows, columns), groups, ceilMode, countPadding);
    }

    /// Independent groups of channels; 1 connects all with all.
    public Window groups(int count) {
        return new Window(stride, margin, border, dilation, count, ceilMode, countPadding);
    }

    /// Also counts a last window that reaches past the padded image: sizes are rounded up.
    public Window ceil() {
        return new Window(stride, margin, border, dilation, groups, true, countPadding);
    }

    /// Leaves padded cells out of the mean in average pooling.
    public Window ignorePadding() {
        return new Window(stride, margin, border, dilation, groups, ceilMode, false);
    }

    /// The given stride, or `natural` if none was given.
    public Size2d strideOr(Size2d natural) {
        return stride.equals(NATURAL_STRIDE) ? natural : stride;
    }

    /// How the windows lie along the rows of an image.
    ///
    /// @param natural the stride if none was given
    public Sliding overRows(int size, int kernel, Size2d natural) {
        var sides = margin.rows(dilation.rows() * (kernel - 1));
        return new Sliding(
                size,
                kernel,
                strideOr(natural).rows(),
                sides.before(),
                sides.after(),
                dilation.rows(),
                ceilMode);
    }

    /// How the windows lie along the columns of an image.
    ///
    /// @param natural the stride if none was given
    public Sliding overColumns(int size, int kernel, Size2d natural) {
        var sides = margin.columns(dilation.columns() * (kernel - 1));
        return new Sliding(
                size,
                kernel,
                strideOr(natural).columns(),
                sides.before(),
                sides.after(),
                dilation.columns(),
                ceilMode);
    }

    /// The image that this window, moved over it with a kernel, makes one of the given shape of:
    /// what a transposed convolution gives. H' = (H − 1)S − 2P + D(K−1) + E + 1.
    ///
    /// @param small the shape that is enlarged in its last two axes
    /// @param extra E, more rows below and columns on the right, fewer than the step
    /// @throws ShapeException if no row or column would be left, or `extra` is no remainder
    public Shape enlarged(String operation, Shape small, Size2d kernel, int extra) {
        var step = strideOr(Size2d.square(1));
        var tall = margin.rows(dilation.rows() * (kernel.rows() - 1));
        var wide = margin.columns(dilation.columns() * (kernel.columns() - 1));
        var rows =
                (small.size(-2) - 1) * step.rows()
                        - tall.before()
                        - tall.after()
                        + dilation.rows() * (kernel.rows() - 1)
                        + extra
                        + 1;
        var columns =
                (small.size(-1) - 1) * step.columns()
                        - wide.before()
                        - wide.after()
                        + dilation.columns() * (kernel.columns() - 1)
                        + extra
                        + 1;
        if (rows < 1
                || columns < 1
                || extra < 0
                || extra >= Math.min(step.rows(), step.columns())) {
            throw ShapeException.in(operation)
                    .rule("a result of at least 1x1, and an output padding below the step")
                    .got("image %s, kernel %s, output padding %d".formatted(small, kernel, extra))
                    .why("H' = (H-1)S-2P+D(K-1)+E+1 = %d, W' = %d".formatted(rows, columns))
                    .fix("less padding, or an output padding of 0 to S-1")
                    .error();
        }
        return small.with(-2, rows).with(-1, columns);
    }

    /// This window for a kernel turned by 180 degrees: the centre of an even one moves, so that
    /// [Margin.Same] then pads the other side.
    public Window turned() {
        return margin instanceof Margin.Same ? margin(new Margin.SameTurned(), border) : this;
    }

    /// This window for a signal of one axis: the columns' part, with rows left alone.
    public Window alongColumns() {
        var step = strideOr(Size2d.square(1)).columns();
        var sides =
                margin instanceof Margin.Fixed fixed
                        ? new Margin.Fixed(0, 0, fixed.left(), fixed.right())
                        : margin;
        return new Window(
                stride.equals(NATURAL_STRIDE) ? stride : new Size2d(1, step),
                sides,
                border,
                new Size2d(1, dilation.columns()),
                groups,
                ceilMode,
                countPadding);
    }
}
