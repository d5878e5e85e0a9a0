package dev.cuaderno.kernels;

import java.util.function.IntFunction;

/// The loops over rows that are treated in blocks of one height, of which the last may be lower.
record BlockLoops(int rows, int height, TileLoop high, TileLoop low) {

    /// Chooses the loops.
    ///
    /// @param tile for a height
    static BlockLoops of(int rows, int height, IntFunction<Tile> tile) {
        var high = TileLoops.of(tile.apply(height));
        var rest = rows % height;
        return new BlockLoops(
                rows, height, high, rest == 0 ? high : TileLoops.of(tile.apply(rest)));
    }

    /// The loop for the block that begins with a row.
    TileLoop at(int row) {
        return row + height <= rows ? high : low;
    }
}
