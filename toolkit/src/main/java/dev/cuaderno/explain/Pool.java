package dev.cuaderno.explain;

import dev.cuaderno.tensor.Padding;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Window;

/// A kind of pooling that can be traced; [Explain] has the short names.
public sealed interface Pool {

    /// The largest of each window.
    record Max(int size, Window window) implements Pool {}

    /// The smallest of each window.
    record Min(int size, Window window) implements Pool {}

    /// The mean of each window.
    record Mean(int size, Window window) implements Pool {}

    /// Means over windows chosen so that the result has the given size.
    record AdaptiveMean(int rows, int columns) implements Pool {}

    /// The largest of windows chosen so that the result has the given size.
    record AdaptiveMax(int rows, int columns) implements Pool {}

    /// What it is called.
    default Operation operation() {
        return switch (this) {
            case Max(_, _) -> Operation.MAX_POOL;
            case Min(_, _) -> Operation.MIN_POOL;
            case Mean(_, _) -> Operation.AVG_POOL;
            case AdaptiveMean(_, _) -> Operation.ADAPTIVE_AVG_POOL;
            case AdaptiveMax(_, _) -> Operation.ADAPTIVE_MAX_POOL;
        };
    }

    /// The toolkit's result.
    default Tensor apply(Tensor image) {
        return switch (this) {
            case Max(var size, var window) -> image.maxPool2d(size, window);
            case Min(var size, var window) -> image.minPool2d(size, window);
            case Mean(var size, var window) -> image.avgPool2d(size, window);
            case AdaptiveMean(var rows, var columns) -> image.adaptiveAvgPool2d(rows, columns);
            case AdaptiveMax(var rows, var columns) -> image.adaptiveMaxPool2d(rows, columns);
        };
    }

    /// Where its windows lie.
    default Layout layout(Tensor image) {
        return switch (this) {
            case Max(var size, var window) ->
                    Layout.pooling(image, Size2d.square(size), window, !isZero(window));
            case Min(var size, var window) ->
                    Layout.pooling(image, Size2d.square(size), window, !isZero(window));
            case Mean(var size, var window) ->
                    Layout.pooling(
                            image,
                            Size2d.square(size),
                            window,
                            window.countPadding() || !isZero(window));
            case AdaptiveMean(var rows, var columns) -> Layout.adaptive(image, rows, columns);
            case AdaptiveMax(var rows, var columns) -> Layout.adaptive(image, rows, columns);
        };
    }

    private static boolean isZero(Window window) {
        return window.border() instanceof Padding.Zero;
    }
}
