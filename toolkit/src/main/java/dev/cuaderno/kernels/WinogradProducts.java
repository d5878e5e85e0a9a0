package dev.cuaderno.kernels;

import java.util.Arrays;

/// Products of matrices for [WinogradTiles]: for one of the 36 values, the numbers of all pieces by
/// those of the kernel. The matrix of the pieces has a row for each, as far apart as the 36 values
/// of a piece take; that of the kernel lies in panels of some columns.
final class WinogradProducts {

    private static final int V = Lanes.COUNT;

    /// Vectors of a panel.
    static final int WIDE = 2;

    private static final int HIGH = 10;

    /// Terms of a sum that are added up at a time: the kernel's values stay in the first cache.
    private static final int DEPTH = 128;

    private final int depth;
    private final int width;
    private final int xRow;
    private final int yRow;
    private final int height;
    private final int wide;
    private final TileLoop full;
    private final TileLoop rest;

    /// Chooses the loops.
    ///
    /// @param depth columns of the pieces' matrix, rows of the kernel's
    /// @param width columns of the kernel's matrix, a multiple of [Lanes#COUNT]
    /// @param xRow from one piece to the next
    /// @param yRow from one piece's result to the next
    /// @param rows pieces treated together, at most
    WinogradProducts(int depth, int width, int xRow, int yRow, int rows) {
        this.depth = depth;
        this.width = width;
        this.xRow = xRow;
        this.yRow = yRow;
        wide = Math.min(WIDE, width / V);
        height = TileLoops.even(rows, wide, wide, HIGH);
        full = TileLoops.of(tile(wide));
        var last = width / V % wide;
        rest = last == 0 ? full : TileLoops.of(tile(last));
    }

    private Tile tile(int vectors) {
        var columns = new Tile.Columns(vectors, V);
        return new Tile(
                height,
                xRow,
                1,
                columns,
                Tile.Loop.ONCE,
                Tile.Loop.ONCE,
                new Tile.Loop(Math.min(depth, DEPTH), 1, vectors * V),
                yRow,
                columns,
                depth > DEPTH);
    }

    /// Up to whole blocks: so many rows are read and written.
    int rounded(int rows) {
        return Math.ceilDiv(rows, height) * height;
    }

    /// Where a panel lies that begins with a column.
    static int panel(int column, int depth) {
        return column * depth;
    }

    /// Columns of the panel that begins with one.
    static int columns(int column, int width) {
        return Math.min(WIDE * V, width - column);
    }

    void run(float[] x, int xAt, float[] w, int wAt, float[] y, int yAt, int rows) {
        if (depth > DEPTH) {
            for (var row = 0; row < rounded(rows); row++) {
                var at = yAt + row * yRow;
                Arrays.fill(y, at, at + width, 0f);
            }
        }
        for (var first = 0; first < width; first += WIDE * V) {
            var some = columns(first, width);
            var loop = some == wide * V ? full : rest;
            for (var from = 0; from < depth; from += DEPTH) {
                var panel = wAt + panel(first, depth) + from * some;
                for (var row = 0; row < rows; row += height) {
                    loop.run(
                            x,
                            xAt + row * xRow + from,
                            w,
                            panel,
                            y,
                            yAt + row * yRow + first,
                            Math.min(DEPTH, depth - from));
                }
            }
        }
    }

    /// The gradient of the kernel's values: products of the pieces' matrix, turned, by that of
    /// their gradients, summed over the pieces.
    static final class Weights {
        private final int channels;
        private final int filters;
        private final int row;
        private final int height;
        private final int wide;
        private final TileLoop full;
        private final TileLoop rest;

        /// @param row from the gradients of one channel to the next
        Weights(int channels, int filters, int xRow, int gRow, int row) {
            this.channels = channels;
            this.filters = filters;
            this.row = row;
            wide = Math.min(WIDE, filters / V);
            height = TileLoops.rows(channels, wide, wide, HIGH);
            full = TileLoops.of(tile(wide, xRow, gRow));
            var last = filters / V % wide;
            rest = last == 0 ? full : TileLoops.of(tile(last, xRow, gRow));
        }

        private Tile tile(int vectors, int xRow, int gRow) {
            var columns = new Tile.Columns(vectors, V);
            return new Tile(
                    height,
                    1,
                    1,
                    columns,
                    Tile.Loop.ONCE,
                    Tile.Loop.ONCE,
                    new Tile.Loop(2, xRow, gRow),
                    row,
                    columns,
                    true);
        }

        /// Adds to `du`.
        void run(float[] x, int xAt, float[] g, int gAt, float[] du, int duAt, int pieces) {
            for (var first = 0; first < filters; first += WIDE * V) {
                var loop = columns(first, filters) == wide * V ? full : rest;
                for (var channel = 0; channel < channels; channel += height) {
                    loop.run(
                            x,
                            xAt + channel,
                            g,
                            gAt + first,
                            du,
                            duAt + channel * row + first,
                            pieces);
                }
            }
        }
    }
}
