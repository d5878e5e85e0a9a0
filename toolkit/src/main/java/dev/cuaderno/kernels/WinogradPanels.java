package dev.cuaderno.kernels;

import java.util.function.IntFunction;

/// The columns of a matrix in panels of two vectors, of which the last may have one; and the loop
/// for each.
///
/// @param columns of the matrix, a multiple of [Lanes#COUNT]
/// @param full the loop for all panels but perhaps the last
/// @param last the loop for the last
record WinogradPanels(int columns, TileLoop full, TileLoop last) {

    private static final int WIDTH = 2 * Lanes.COUNT;

    /// Chooses the loops.
    ///
    /// @param tile for so many vectors
    static WinogradPanels of(int columns, IntFunction<Tile> tile) {
        var last = (columns - 1) % WIDTH / Lanes.COUNT + 1;
        return new WinogradPanels(
                columns,
                TileLoops.of(tile.apply(vectors(columns))),
                TileLoops.of(tile.apply(last)));
    }

    /// Vectors of all panels but perhaps the last.
    static int vectors(int columns) {
        return Math.min(columns, WIDTH) / Lanes.COUNT;
    }

    /// Columns of the panel that begins with one of a matrix's columns.
    static int width(int column, int columns) {
        return Math.min(WIDTH, columns - column);
    }

    int width(int column) {
        return width(column, columns);
    }

    TileLoop loop(int column) {
        return column + width(column) < columns ? full : last;
    }
}
