package dev.cuaderno.op;

import dev.cuaderno.kernels.Workers;
import dev.cuaderno.tensor.Sliding;

import java.util.function.IntConsumer;

/// Pooling of planes of single precision: the same as [Pool2d]'s own loops, with the cells of every
/// window that lie in the image known beforehand.
///
/// @param rows how windows lie along the rows
/// @param columns how windows lie along the columns
// The spans are its own and never handed out.
@SuppressWarnings("ArrayRecordComponent")
record FloatWindows(Sliding rows, Sliding columns, Span[] down, Span[] across) {

    /// Cells that one thread treats at a time.
    private static final int PIECE = 1 << 14;

    /// The elements of a window along one axis that lie in the image, end excluded, and the cell
    /// that the window begins at.
    record Span(int start, int first, int end) {}

    static FloatWindows of(Sliding rows, Sliding columns) {
        return new FloatWindows(rows, columns, spans(rows), spans(columns));
    }

    private static Span[] spans(Sliding axis) {
        var spans = new Span[axis.count()];
        for (var i = 0; i < spans.length; i++) {
            var first = 0;
            while (first < axis.kernel() && !axis.inside(axis.start(i) + first * axis.dilation())) {
                first++;
            }
            var end = first;
            while (end < axis.kernel() && axis.inside(axis.start(i) + end * axis.dilation())) {
                end++;
            }
            spans[i] = new Span(axis.start(i), first, end);
        }
        return spans;
    }

    /// Does something for every plane, on several threads if there are many cells.
    static void overPlanes(int planes, int cells, IntConsumer task) {
        var share = Math.max(1, PIECE / Math.max(1, cells));
        Workers.shared()
                .run(
                        Math.ceilDiv(planes, share),
                        (piece, _) -> {
                            var end = Math.min(planes, (piece + 1) * share);
                            for (var plane = piece * share; plane < end; plane++) {
                                task.accept(plane);
                            }
                        });
    }

    /// The largest number of every window of one plane, or where in the plane it is.
    void largest(boolean positions, float[] x, int plane, float[] y, int to) {
        var next = to;
        for (var vertical : down) {
            for (var horizontal : across) {
                var best = largest(x, plane, vertical, horizontal);
                y[next++] = positions ? best : x[plane + best];
            }
        }
    }

    private int largest(float[] x, int plane, Span vertical, Span horizontal) {
        var best = -1;
        var highest = 0f;
        for (var p = vertical.first; p < vertical.end; p++) {
            var row = (vertical.start + p * rows.dilation()) * columns.size();
            for (var q = horizontal.first; q < horizontal.end; q++) {
                var cell = row + horizontal.start + q * columns.dilation();
                var value = x[plane + cell];
                if (best < 0 || isLarger(value, highest)) {
                    best = cell;
                    highest = value;
                }
            }
        }
        return best;
    }

    /// NaN is larger than every number, so that it is not lost.
    private static boolean isLarger(float value, float best) {
        return value > best || (Float.isNaN(value) && !Float.isNaN(best));
    }

    /// The sum of every window of one plane, divided by `counted`.
    void mean(int[] counted, float[] x, int plane, float[] y, int to) {
        var next = 0;
        for (var vertical : down) {
            for (var horizontal : across) {
                var sum = 0.0;
                for (var p = vertical.first; p < vertical.end; p++) {
                    var row = plane + (vertical.start + p * rows.dilation()) * columns.size();
                    for (var q = horizontal.first; q < horizontal.end; q++) {
                        sum += x[row + horizontal.start + q * columns.dilation()];
                    }
                }
                y[to + next] = (float) (sum / counted[next]);
                next++;
            }
        }
    }

    /// Adds to the cells of every window of one plane the window's number divided by `counted`.
    void share(int[] counted, float[] g, int from, float[] x, int plane) {
        var next = 0;
        for (var vertical : down) {
            for (var horizontal : across) {
                var part = (double) g[from + next] / counted[next];
                next++;
                for (var p = vertical.first; p < vertical.end; p++) {
                    var row = plane + (vertical.start + p * rows.dilation()) * columns.size();
                    for (var q = horizontal.first; q < horizontal.end; q++) {
                        var cell = row + horizontal.start + q * columns.dilation();
                        x[cell] = (float) (x[cell] + part);
                    }
                }
            }
        }
    }
}
