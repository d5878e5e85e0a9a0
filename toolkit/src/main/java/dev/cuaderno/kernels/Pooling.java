package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Pooling of one image whose channels lie side by side, rounded up to whole vectors.
public final class Pooling {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    /// Cells of a window for which [PoolRuns] cost more than they save.
    private static final int FEW = 4;

    /// What no winner is.
    static final int NO_CELL = -1;

    private final int rows;
    private final int columns;
    private final int channels;
    private final Axis down;
    private final Axis across;
    private final int outRows;
    private final int outColumns;
    private final boolean countsPadding;

    /// For maxima of many cells, when somebody asks for them.
    private volatile PoolRuns runs;

    /// @param rows of the image
    /// @param columns of the image
    /// @param channels a multiple of [Lanes#COUNT]
    /// @param down how windows lie along the rows
    /// @param across how windows lie along the columns
    /// @param outRows rows of the result
    /// @param outColumns columns of the result
    /// @param countsPadding whether means are over padded cells too
    public Pooling(
            int rows,
            int columns,
            int channels,
            Axis down,
            Axis across,
            int outRows,
            int outColumns,
            boolean countsPadding) {
        this.rows = rows;
        this.columns = columns;
        this.channels = channels;
        this.down = down;
        this.across = across;
        this.outRows = outRows;
        this.outColumns = outColumns;
        this.countsPadding = countsPadding;
    }

    private PoolRuns runs() {
        var known = runs;
        if (known == null) {
            // Two threads may both find them, and find the same.
            known = new PoolRuns(rows, columns, channels, down, across, outRows, outColumns);
            runs = known;
        }
        return known;
    }

    private boolean hasFewCells() {
        return down.kernel() * across.kernel() <= FEW;
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    int outRows() {
        return outRows;
    }

    int outColumns() {
        return outColumns;
    }

    /// Windows along one axis.
    ///
    /// @param kernel cells of a window
    /// @param stride the step between windows
    /// @param before padding in front
    /// @param after padding behind
    /// @param dilation the distance between a window's cells
    public record Axis(int kernel, int stride, int before, int after, int dilation) {

        int start(int index) {
            return index * stride - before;
        }

        /// The first cell of a window that lies in the image.
        int first(int index) {
            var start = start(index);
            return start >= 0 ? 0 : Math.ceilDiv(-start, dilation);
        }

        /// One past the last cell of a window that lies in the image.
        int end(int index, int size) {
            var left = size - 1 - start(index);
            // Divisions take longer than what a window inside the image has to do.
            return left >= (kernel - 1) * dilation ? kernel : Math.floorDiv(left, dilation) + 1;
        }

        /// Which cell of a window a cell of the image is; −1 if it lies between two of them.
        int cell(int at, int window) {
            var behind = at - start(window);
            return dilation == 1 ? behind : behind % dilation == 0 ? behind / dilation : NO_CELL;
        }

        /// How many cells of a window lie in the image or its padding.
        int padded(int index, int size) {
            return Math.min(kernel, Math.floorDiv(size + after - 1 - start(index), dilation) + 1);
        }
    }

    /// The largest of every window, the first if there are several, and which cell of the window it
    /// is.
    ///
    /// @param winners `null` if nobody asks
    public void largest(float[] x, int xAt, float[] y, int yAt, float[] winners, int winnersAt) {
        largest(0, outRows, x, xAt, y, yAt, winners, winnersAt);
    }

    /// The same for some rows of windows.
    public void largest(
            int first,
            int end,
            float[] x,
            int xAt,
            float[] y,
            int yAt,
            float[] winners,
            int winnersAt) {
        if (hasFewCells()) {
            largestOfFew(first, end, x, xAt, y, yAt, winners, winnersAt);
        } else {
            runs().largest(first, end, x, xAt, y, yAt, winners, winnersAt);
        }
    }

    private void largestOfFew(
            int first,
            int end,
            float[] x,
            int xAt,
            float[] y,
            int yAt,
            float[] winners,
            int winnersAt) {
        for (var i = first; i < end; i++) {
            for (var j = 0; j < outColumns; j++) {
                var to = (i * outColumns + j) * channels;
                for (var c = 0; c < channels; c += V) {
                    if (winners == null) {
                        oneLargest(x, xAt + c, i, j, y, yAt + to + c);
                    } else {
                        oneLargest(x, xAt + c, i, j, y, yAt + to + c, winners, winnersAt + to + c);
                    }
                }
            }
        }
    }

    /// The largest of every window of `max(floor, x·a + b)`, for some rows of windows: what lies in
    /// between need not be written. `floor` is 0, or minus infinity for no cut.
    ///
    /// @param a a factor for every channel
    /// @param b what is added to every channel
    public void largest(
            int first,
            int end,
            float[] x,
            int xAt,
            float[] a,
            float[] b,
            float floor,
            float[] y,
            int yAt) {
        for (var i = first; i < end; i++) {
            for (var j = 0; j < outColumns; j++) {
                var endDown = down.end(i, rows);
                var firstAcross = across.first(j);
                var endAcross = across.end(j, columns);
                for (var c = 0; c < channels; c += V) {
                    var va = FloatVector.fromArray(S, a, c);
                    var vb = FloatVector.fromArray(S, b, c);
                    var most = FloatVector.broadcast(S, floor);
                    for (var p = down.first(i); p < endDown; p++) {
                        var row = (down.start(i) + p * down.dilation()) * columns + across.start(j);
                        for (var q = firstAcross; q < endAcross; q++) {
                            var at = xAt + (row + q * across.dilation()) * channels + c;
                            most = most.max(FloatVector.fromArray(S, x, at).fma(va, vb));
                        }
                    }
                    most.intoArray(y, yAt + (i * outColumns + j) * channels + c);
                }
            }
        }
    }

    private void oneLargest(float[] x, int xAt, int i, int j, float[] y, int yAt) {
        var most = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
        var endDown = down.end(i, rows);
        var firstAcross = across.first(j);
        var endAcross = across.end(j, columns);
        for (var p = down.first(i); p < endDown; p++) {
            var row = (down.start(i) + p * down.dilation()) * columns + across.start(j);
            for (var q = firstAcross; q < endAcross; q++) {
                var at = xAt + (row + q * across.dilation()) * channels;
                var v = FloatVector.fromArray(S, x, at);
                most = most.blend(v, PoolLoops.isMore(v, most));
            }
        }
        most.intoArray(y, yAt);
    }

    private void oneLargest(
            float[] x, int xAt, int i, int j, float[] y, int yAt, float[] winners, int winnersAt) {
        var most = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
        var endDown = down.end(i, rows);
        var endAcross = across.end(j, columns);
        var start = down.first(i) * across.kernel() + across.first(j);
        var winner = FloatVector.broadcast(S, start);
        for (var p = down.first(i); p < endDown; p++) {
            var row = (down.start(i) + p * down.dilation()) * columns + across.start(j);
            for (var q = across.first(j); q < endAcross; q++) {
                var v = FloatVector.fromArray(S, x, xAt + (row + q * across.dilation()) * channels);
                var more = PoolLoops.isMore(v, most);
                most = most.blend(v, more);
                winner = winner.blend(p * across.kernel() + q, more);
            }
        }
        most.intoArray(y, yAt);
        winner.intoArray(winners, winnersAt);
    }

    /// Writes for every cell the sum of the gradients of those windows whose largest it is.
    public void giveBack(float[] g, int gAt, float[] winners, int winnersAt, float[] x, int xAt) {
        if (hasFewCells()) {
            giveBackFew(g, gAt, winners, winnersAt, x, xAt);
        } else {
            runs().giveBack(g, gAt, winners, winnersAt, x, xAt);
        }
    }

    private void giveBackFew(
            float[] g, int gAt, float[] winners, int winnersAt, float[] x, int xAt) {
        var above = PoolRuns.windows(down, rows, outRows);
        var beside = PoolRuns.windows(across, columns, outColumns);
        for (var row = 0; row < rows; row++) {
            for (var column = 0; column < columns; column++) {
                var to = xAt + (row * columns + column) * channels;
                for (var c = 0; c < channels; c += V) {
                    var sum = FloatVector.zero(S);
                    for (var i = above[2 * row]; i < above[2 * row + 1]; i++) {
                        var p = down.cell(row, i);
                        for (var j = beside[2 * column]; j < beside[2 * column + 1]; j++) {
                            var q = across.cell(column, j);
                            var cell = p < 0 || q < 0 ? NO_CELL : p * across.kernel() + q;
                            var from = (i * outColumns + j) * channels + c;
                            var mine =
                                    FloatVector.fromArray(S, winners, winnersAt + from)
                                            .compare(VectorOperators.EQ, (float) cell);
                            sum = sum.add(FloatVector.fromArray(S, g, gAt + from), mine);
                        }
                    }
                    sum.intoArray(x, to + c);
                }
            }
        }
    }

    /// The mean of every window.
    public void means(float[] x, int xAt, float[] y, int yAt) {
        for (var i = 0; i < outRows; i++) {
            for (var j = 0; j < outColumns; j++) {
                var to = yAt + (i * outColumns + j) * channels;
                var count = counted(i, j);
                var endDown = down.end(i, rows);
                var endAcross = across.end(j, columns);
                for (var c = 0; c < channels; c += V) {
                    var sum = FloatVector.zero(S);
                    for (var p = down.first(i); p < endDown; p++) {
                        var row = (down.start(i) + p * down.dilation()) * columns + across.start(j);
                        for (var q = across.first(j); q < endAcross; q++) {
                            var at = xAt + (row + q * across.dilation()) * channels + c;
                            sum = sum.add(FloatVector.fromArray(S, x, at));
                        }
                    }
                    sum.div(count).intoArray(y, to + c);
                }
            }
        }
    }

    /// Adds to every cell of a window its part of the mean's gradient.
    public void spread(float[] g, int gAt, float[] x, int xAt) {
        for (var i = 0; i < outRows; i++) {
            for (var j = 0; j < outColumns; j++) {
                var from = gAt + (i * outColumns + j) * channels;
                var count = counted(i, j);
                var endDown = down.end(i, rows);
                var endAcross = across.end(j, columns);
                for (var c = 0; c < channels; c += V) {
                    var part = FloatVector.fromArray(S, g, from + c).div(count);
                    for (var p = down.first(i); p < endDown; p++) {
                        var row = (down.start(i) + p * down.dilation()) * columns + across.start(j);
                        for (var q = across.first(j); q < endAcross; q++) {
                            var at = xAt + (row + q * across.dilation()) * channels + c;
                            FloatVector.fromArray(S, x, at).add(part).intoArray(x, at);
                        }
                    }
                }
            }
        }
    }

    /// Whether one window holds all cells and nothing else.
    boolean isWhole() {
        return outRows == 1
                && outColumns == 1
                && counted(0, 0) == rows * columns
                && down.padded(0, rows) == rows
                && across.padded(0, columns) == columns
                && down.start(0) == 0
                && across.start(0) == 0;
    }

    private int counted(int i, int j) {
        var tall = countsPadding ? down.padded(i, rows) : down.end(i, rows) - down.first(i);
        var wide =
                countsPadding
                        ? across.padded(j, columns)
                        : across.end(j, columns) - across.first(j);
        return tall * wide;
    }
}
