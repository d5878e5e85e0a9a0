package dev.cuaderno.explain;

import dev.cuaderno.op.AdaptivePool2d;
import dev.cuaderno.tensor.Padding;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Sliding;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Window;

import java.util.List;
import java.util.stream.IntStream;

/// A padded image and where the windows lie on it.
///
/// @param rows the rows that each row of the result comes from
/// @param columns the columns that each column of the result comes from
public record Layout(Picture picture, List<Span> rows, List<Span> columns) {

    /// The window of one cell of the result.
    Region region(int row, int column) {
        return new Region(rows.get(row), columns.get(column));
    }

    /// A filter sliding over an image. Where rounding up lets it reach past the padding, it meets
    /// zeros.
    static Layout filtering(Tensor image, Size2d filter, Window window) {
        var natural = Size2d.square(1);
        var rows = window.overRows(image.size(0), filter.rows(), natural);
        var columns = window.overColumns(image.size(1), filter.columns(), natural);
        var padded =
                padded(image, rows, columns, window)
                        .pad(0, beyond(rows), 0, beyond(columns), new Padding.Zero());
        return sliding(new Picture(padded, inside(rows, columns), true), rows, columns);
    }

    /// A pooling window sliding over an image.
    static Layout pooling(Tensor image, Size2d kernel, Window window, boolean paddingCounts) {
        var rows = window.overRows(image.size(0), kernel.rows(), kernel);
        var columns = window.overColumns(image.size(1), kernel.columns(), kernel);
        var padded = padded(image, rows, columns, window);
        return sliding(new Picture(padded, inside(rows, columns), paddingCounts), rows, columns);
    }

    /// Windows of adaptive pooling.
    static Layout adaptive(Tensor image, int rows, int columns) {
        var whole = new Region(Span.of(0, image.size(0)), Span.of(0, image.size(1)));
        return new Layout(
                new Picture(image, whole, true),
                shares(image.size(0), rows),
                shares(image.size(1), columns));
    }

    private static List<Span> shares(int size, int outputs) {
        return IntStream.range(0, outputs)
                .mapToObj(
                        i ->
                                Span.of(
                                        AdaptivePool2d.start(i, size, outputs),
                                        AdaptivePool2d.end(i, size, outputs)))
                .toList();
    }

    private static Layout sliding(Picture picture, Sliding rows, Sliding columns) {
        return new Layout(picture, spans(rows), spans(columns));
    }

    private static List<Span> spans(Sliding sliding) {
        return IntStream.range(0, sliding.count())
                .map(i -> sliding.start(i) + sliding.before())
                .mapToObj(from -> new Span(from, from + sliding.extent(), sliding.dilation()))
                .toList();
    }

    private static Tensor padded(Tensor image, Sliding rows, Sliding columns, Window window) {
        return image.pad(
                rows.before(), rows.after(), columns.before(), columns.after(), window.border());
    }

    private static Region inside(Sliding rows, Sliding columns) {
        return new Region(
                Span.of(rows.before(), rows.before() + rows.size()),
                Span.of(columns.before(), columns.before() + columns.size()));
    }

    /// How far the last window reaches past the padded axis.
    private static int beyond(Sliding axis) {
        var end = axis.start(axis.count() - 1) + axis.extent();
        return Math.max(0, end - axis.size() - axis.after());
    }
}
