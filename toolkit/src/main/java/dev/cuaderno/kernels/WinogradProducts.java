package dev.cuaderno.kernels;

import java.util.Arrays;

/// Products of matrices for [WinogradTiles]: for one of the 36 values, the numbers of all pieces by
/// those of the kernel. The matrix of the pieces has a row for each, as far apart as the 36 values
/// of a piece take; that of the kernel lies in panels of some columns.
final class WinogradProducts {

    private static final int V = Lanes.COUNT;

    /// Rows of a block, at most.
    static final int HIGH = 10;

    /// Terms of a sum that are added up at a time: the kernel's values stay in the first cache.
    private static final int DEPTH = 128;

    private final int depth;
    private final int width;
    private final int xRow;
    private final int yRow;
    private final int height;
    private final WinogradPanels panels;

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
        var wide = WinogradPanels.vectors(width);
        height = TileLoops.even(rows, wide, wide, HIGH);
        panels = WinogradPanels.of(width, this::tile);
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

    /// Where a row of the panel lies that begins with a column of the kernel's matrix.
    static int at(int column, int row, int depth, int width) {
        return column * depth + row * WinogradPanels.width(column, width);
    }

    void run(float[] x, int xAt, float[] w, int wAt, float[] y, int yAt, int rows) {
        if (depth > DEPTH) {
            for (var row = 0; row < rounded(rows); row++) {
                var at = yAt + row * yRow;
                Arrays.fill(y, at, at + width, 0f);
            }
        }
        for (var first = 0; first < width; first += panels.width(first)) {
            var loop = panels.loop(first);
            for (var from = 0; from < depth; from += DEPTH) {
                var panel = wAt + at(first, from, depth, width);
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
}
