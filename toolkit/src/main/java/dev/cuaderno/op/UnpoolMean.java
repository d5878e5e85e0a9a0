package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Padding;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Sliding;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

/// The transpose of average pooling: every number is shared out in equal parts among the cells of
/// its window. What falls on the border goes back to the cells that it repeats.
///
/// @param pool the pooling
/// @param image the shape of what was pooled
/// @param byPixels whether the channels of a pixel lay side by side there
public record UnpoolMean(Pool2d pool, Shape image, boolean byPixels) implements Op {

    @Override
    public String name() {
        return "unpoolMean";
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        if (byPixels && inputs[0].dtype() == DType.FLOAT32) {
            var loops = PixelPooling.of(pool, image);
            if (loops.isPresent()) {
                return loops.get().fromMeans(inputs[0]);
            }
        }
        var g = inputs[0].contiguous();
        var rows = pool.rows(image);
        var columns = pool.columns(image);
        var shape = image.with(-2, rows.size()).with(-1, columns.size());
        var planes = shape.elements() / (rows.size() * columns.size());
        var byPlanes = PixelPooling.ofPlanes(pool, rows, columns, planes);
        if (byPlanes.isPresent() && g.dtype() == DType.FLOAT32) {
            var back = MemoryOrder.rows(shape);
            var given = MemoryOrder.span(g);
            var to = MemoryOrder.span(back);
            byPlanes.get().fromMeans(given.array(), given.at(), to.array(), to.at());
            return pool.unpadded(back, image);
        }
        var x = g.dtype().allocate(shape.elements());
        if (g.storage() instanceof Storage.Floats given && x instanceof Storage.Floats to) {
            var windows = FloatWindows.of(rows, columns);
            var counted = pool.counted(rows, columns);
            var size = rows.size() * columns.size();
            FloatWindows.overPlanes(
                    x.size() / size,
                    size,
                    plane ->
                            windows.share(
                                    counted,
                                    given.array(),
                                    g.offset() + plane * counted.length,
                                    to.array(),
                                    plane * size));
            return pool.unpadded(Tensor.of(x, shape), image);
        }
        var from = g.offset();
        for (var plane = 0; plane < x.size(); plane += rows.size() * columns.size()) {
            for (var i = 0; i < rows.count(); i++) {
                for (var j = 0; j < columns.count(); j++) {
                    var part = g.storage().get(from++) / pool.counted(rows, columns, i, j);
                    share(part, x, plane, rows, columns, i, j);
                }
            }
        }
        return pool.unpadded(Tensor.of(x, shape), image);
    }

    private static void share(
            double part, Storage x, int plane, Sliding rows, Sliding columns, int i, int j) {
        for (var p = 0; p < rows.kernel(); p++) {
            var row = rows.start(i) + p * rows.dilation();
            for (var q = 0; q < columns.kernel(); q++) {
                var column = columns.start(j) + q * columns.dilation();
                if (rows.inside(row) && columns.inside(column)) {
                    var cell = plane + row * columns.size() + column;
                    x.set(cell, x.get(cell) + part);
                }
            }
        }
    }

    /// The derivative of a linear map is the map transposed: pooling, with 0 for constants.
    @Override
    public Tensor backward(int index, Flow at) {
        var window = pool.window();
        if (window.border() instanceof Padding.Constant) {
            window = window.margin(window.margin(), new Padding.Constant(0));
        }
        return new Pool2d(Pool2d.Kind.MEAN, pool.kernel(), window).apply(at.gradient());
    }
}
