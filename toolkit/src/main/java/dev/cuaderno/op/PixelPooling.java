package dev.cuaderno.op;

import dev.cuaderno.kernels.Images;
import dev.cuaderno.kernels.Kernels;
import dev.cuaderno.kernels.Lanes;
import dev.cuaderno.kernels.PlanePooling;
import dev.cuaderno.kernels.Pooling;
import dev.cuaderno.kernels.Workers;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Padding;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Sliding;
import dev.cuaderno.tensor.Tensor;

import java.util.Optional;

/// [Pool2d] and its gradients for images whose channels lie side by side (see [MemoryOrder]), by
/// whole vectors of channels; results lie likewise.
///
/// @param loops the pooling of one image
/// @param image the shape of what is pooled
/// @param result the shape of the result
record PixelPooling(Pooling loops, Shape image, Shape result) {

    /// Planes that are worth a vector.
    private static final int LEAST_PLANES = 4;

    /// The pooling of a tensor whose channels lie side by side, if it can go by vectors; for others
    /// there are [FloatWindows].
    static Optional<PixelPooling> of(Pool2d pool, Tensor x) {
        return MemoryOrder.isChannelsLast(x) && x.dtype() == DType.FLOAT32
                ? of(pool, x.shape())
                : Optional.empty();
    }

    /// The same for any tensor of a shape `[N, C, H, W]`.
    static Optional<PixelPooling> of(Pool2d pool, Shape image) {
        var suits =
                pool.window().border() instanceof Padding.Zero
                        && Kernels.hasVectors()
                        && image.size(1) % Lanes.COUNT == 0;
        if (!suits) {
            return Optional.empty();
        }
        var rows = pool.rows(image);
        var columns = pool.columns(image);
        var loops = loops(pool, rows, columns, image.size(1));
        var result = image.with(2, rows.count()).with(3, columns.count());
        return Optional.of(new PixelPooling(loops, image, result));
    }

    /// Loops for pixels of so many channels.
    private static Pooling loops(Pool2d pool, Sliding rows, Sliding columns, int channels) {
        return new Pooling(
                rows.size(),
                columns.size(),
                channels,
                axis(rows),
                axis(columns),
                rows.count(),
                columns.count(),
                pool.window().countPadding());
    }

    /// Loops for images that lie in planes, if vectors can hold some of these.
    static Optional<PlanePooling> ofPlanes(Pool2d pool, Sliding rows, Sliding columns, int planes) {
        return Kernels.hasVectors() && planes >= LEAST_PLANES
                ? Optional.of(new PlanePooling(loops(pool, rows, columns, Lanes.COUNT), planes))
                : Optional.empty();
    }

    private static Pooling.Axis axis(Sliding sliding) {
        return new Pooling.Axis(
                sliding.kernel(),
                sliding.stride(),
                sliding.before(),
                sliding.after(),
                sliding.dilation());
    }

    /// One image of many.
    @FunctionalInterface
    private interface One {
        /// @param xAt where the image begins, or its gradient
        /// @param yAt where the result begins, or its gradient
        void treat(int xAt, int yAt, int worker);
    }

    private void over(Images x, Images y, One one) {
        var size = image.elements() / image.size(0);
        var count = result.elements() / result.size(0);
        Workers.shared()
                .run(
                        image.size(0),
                        (i, worker) -> one.treat(x.at() + i * size, y.at() + i * count, worker));
    }

    /// The largest of every window.
    Tensor largest(Tensor x) {
        var pooled = MemoryOrder.images(result);
        var from = MemoryOrder.memory(x);
        var to = MemoryOrder.memory(pooled);
        over(from, to, (xAt, yAt, _) -> loops.largest(from.array(), xAt, to.array(), yAt, null, 0));
        return pooled;
    }

    /// The mean of every window.
    Tensor means(Tensor x) {
        var pooled = MemoryOrder.images(result);
        var from = MemoryOrder.memory(x);
        var to = MemoryOrder.memory(pooled);
        over(from, to, (xAt, yAt, _) -> loops.means(from.array(), xAt, to.array(), yAt));
        return pooled;
    }

    /// The gradient of x, given that of [#largest]: it goes to the first largest of each window,
    /// which is looked for again.
    Tensor fromLargest(Tensor x, Tensor gradient) {
        var back = MemoryOrder.images(image);
        var from = MemoryOrder.memory(x);
        var to = MemoryOrder.memory(back);
        var g = MemoryOrder.memory(MemoryOrder.as(gradient, back));
        var count = result.elements() / result.size(0);
        var size = image.elements() / image.size(0);
        var scratch = new float[Workers.shared().count()][];
        over(
                to,
                g,
                (at, gAt, worker) -> {
                    if (scratch[worker] == null) {
                        scratch[worker] = new float[2 * count];
                    }
                    var numbers = scratch[worker];
                    var xAt = from.at() + (at - to.at()) / size * size;
                    loops.largest(from.array(), xAt, numbers, 0, numbers, count);
                    loops.giveBack(g.array(), gAt, numbers, count, to.array(), at);
                });
        return back;
    }

    /// The gradient of x, given that of [#means].
    Tensor fromMeans(Tensor gradient) {
        var back = MemoryOrder.zeros(image);
        var to = MemoryOrder.memory(back);
        var g = MemoryOrder.memory(MemoryOrder.as(gradient, back));
        over(to, g, (at, gAt, _) -> loops.spread(g.array(), gAt, to.array(), at));
        return back;
    }
}
