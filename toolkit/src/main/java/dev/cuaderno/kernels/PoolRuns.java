package dev.cuaderno.kernels;

import dev.cuaderno.kernels.PoolLoops.Run;
import dev.cuaderno.kernels.Pooling.Axis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;

/// The maximum pooling of one image with windows of many cells. What lies in a row of the result,
/// and in a row of the image on the way back, falls into runs that look at the same places from
/// where they are: few inside the image, and some at its border. They are found once.
final class PoolRuns {

    private static final int V = Lanes.COUNT;

    private final int columns;
    private final int channels;
    private final Axis down;
    private final Axis across;
    private final int outColumns;

    /// For every cell along the axis the first window that may hold it, and the one behind the
    /// last.
    private final int[] above;

    private final int[] beside;
    private final List<Run[]> windows;
    private final List<Run[]> cells;

    PoolRuns(
            int rows,
            int columns,
            int channels,
            Axis down,
            Axis across,
            int outRows,
            int outColumns) {
        this.columns = columns;
        this.channels = channels;
        this.down = down;
        this.across = across;
        this.outColumns = outColumns;
        above = windows(down, rows, outRows);
        beside = windows(across, columns, outColumns);
        var known = new HashMap<List<Integer>, Run[]>();
        windows =
                IntStream.range(0, outRows)
                        .mapToObj(
                                i ->
                                        known.computeIfAbsent(
                                                List.of(down.first(i), down.end(i, rows)),
                                                inside -> windows(inside.get(0), inside.get(1))))
                        .toList();
        known.clear();
        cells =
                IntStream.range(0, rows)
                        .mapToObj(row -> known.computeIfAbsent(lines(row), this::cells))
                        .toList();
    }

    /// For every cell along an axis the first window that may hold it, and the one behind the last.
    static int[] windows(Axis axis, int size, int count) {
        var windows = new int[2 * size];
        var reach = (axis.kernel() - 1) * axis.dilation();
        for (var cell = 0; cell < size; cell++) {
            var at = cell + axis.before();
            windows[2 * cell] = Math.max(0, Math.ceilDiv(at - reach, axis.stride()));
            windows[2 * cell + 1] = Math.min(count, at / axis.stride() + 1);
        }
        return windows;
    }

    /// The runs of a row of windows.
    ///
    /// @param top the first of their rows that lies in the image
    /// @param bottom one past the last
    private Run[] windows(int top, int bottom) {
        var runs = new ArrayList<Run>();
        for (var j = 0; j < outColumns; ) {
            var first = across.first(j);
            var end = across.end(j, columns);
            var count = 1;
            while (j + count < outColumns
                    && across.first(j + count) == first
                    && across.end(j + count, columns) == end) {
                count++;
            }
            var wide = Math.max(0, end - first);
            var places = new int[Math.max(0, bottom - top) * wide];
            var numbers = new float[places.length];
            for (var t = 0; t < places.length; t++) {
                var p = top + t / wide;
                var q = first + t % wide;
                places[t] = (p * down.dilation() * columns + q * across.dilation()) * channels;
                numbers[t] = p * across.kernel() + q;
            }
            runs.add(new Run(places, numbers, across.stride() * channels, count, channels));
            j += count;
        }
        return runs.toArray(Run[]::new);
    }

    /// Which of its rows a row of the image is in each of the windows that may hold it.
    private List<Integer> lines(int row) {
        return IntStream.range(above[2 * row], above[2 * row + 1])
                .mapToObj(i -> down.cell(row, i))
                .toList();
    }

    /// The runs of a row of the image: cells that lie a step of the windows apart.
    private Run[] cells(List<Integer> lines) {
        var runs = new ArrayList<Run>();
        var step = across.stride();
        for (var start = 0; start < Math.min(step, columns); start++) {
            for (var column = start; column < columns; ) {
                var first = beside[2 * column];
                var wide = Math.max(0, beside[2 * column + 1] - first);
                var count = 1;
                var next = column + step;
                while (next < columns
                        && beside[2 * next] == first + count
                        && beside[2 * next + 1] == first + count + wide) {
                    count++;
                    next += step;
                }
                var places = new int[lines.size() * wide];
                var numbers = new float[places.length];
                for (var t = 0; t < places.length; t++) {
                    var p = lines.get(t / wide);
                    var q = across.cell(column, first + t % wide);
                    places[t] = (t / wide * outColumns + t % wide) * channels;
                    numbers[t] = p < 0 || q < 0 ? Pooling.NO_CELL : p * across.kernel() + q;
                }
                runs.add(new Run(places, numbers, channels, count, step * channels));
                column = next;
            }
        }
        return runs.toArray(Run[]::new);
    }

    /// As [Pooling] says.
    void largest(
            int first,
            int end,
            float[] x,
            int xAt,
            float[] y,
            int yAt,
            float[] winners,
            int winnersAt) {
        for (var i = first; i < end; i++) {
            var j = 0;
            for (var run : windows.get(i)) {
                var from = xAt + (down.start(i) * columns + across.start(j)) * channels;
                var to = (i * outColumns + j) * channels;
                for (var c = 0; c < channels; c += V) {
                    var at = to + c;
                    if (winners == null) {
                        PoolLoops.largest(run, x, from + c, y, yAt + at);
                    } else {
                        PoolLoops.largest(run, x, from + c, y, yAt + at, winners, winnersAt + at);
                    }
                }
                j += run.count();
            }
        }
    }

    /// As [Pooling] says.
    void giveBack(float[] g, int gAt, float[] winners, int winnersAt, float[] x, int xAt) {
        for (var row = 0; row < cells.size(); row++) {
            var start = 0;
            var column = 0;
            for (var run : cells.get(row)) {
                var from = (above[2 * row] * outColumns + beside[2 * column]) * channels;
                var to = xAt + (row * columns + column) * channels;
                for (var c = 0; c < channels; c += V) {
                    PoolLoops.won(run, g, gAt, winners, winnersAt, from + c, x, to + c);
                }
                column += run.count() * across.stride();
                if (column >= columns) {
                    start++;
                    column = start;
                }
            }
        }
    }
}
