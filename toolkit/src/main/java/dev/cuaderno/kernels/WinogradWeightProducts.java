package dev.cuaderno.kernels;

/// The gradient of a kernel's values for [WinogradTiles]: products of the pieces' matrix, turned,
/// by that of their gradients, summed over the pieces.
final class WinogradWeightProducts {

    private final int channels;
    private final int filters;
    private final int row;
    private final int height;
    private final WinogradPanels panels;

    /// Chooses the loops.
    ///
    /// @param channels columns of the pieces' matrix
    /// @param filters columns of that of their gradients, a multiple of [Lanes#COUNT]
    /// @param xRow from one piece to the next
    /// @param gRow from one piece's gradient to the next
    /// @param row from the results of one channel to the next
    WinogradWeightProducts(int channels, int filters, int xRow, int gRow, int row) {
        this.channels = channels;
        this.filters = filters;
        this.row = row;
        var wide = WinogradPanels.vectors(filters);
        height = TileLoops.rows(channels, wide, wide, WinogradProducts.HIGH);
        panels = WinogradPanels.of(filters, vectors -> tile(vectors, xRow, gRow));
    }

    private Tile tile(int vectors, int xRow, int gRow) {
        var columns = new Tile.Columns(vectors, Lanes.COUNT);
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
        for (var first = 0; first < filters; first += panels.width(first)) {
            var loop = panels.loop(first);
            for (var channel = 0; channel < channels; channel += height) {
                loop.run(
                        x, xAt + channel, g, gAt + first, du, duAt + channel * row + first, pieces);
            }
        }
    }
}
