package dev.cuaderno.kernels;

/// The compiled loop of a [Tile].
@FunctionalInterface
public interface TileLoop {

    /// Computes one block of results.
    ///
    /// @param xAt where the block's first number of x lies
    /// @param wAt where the first vector of w lies
    /// @param yAt where the block's first result goes
    /// @param rounds of the innermost loop
    /// @param times how often the outermost loop runs, if the tile has one; or from one row of y to
    ///   the next, if that is [Tile#TOLD]
    /// @param idle rounds of nothing before: the JIT compiler counts them, and takes notice sooner
    void run(
            float[] x,
            int xAt,
            float[] w,
            int wAt,
            float[] y,
            int yAt,
            int rounds,
            int times,
            int idle);

    /// Computes one block of results.
    default void run(
            float[] x, int xAt, float[] w, int wAt, float[] y, int yAt, int rounds, int times) {
        run(x, xAt, w, wAt, y, yAt, rounds, times, 0);
    }

    /// Computes one block of results of a tile that has no outermost loop.
    default void run(float[] x, int xAt, float[] w, int wAt, float[] y, int yAt, int rounds) {
        run(x, xAt, w, wAt, y, yAt, rounds, 1, 0);
    }
}
