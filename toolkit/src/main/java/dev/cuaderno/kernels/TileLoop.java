package dev.cuaderno.kernels;

/// The compiled loop of a [Tile].
@FunctionalInterface
public interface TileLoop {

    /// Computes one block of results.
    ///
    /// @param xAt where the block's first number of x lies
    /// @param wAt where the first vector of w lies
    /// @param yAt where the block's first result goes
    /// @param rounds of the innermost loop: as many as the tile says, fewer only to try the loop
    void run(float[] x, int xAt, float[] w, int wAt, float[] y, int yAt, int rounds);
}
