package dev.cuaderno.kernels;

import java.util.ArrayList;
import java.util.List;

/// The gradient of a convolution's input from that of its result, for one image, where the step is
/// 1 and no columns are added around the image: every row of gradients, times one column of the
/// kernel, is added to the cells it came from. Where the kernel is not small against the image this
/// takes fewer multiplications than to convolve the gradients with zeros around them: as many as
/// the convolution itself.
public final class ConvSpreadTiles {

    private static final int V = Lanes.COUNT;
    private static final int MOST_ROWS = 12;

    /// Weights that are taken together: they stay in the first cache while all rows go by.
    private static final int PART = 6_000;

    private final Sizes sizes;
    private final Piece[] pieces;

    /// How everything lies.
    ///
    /// @param layout of the weights, with the kernel's rows and columns swapped, and filters and
    ///   channels too
    /// @param gRow from one row of the result's gradient to the next
    /// @param gRows rows of the result
    /// @param gColumns columns of the result
    /// @param dilationRows from one kernel row to the next
    /// @param dilationColumns from one kernel column to the next
    /// @param xRow from one row of the input's gradient to the next
    /// @param xRows rows of the input
    /// @param top rows of zeros that the convolution saw above the input
    public record Sizes(
            ConvLayout layout,
            int gRow,
            int gRows,
            int gColumns,
            int dilationRows,
            int dilationColumns,
            int xRow,
            int xRows,
            int top) {

        private int kernelRows() {
            return layout.kernelColumns();
        }

        private int kernelColumns() {
            return layout.kernelRows();
        }
    }

    /// Some columns of the result, some channels, and some rows of one column of the kernel.
    private record Piece(TileLoop loop, int g, int w, int x, int down, int from, int end) {}

    /// Chooses the loops.
    public ConvSpreadTiles(Sizes sizes) {
        this.sizes = sizes;
        var list = new ArrayList<Piece>();
        for (var panel : sizes.layout().panels()) {
            for (var column = 0; column < sizes.kernelColumns(); column++) {
                add(panel, column, list);
            }
        }
        pieces = list.toArray(Piece[]::new);
    }

    private void add(ConvLayout.Panel panel, int kernelColumn, List<Piece> list) {
        var layout = sizes.layout();
        var width = panel.vectors() * V;
        var step = TileLoops.rows(sizes.gColumns(), panel.vectors(), panel.vectors(), MOST_ROWS);
        var down = layout.channels() * width;
        for (var column = 0; column < sizes.gColumns(); column += step) {
            var tile =
                    new Tile(
                            Math.min(step, sizes.gColumns() - column),
                            layout.channels(),
                            1,
                            new Tile.Columns(panel.vectors(), V),
                            new Tile.Loop(
                                    sizes.kernelRows(), -sizes.dilationRows() * sizes.gRow(), down),
                            Tile.Loop.ONCE,
                            new Tile.Loop(layout.channels(), 1, width),
                            layout.filters(),
                            new Tile.Columns(panel.vectors(), V),
                            true);
            var loop = TileLoops.of(tile);
            var some = Math.max(1, PART / down);
            for (var row = 0; row < sizes.kernelRows(); row += some) {
                list.add(
                        new Piece(
                                loop,
                                column * layout.channels(),
                                panel.at() + kernelColumn * sizes.kernelRows() * down,
                                (column + kernelColumn * sizes.dilationColumns()) * layout.filters()
                                        + panel.first(),
                                down,
                                row,
                                Math.min(row + some, sizes.kernelRows())));
            }
        }
    }

    /// Adds the gradient of one image to x.
    public void run(float[] g, int gAt, float[] w, int wAt, float[] x, int xAt) {
        for (var piece : pieces) {
            for (var row = 0; row < sizes.xRows(); row++) {
                var above = row + sizes.top();
                var step = sizes.dilationRows();
                var first = Math.max(piece.from, Math.ceilDiv(above - sizes.gRows() + 1, step));
                var end = Math.min(piece.end, above / step + 1);
                if (first < end) {
                    piece.loop.run(
                            g,
                            gAt + (above - first * step) * sizes.gRow() + piece.g,
                            w,
                            wAt + piece.w + first * piece.down,
                            x,
                            xAt + row * sizes.xRow() + piece.x,
                            sizes.layout().channels(),
                            end - first);
                }
            }
        }
    }
}
