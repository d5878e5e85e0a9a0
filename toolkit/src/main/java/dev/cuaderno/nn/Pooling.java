package dev.cuaderno.nn;

import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Window;

/// The largest or the mean of each window of each channel: `[N, C, H, W]` becomes `[N, C, H', W']`.
/// The step is the window's size unless one is given.
///
/// ```java
/// maxPool2d(3).stride(2).padding(1)
/// ```
public final class Pooling extends Primitive {

    private final boolean mean;
    private final int size;
    private final Window window;

    private Pooling(boolean mean, int size, Window window) {
        this.mean = mean;
        this.size = size;
        this.window = window;
    }

    /// The largest of each window.
    public static Pooling max(int size) {
        return new Pooling(false, size, Window.DEFAULT);
    }

    /// The mean of each window.
    public static Pooling mean(int size) {
        return new Pooling(true, size, Window.DEFAULT);
    }

    /// The same moved as a window describes.
    public Pooling window(Window next) {
        return new Pooling(mean, size, next);
    }

    /// The same with a step.
    public Pooling stride(int step) {
        return window(window.stride(step));
    }

    /// The same over a padded image. The largest is looked for among the image's own cells; the
    /// mean counts padded ones as zeros unless told to [#ignorePadding].
    public Pooling padding(int cells) {
        return window(window.padding(cells));
    }

    /// The same with the window's cells further apart.
    public Pooling dilation(int distance) {
        return window(window.dilation(distance));
    }

    /// The same, also counting a last window that reaches past the image.
    public Pooling ceil() {
        return window(window.ceil());
    }

    /// The same with padded cells left out of the mean.
    public Pooling ignorePadding() {
        return window(window.ignorePadding());
    }

    /// Whether means are taken, and not the largest.
    public boolean isMean() {
        return mean;
    }

    /// The rows and columns of a window.
    public int size() {
        return size;
    }

    /// How the window moves.
    public Window window() {
        return window;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return mean ? x.avgPool2d(size, window) : x.maxPool2d(size, window);
    }

    @Override
    public Shape outputShape(Shape input) {
        var plane = plane(input);
        var natural = Size2d.square(size);
        var what = "image " + input + ", window " + natural;
        var rows = window.overRows(plane.rows(), size, natural).check(kind(), "H", what);
        var columns = window.overColumns(plane.columns(), size, natural).check(kind(), "W", what);
        return input.with(-2, rows.count()).with(-1, columns.count());
    }

    @Override
    public Reach reach(Shape input) {
        return Reach.of(Size2d.square(size), window, Size2d.square(size));
    }

    @Override
    public String kind() {
        return mean ? "avgPool2d" : "maxPool2d";
    }

    @Override
    protected String details() {
        return Size2d.square(size) + Windows.describe(window);
    }
}
