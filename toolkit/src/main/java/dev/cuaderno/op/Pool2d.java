package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.kernels.PlanePooling;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Padding;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Sliding;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Window;

/// One number per window over the last two axes: the largest, where it lies, or the mean. The step
/// is the kernel's size unless the window gives one.
///
/// Padding with zeros is special, as everywhere in the field: the largest is looked for among the
/// real cells only, and the mean counts padded cells unless [Window#ignorePadding()] is set. Other
/// borders are cells like all others.
///
/// The largest cell gets the gradient of its window, the first if there are several; for a mean,
/// every cell gets an equal part ([UnpoolMean]).
public record Pool2d(Kind kind, Size2d kernel, Window window) implements Op {

    /// What is computed of a window.
    public enum Kind {
        MAX,
        /// The position of the first largest in its plane, counted row by row.
        ARGMAX,
        MEAN
    }

    @Override
    public String name() {
        return switch (kind) {
            case MAX -> "maxPool2d";
            case ARGMAX -> "maxPool2dIndices";
            case MEAN -> "avgPool2d";
        };
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        var image = atLeastPlane(name(), inputs[0]);
        var rows = window.overRows(image.size(-2), kernel.rows(), kernel);
        var columns = window.overColumns(image.size(-1), kernel.columns(), kernel);
        check(image.shape(), rows, columns);
        var byPixels = PixelPooling.of(this, image);
        if (byPixels.isPresent() && kind != Kind.ARGMAX) {
            return byPixels(byPixels.get(), image, rows, columns);
        }
        if (!(window.border() instanceof Padding.Zero)) {
            image = padded(image, rows, columns);
            rows = rows.withoutPadding();
            columns = columns.withoutPadding();
        }
        var x = image.contiguous();
        var shape = x.shape().with(-2, rows.count()).with(-1, columns.count());
        var plane = rows.size() * columns.size();
        var byPlanes = PixelPooling.ofPlanes(this, rows, columns, x.elements() / plane);
        if (byPlanes.isPresent() && x.dtype() == DType.FLOAT32 && kind != Kind.ARGMAX) {
            return byPlanes(byPlanes.get(), x, shape, rows, columns);
        }
        var y = x.dtype().allocate(shape.elements());
        if (x.storage() instanceof Storage.Floats from && y instanceof Storage.Floats to) {
            quickly(from.array(), x.offset(), x.elements() / plane, to.array(), rows, columns);
            return Tensor.of(y, shape);
        }
        var next = 0;
        for (var at = x.offset(); at < x.offset() + x.elements(); at += plane) {
            for (var i = 0; i < rows.count(); i++) {
                for (var j = 0; j < columns.count(); j++) {
                    y.set(next++, oneWindow(x.storage(), at, rows, columns, i, j));
                }
            }
        }
        return Tensor.of(y, shape);
    }

    private Tensor byPixels(PixelPooling loops, Tensor image, Sliding rows, Sliding columns) {
        if (kind == Kind.MEAN) {
            refuseUncounted(rows, columns);
            return loops.means(image);
        }
        refuseEmpty(rows, columns);
        return loops.largest(image);
    }

    private Tensor byPlanes(
            PlanePooling loops, Tensor x, Shape shape, Sliding rows, Sliding columns) {
        if (kind == Kind.MEAN) {
            refuseUncounted(rows, columns);
        } else {
            refuseEmpty(rows, columns);
        }
        var y = MemoryOrder.rows(shape);
        var from = MemoryOrder.span(x);
        var to = MemoryOrder.span(y);
        if (kind == Kind.MEAN) {
            loops.means(from.array(), from.at(), to.array(), to.at());
        } else {
            loops.largest(from.array(), from.at(), to.array(), to.at());
        }
        return y;
    }

    private void quickly(float[] x, int xAt, int planes, float[] y, Sliding rows, Sliding columns) {
        var windows = FloatWindows.of(rows, columns);
        var counted = kind == Kind.MEAN ? counted(rows, columns) : new int[0];
        if (kind != Kind.MEAN) {
            refuseEmpty(rows, columns);
        }
        var size = rows.size() * columns.size();
        var count = rows.count() * columns.count();
        FloatWindows.overPlanes(
                planes,
                size,
                plane -> {
                    var from = xAt + plane * size;
                    if (kind == Kind.MEAN) {
                        windows.mean(counted, x, from, y, plane * count);
                    } else {
                        windows.largest(kind == Kind.ARGMAX, x, from, y, plane * count);
                    }
                });
    }

    /// By how many cells the sum of each window of a plane is divided, see [#counted(Sliding,
    /// Sliding, int, int)].
    int[] counted(Sliding rows, Sliding columns) {
        var counted = new int[rows.count() * columns.count()];
        for (var i = 0; i < counted.length; i++) {
            counted[i] = counted(rows, columns, i / columns.count(), i % columns.count());
        }
        return counted;
    }

    private void refuseEmpty(Sliding rows, Sliding columns) {
        for (var i = 0; i < rows.count(); i++) {
            for (var j = 0; j < columns.count(); j++) {
                if (isEmpty(rows, i) || isEmpty(columns, j)) {
                    throw empty(rows, columns, i, j);
                }
            }
        }
    }

    private void refuseUncounted(Sliding rows, Sliding columns) {
        counted(rows, columns);
    }

    private static boolean isEmpty(Sliding axis, int index) {
        for (var k = 0; k < axis.kernel(); k++) {
            if (axis.inside(axis.start(index) + k * axis.dilation())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean differentiable() {
        return kind != Kind.ARGMAX;
    }

    @Override
    public boolean needsResult() {
        return false;
    }

    @Override
    public Tensor backward(int index, Flow at) {
        var x = at.input(0);
        if (kind == Kind.MEAN) {
            return new UnpoolMean(this, x.shape(), MemoryOrder.isChannelsLast(x))
                    .apply(at.gradient());
        }
        var byPixels = PixelPooling.of(this, x);
        if (byPixels.isPresent() && !x.isTracked() && !at.gradient().isTracked()) {
            return byPixels.get().fromLargest(x, at.gradient());
        }
        var rows = rows(x.shape());
        var columns = columns(x.shape());
        var planes = x.shape().with(-2, rows.size()).with(-1, columns.size());
        if (window.border() instanceof Padding.Zero
                && x.dtype() == DType.FLOAT32
                && at.gradient().dtype() == DType.FLOAT32
                && !x.isTracked()
                && !at.gradient().isTracked()) {
            var count = x.elements() / (rows.size() * columns.size());
            var byPlanes = PixelPooling.ofPlanes(this, rows, columns, count);
            if (byPlanes.isPresent()) {
                return fromLargest(byPlanes.get(), x, at.gradient());
            }
        }
        // Beyond 2^24 float32 does not tell neighbouring positions apart.
        var exact = rows.size() * columns.size() > 1 << 24 ? x.float64() : x;
        var positions = new Pool2d(Kind.ARGMAX, kernel, window).apply(exact);
        var back =
                new Scatter(rows.size() * columns.size())
                        .apply(at.gradient().flatten(-2), positions.flatten(-2));
        return unpadded(back.reshape(planes), x.shape());
    }

    private static Tensor fromLargest(PlanePooling loops, Tensor image, Tensor gradient) {
        var back = MemoryOrder.rows(image.shape());
        var x = MemoryOrder.span(image.contiguous());
        var g = MemoryOrder.span(gradient.contiguous());
        var to = MemoryOrder.span(back);
        loops.fromLargest(x.array(), x.at(), g.array(), g.at(), to.array(), to.at());
        return back;
    }

    /// How windows lie along the rows of the image, with its border if that is not zeros.
    Sliding rows(Shape image) {
        var rows = window.overRows(image.size(-2), kernel.rows(), kernel);
        return window.border() instanceof Padding.Zero ? rows : rows.withoutPadding();
    }

    /// How windows lie along the columns, see [#rows].
    Sliding columns(Shape image) {
        var columns = window.overColumns(image.size(-1), kernel.columns(), kernel);
        return window.border() instanceof Padding.Zero ? columns : columns.withoutPadding();
    }

    /// The transpose of adding a border: what lies there goes back to where it came from.
    Tensor unpadded(Tensor bordered, Shape image) {
        if (window.border() instanceof Padding.Zero) {
            return bordered;
        }
        var rows = window.overRows(image.size(-2), kernel.rows(), kernel);
        var columns = window.overColumns(image.size(-1), kernel.columns(), kernel);
        var tall = new Pad(-2, rows.before(), rows.after(), window.border());
        var wide = new Pad(-1, columns.before(), columns.after(), window.border());
        return new Unpad(tall, rows.size()).apply(new Unpad(wide, columns.size()).apply(bordered));
    }

    private double oneWindow(Storage x, int plane, Sliding rows, Sliding columns, int i, int j) {
        return switch (kind) {
            case MAX -> x.get(plane + largest(x, plane, rows, columns, i, j));
            case ARGMAX -> largest(x, plane, rows, columns, i, j);
            case MEAN -> mean(x, plane, rows, columns, i, j);
        };
    }

    private int largest(Storage x, int plane, Sliding rows, Sliding columns, int i, int j) {
        var best = -1;
        for (var p = 0; p < rows.kernel(); p++) {
            var row = rows.start(i) + p * rows.dilation();
            for (var q = 0; q < columns.kernel(); q++) {
                var column = columns.start(j) + q * columns.dilation();
                if (rows.inside(row) && columns.inside(column)) {
                    var cell = row * columns.size() + column;
                    var value = x.get(plane + cell);
                    if (best < 0 || isLarger(value, x.get(plane + best))) {
                        best = cell;
                    }
                }
            }
        }
        if (best < 0) {
            throw empty(rows, columns, i, j);
        }
        return best;
    }

    /// NaN is larger than every number, so that it is not lost.
    private static boolean isLarger(double value, double best) {
        return value > best || (Double.isNaN(value) && !Double.isNaN(best));
    }

    private double mean(Storage x, int plane, Sliding rows, Sliding columns, int i, int j) {
        var sum = 0.0;
        for (var p = 0; p < rows.kernel(); p++) {
            var row = rows.start(i) + p * rows.dilation();
            for (var q = 0; q < columns.kernel(); q++) {
                var column = columns.start(j) + q * columns.dilation();
                if (rows.inside(row) && columns.inside(column)) {
                    sum += x.get(plane + row * columns.size() + column);
                }
            }
        }
        return sum / counted(rows, columns, i, j);
    }

    /// By how many cells the sum of a window is divided: those of the image, and those of the
    /// padding unless the window says otherwise.
    int counted(Sliding rows, Sliding columns, int i, int j) {
        var tall = 0;
        for (var p = 0; p < rows.kernel(); p++) {
            tall += counts(rows, rows.start(i) + p * rows.dilation());
        }
        var wide = 0;
        for (var q = 0; q < columns.kernel(); q++) {
            wide += counts(columns, columns.start(j) + q * columns.dilation());
        }
        if (tall * wide == 0) {
            throw empty(rows, columns, i, j);
        }
        return tall * wide;
    }

    private int counts(Sliding axis, int cell) {
        return (window.countPadding() ? axis.insidePadded(cell) : axis.inside(cell)) ? 1 : 0;
    }

    private Tensor padded(Tensor image, Sliding rows, Sliding columns) {
        var tall = new Pad(-2, rows.before(), rows.after(), window.border()).apply(image);
        return new Pad(-1, columns.before(), columns.after(), window.border()).apply(tall);
    }

    private void check(Shape shape, Sliding rows, Sliding columns) {
        var what = "image " + shape + ", window " + kernel;
        if (kernel.rows() < 1 || kernel.columns() < 1) {
            throw ShapeException.in(name())
                    .rule("the window is at least 1x1")
                    .got(what)
                    .fix("a larger window")
                    .error();
        }
        rows.check(name(), "H", what);
        columns.check(name(), "W", what);
    }

    private ShapeException empty(Sliding rows, Sliding columns, int i, int j) {
        return ShapeException.in(name())
                .rule("every window holds at least one cell of the image")
                .got(
                        "window %s at row %d, column %d of an image %dx%d"
                                .formatted(
                                        kernel,
                                        rows.start(i),
                                        columns.start(j),
                                        rows.size(),
                                        columns.size()))
                .fix("less padding: at most half the window")
                .error();
    }

    /// Refuses a tensor without rows and columns.
    static Tensor atLeastPlane(String operation, Tensor x) {
        if (x.rank() < 2) {
            throw ShapeException.in(operation)
                    .rule("the last two axes are rows and columns")
                    .got(x.shape().toString())
                    .fix("unsqueeze(0) makes one row of a vector")
                    .error();
        }
        return x;
    }
}
