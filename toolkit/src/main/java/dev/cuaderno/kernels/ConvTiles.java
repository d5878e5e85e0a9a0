package dev.cuaderno.kernels;

/// The convolution of one image whose channels lie side by side, with its border already around it.
/// Its loops are chosen once, when it is made.
public final class ConvTiles {

    private static final int V = Lanes.COUNT;
    private static final int MOST_ROWS = 16;
    private static final int MOST_SLIDING_ROWS = 10;

    private final Sizes sizes;
    private final int rows;
    private final int columns;
    private final Strip[] strips;

    /// How image, kernel and result lie.
    ///
    /// @param layout of the weights
    /// @param xRow from one row of the image to the next
    /// @param strideRows the kernel's step down
    /// @param strideColumns the kernel's step to the right
    /// @param dilationRows from one kernel row to the next
    /// @param dilationColumns from one kernel column to the next
    /// @param outRows rows of the result
    /// @param outColumns columns of the result
    /// @param yRow from one row of the result to the next
    /// @param yPixel from one pixel of the result to the next
    public record Sizes(
            ConvLayout layout,
            int xRow,
            int strideRows,
            int strideColumns,
            int dilationRows,
            int dilationColumns,
            int outRows,
            int outColumns,
            int yRow,
            int yPixel) {

        /// One pixel after the other, whatever the row.
        boolean isPointwise() {
            return layout.kernelRows() == 1
                    && layout.kernelColumns() == 1
                    && strideRows == 1
                    && strideColumns == 1
                    && xRow == outColumns * layout.channels()
                    && yRow == outColumns * yPixel;
        }
    }

    /// The loops over a row of the result for some filters: `step` pixels at a time, then the rest.
    private record Strip(int first, int at, int step, TileLoop full, TileLoop rest, int rounds) {}

    /// Chooses the loops.
    public ConvTiles(Sizes sizes) {
        this.sizes = sizes;
        rows = sizes.isPointwise() ? 1 : sizes.outRows();
        columns = sizes.isPointwise() ? sizes.outRows() * sizes.outColumns() : sizes.outColumns();
        strips = sizes.layout().panels().stream().map(this::strip).toArray(Strip[]::new);
    }

    /// How everything lies.
    public Sizes sizes() {
        return sizes;
    }

    /// Whether the weights of such a convolution are best laid out for sliding.
    public static boolean slides(
            int kernelColumns, int channels, int strideColumns, int dilationColumns) {
        return kernelColumns == 3 && channels >= 8 && strideColumns == 1 && dilationColumns == 1;
    }

    /// Computes the result of one image.
    public void run(float[] x, int xAt, float[] w, int wAt, float[] y, int yAt) {
        for (var strip : strips) {
            run(strip, 0, rows, x, xAt, w, wAt, y, yAt);
        }
    }

    private void run(
            Strip strip,
            int firstRow,
            int endRow,
            float[] x,
            int xAt,
            float[] w,
            int wAt,
            float[] y,
            int yAt) {
        var pixel = sizes.strideColumns() * sizes.layout().channels();
        var weights = wAt + strip.at;
        for (var row = firstRow; row < endRow; row++) {
            var from = xAt + row * sizes.strideRows() * sizes.xRow();
            var to = yAt + row * sizes.yRow() + strip.first;
            var column = 0;
            for (; column + strip.step <= columns; column += strip.step) {
                strip.full.run(
                        x,
                        from + column * pixel,
                        w,
                        weights,
                        y,
                        to + column * sizes.yPixel(),
                        strip.rounds);
            }
            if (column < columns) {
                strip.rest.run(
                        x,
                        from + column * pixel,
                        w,
                        weights,
                        y,
                        to + column * sizes.yPixel(),
                        strip.rounds);
            }
        }
    }

    private Strip strip(ConvLayout.Panel panel) {
        var wide = panel.vectors();
        var step =
                sizes.layout().sliding()
                        ? TileLoops.rows(
                                columns, 3 * wide, wide, wide == 1 ? MOST_ROWS : MOST_SLIDING_ROWS)
                        : TileLoops.rows(columns, wide, wide, MOST_ROWS);
        var full = TileLoops.of(tile(wide, step));
        var rest = columns % step == 0 ? full : TileLoops.of(tile(wide, columns % step));
        var rounds = tile(wide, step).inner().count();
        return new Strip(panel.first(), panel.at(), step, full, rest, rounds);
    }

    private Tile tile(int wide, int height) {
        var layout = sizes.layout();
        var channels = layout.channels();
        var across = layout.kernelColumns();
        var width = wide * V;
        var down =
                new Tile.Loop(
                        layout.kernelRows(),
                        sizes.dilationRows() * sizes.xRow(),
                        across * channels * width);
        var results = new Tile.Columns(wide, V);
        if (layout.sliding()) {
            return new Tile(
                    height,
                    channels,
                    across,
                    new Tile.Columns(across * wide, V),
                    down,
                    Tile.Loop.ONCE,
                    new Tile.Loop(channels, 1, across * width),
                    sizes.yPixel(),
                    results,
                    false);
        }
        // Without dilation the columns of the kernel join to one long run of numbers.
        var joined = sizes.dilationColumns() == 1 || across == 1;
        return new Tile(
                height,
                sizes.strideColumns() * channels,
                1,
                results,
                down,
                joined
                        ? Tile.Loop.ONCE
                        : new Tile.Loop(
                                across, sizes.dilationColumns() * channels, channels * width),
                new Tile.Loop(joined ? across * channels : channels, 1, width),
                sizes.yPixel(),
                results,
                false);
    }
}
