package dev.cuaderno.tensor;

import dev.cuaderno.op.AdaptivePool2d;
import dev.cuaderno.op.Correlate2d;
import dev.cuaderno.op.Pad;
import dev.cuaderno.op.Pool2d;

/// Operations in which every result depends on a cell and its neighbours: padding, correlation and
/// convolution, pooling. How the window moves is a [Window]; the last two axes are rows and
/// columns.
public sealed interface Neighbourhoods permits Tensor {

    private Tensor self() {
        return (Tensor) this;
    }

    /// `cells` zeros on every side.
    default Tensor pad(int cells) {
        return pad(cells, new Padding.Zero());
    }

    /// `cells` more on every side: on both ends of a vector, on the four sides of each plane
    /// otherwise.
    default Tensor pad(int cells, Padding mode) {
        return self().rank() == 1
                ? new Pad(0, cells, cells, mode).apply(self())
                : pad(cells, cells, cells, cells, mode);
    }

    /// Cells added above, below, left and right of each plane.
    default Tensor pad(int top, int bottom, int left, int right, Padding mode) {
        var tall = new Pad(-2, top, bottom, mode).apply(self());
        return new Pad(-1, left, right, mode).apply(tall);
    }

    /// The correlation: the filter slides over the image, and every result is the sum of the
    /// products of what lies on each other. `O[i,j] = Σ_{p,q} I[i+p, j+q]·F[p,q]`, indices from 0.
    ///
    /// A filter of two axes slides over the last two axes of the image, each plane by itself; one
    /// of a single axis over the last axis.
    ///
    /// @throws ShapeException if the filter does not fit into the image
    default Tensor correlate(Tensor filter) {
        return correlate(filter, Window.DEFAULT);
    }

    /// The correlation with a step, padding or a mode: `stride(2).padding(1)`, `same()`, `full()`.
    default Tensor correlate(Tensor filter, Window window) {
        return Signals.correlate("correlate", self(), filter, window);
    }

    /// The convolution of mathematics: the correlation with the filter turned by 180 degrees.
    default Tensor convolve(Tensor filter) {
        return convolve(filter, Window.DEFAULT);
    }

    /// The convolution with a step, padding or a mode, see [#correlate(Tensor, Window)].
    default Tensor convolve(Tensor filter, Window window) {
        return Signals.convolve(self(), filter, window);
    }

    /// The convolution of network layers (a correlation over channels).
    ///
    /// @param weights `[O, C, K, K]` for an image `[N, C, H, W]`; an image `[C, H, W]` is one of a
    ///   batch of one, and so is the result
    default Tensor conv2d(Tensor weights) {
        return conv2d(weights, Window.DEFAULT);
    }

    /// The layer convolution, see [#conv2d(Tensor)].
    default Tensor conv2d(Tensor weights, Window window) {
        return Signals.batched(self(), x -> new Correlate2d(window).apply(x, weights));
    }

    /// The layer convolution plus one number per filter.
    ///
    /// @param bias `[O]`
    default Tensor conv2d(Tensor weights, Tensor bias) {
        return conv2d(weights, bias, Window.DEFAULT);
    }

    /// The layer convolution plus one number per filter, see [#conv2d(Tensor)].
    ///
    /// @param bias `[O]`
    default Tensor conv2d(Tensor weights, Tensor bias, Window window) {
        return Signals.batched(self(), x -> new Correlate2d(window).apply(x, weights, bias));
    }

    /// The layer convolution of signals: `[N, C, L]`, or `[C, L]`, becomes `[N, O, L']`.
    ///
    /// @param weights `[O, C/groups, K]`
    /// @param window how the kernel moves; its part along columns counts
    default Tensor conv1d(Tensor weights, Window window) {
        var y = self().unsqueeze(-2).conv2d(weights.unsqueeze(-2), window.alongColumns());
        return y.squeeze(-2);
    }

    /// The transposed layer convolution, which enlarges images: `[N, C, H, W]`, or `[C, H, W]`,
    /// becomes `[N, O, H', W']` with H' = (H − 1)S − 2P + D(K−1) + E + 1.
    ///
    /// @param weights `[C, O/groups, K, K]`
    /// @param window how the kernel moves over the result; only zeros can be cut off as padding
    /// @param outputPadding E, more rows below and columns on the right, fewer than the step
    default Tensor transposedConv2d(Tensor weights, Window window, int outputPadding) {
        return Signals.batched(self(), x -> Signals.transposed(x, weights, window, outputPadding));
    }

    /// The largest of each window of `size` x `size` cells, which do not overlap.
    default Tensor maxPool2d(int size) {
        return maxPool2d(size, Window.DEFAULT);
    }

    /// The largest of each window. The step is `size` unless the window gives another; padded cells
    /// are never the largest.
    default Tensor maxPool2d(int size, Window window) {
        return pool(Pool2d.Kind.MAX, size, window);
    }

    /// Where the largest of each window lies in its plane, counted row by row; the first of
    /// several.
    default Tensor maxPool2dIndices(int size, Window window) {
        return pool(Pool2d.Kind.ARGMAX, size, window);
    }

    /// The smallest of each window, see [#maxPool2d(int, Window)].
    default Tensor minPool2d(int size, Window window) {
        return self().negate().maxPool2d(size, window).negate();
    }

    /// The mean of each window of `size` x `size` cells, which do not overlap.
    default Tensor avgPool2d(int size) {
        return avgPool2d(size, Window.DEFAULT);
    }

    /// The mean of each window. The step is `size` unless the window gives another; padded cells
    /// count as zeros unless the window says `ignorePadding()`.
    default Tensor avgPool2d(int size, Window window) {
        return pool(Pool2d.Kind.MEAN, size, window);
    }

    private Tensor pool(Pool2d.Kind kind, int size, Window window) {
        return new Pool2d(kind, Size2d.square(size), window).apply(self());
    }

    /// Means over windows chosen so that each plane becomes `size` x `size`.
    default Tensor adaptiveAvgPool2d(int size) {
        return adaptiveAvgPool2d(size, size);
    }

    /// Means over windows chosen so that each plane becomes `rows` x `columns`.
    default Tensor adaptiveAvgPool2d(int rows, int columns) {
        return new AdaptivePool2d(true, new Size2d(rows, columns)).apply(self());
    }

    /// The largest over windows chosen so that each plane becomes `rows` x `columns`.
    default Tensor adaptiveMaxPool2d(int rows, int columns) {
        return new AdaptivePool2d(false, new Size2d(rows, columns)).apply(self());
    }
}
