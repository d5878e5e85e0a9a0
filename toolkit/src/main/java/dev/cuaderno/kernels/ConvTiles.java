package dev.cuaderno.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The convolution of one image whose channels lie side by side, with its border already around it.
/// Its loops are chosen once, when it is made.
public final class ConvTiles {

    private static final int V = Lanes.COUNT;
    private static final int MOST_ROWS = 16;
    private static final int MOST_SLIDING_ROWS = 10;

    /// Weights of a panel that may come from the second cache in every row of the result, without
    /// and with sliding, which loads each for more pixels.
    private static final int NEAR = 10_000;

    private static final int NEAR_SLIDING = 100_000;

    /// Weights that are taken together if a panel has more.
    private static final int PART = 6_000;

    /// Pieces of an image, at least, if it has enough rows.
    private static final int PIECES = 16;

    private final Sizes sizes;
    private final int rows;
    private final int columns;

    /// For every row of the result the first kernel row in the image, and how many are.
    private final int[] firstTap;

    private final int[] taps;
    private final int top;
    private final int height;
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
    private record Strip(int first, int wide, int step, List<Part> parts) {}

    /// All weights of these filters, or some, few enough to stay in the first cache while all rows
    /// of the result go by.
    ///
    /// @param down how far it is in w from one kernel row to the next; 0 if it is for one of them
    /// @param x where their first number of the image lies from that of the first weight
    /// @param w where they begin
    /// @param from the first row of the result that they matter to
    /// @param end one past the last
    private record Part(
            TileLoop full, TileLoop rest, int rounds, int down, int x, int w, int from, int end) {}

    /// Chooses the loops.
    public ConvTiles(Sizes sizes) {
        this(sizes, 0, Integer.MAX_VALUE);
    }

    /// Chooses the loops.
    ///
    /// @param top the rows of zeros at the image's top
    /// @param height the rows of the image below them, all others being zeros
    public ConvTiles(Sizes sizes, int top, int height) {
        this.sizes = sizes;
        this.top = sizes.isPointwise() ? 0 : top;
        this.height = sizes.isPointwise() ? Integer.MAX_VALUE : height;
        rows = sizes.isPointwise() ? 1 : sizes.outRows();
        columns = sizes.isPointwise() ? sizes.outRows() * sizes.outColumns() : sizes.outColumns();
        firstTap = new int[rows];
        taps = new int[rows];
        for (var row = 0; row < rows; row++) {
            firstTap[row] = firstTap(row);
            taps[row] = endTap(row) - firstTap[row];
        }
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

    /// How many pieces one image falls into that can be computed by themselves: some filters in
    /// some rows of the result.
    public int pieces() {
        return strips.length * bands();
    }

    private int bands() {
        return Math.clamp(Math.ceilDiv(PIECES, strips.length), 1, rows);
    }

    /// Computes one of [#pieces].
    public void run(int piece, float[] x, int xAt, float[] w, int wAt, float[] y, int yAt) {
        var bands = bands();
        var band = piece % bands;
        run(
                strips[piece / bands],
                rows * band / bands,
                rows * (band + 1) / bands,
                x,
                xAt,
                w,
                wAt,
                y,
                yAt);
    }

    private void run(
            Strip strip,
            int from,
            int end,
            float[] x,
            int xAt,
            float[] w,
            int wAt,
            float[] y,
            int yAt) {
        var to = yAt + strip.first;
        var clears =
                strip.parts.isEmpty()
                        || strip.parts.getFirst().from > 0
                        || strip.parts.getFirst().end < rows;
        for (var row = from; row < end; row++) {
            if (clears || taps[row] == 0) {
                clear(strip.wide, y, to + row * sizes.yRow());
            }
        }
        for (var part : strip.parts) {
            run(strip.step, part, from, end, x, xAt + part.x, w, wAt + part.w, y, to);
        }
    }

    private void clear(int wide, float[] y, int yAt) {
        for (var column = 0; column < columns; column++) {
            var at = yAt + column * sizes.yPixel();
            Arrays.fill(y, at, at + wide * V, 0f);
        }
    }

    private void run(
            int step,
            Part part,
            int first,
            int last,
            float[] x,
            int xAt,
            float[] w,
            int wAt,
            float[] y,
            int yAt) {
        var pixel = sizes.strideColumns() * sizes.layout().channels();
        for (var row = Math.max(first, part.from); row < Math.min(last, part.end); row++) {
            if (taps[row] == 0) {
                continue;
            }
            var from = xAt + row * sizes.strideRows() * sizes.xRow();
            var weights = wAt;
            if (part.down > 0) {
                from += firstTap[row] * sizes.dilationRows() * sizes.xRow();
                weights += firstTap[row] * part.down;
            }
            var to = yAt + row * sizes.yRow();
            var column = 0;
            for (; column + step <= columns; column += step) {
                part.full.run(
                        x,
                        from + column * pixel,
                        w,
                        weights,
                        y,
                        to + column * sizes.yPixel(),
                        part.rounds,
                        taps[row]);
            }
            if (column < columns) {
                part.rest.run(
                        x,
                        from + column * pixel,
                        w,
                        weights,
                        y,
                        to + column * sizes.yPixel(),
                        part.rounds,
                        taps[row]);
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
        var weights = sizes.layout().size() / sizes.layout().filters() * wide * V;
        var near = sizes.layout().sliding() ? NEAR_SLIDING : NEAR;
        if (weights <= near || isSpread()) {
            var rounds = tile(wide, step, true, false).inner().count();
            var part = part(wide, step, true, false, rounds, 0, panel.at(), 0, rows);
            return new Strip(panel.first(), wide, step, List.of(part));
        }
        return new Strip(panel.first(), wide, step, parts(panel, step));
    }

    /// Whether a row of the kernel is more than one run of numbers.
    private boolean isSpread() {
        return sizes.dilationColumns() > 1 && sizes.layout().kernelColumns() > 1;
    }

    /// The weights a kernel row at a time, and some of a row where it is long. Those that matter to
    /// all rows of the result come first, if there are any: they need no zeros to add to.
    private List<Part> parts(ConvLayout.Panel panel, int step) {
        var layout = sizes.layout();
        var wide = panel.vectors();
        var inner = tile(wide, step, false, false).inner();
        var most = Math.ceilDiv(inner.count(), Math.ceilDiv(inner.count() * inner.wStep(), PART));
        var order = new ArrayList<Integer>();
        for (var row = 0; row < layout.kernelRows(); row++) {
            if (from(row) == 0
                    && end(row) == rows
                    && (order.isEmpty() || !isWhole(order.getFirst()))) {
                order.addFirst(row);
            } else if (from(row) < end(row)) {
                order.add(row);
            }
        }
        var parts = new ArrayList<Part>();
        for (var row : order) {
            for (var at = 0; at < inner.count(); at += most) {
                parts.add(
                        part(
                                wide,
                                step,
                                false,
                                !parts.isEmpty() || !isWhole(row),
                                Math.min(most, inner.count() - at),
                                row * sizes.dilationRows() * sizes.xRow() + at * inner.xStep(),
                                panel.at() + (row * inner.count() + at) * inner.wStep(),
                                from(row),
                                end(row)));
            }
        }
        return List.copyOf(parts);
    }

    /// The first kernel row that lies in the image for a row of the result.
    private int firstTap(int row) {
        var above = top - row * sizes.strideRows();
        return Math.clamp(
                Math.ceilDiv(above, sizes.dilationRows()), 0, sizes.layout().kernelRows());
    }

    private int endTap(int row) {
        var last = top - 1L + height - (long) row * sizes.strideRows();
        var end = Math.floorDiv(last, (long) sizes.dilationRows()) + 1;
        return Math.clamp(end, firstTap(row), sizes.layout().kernelRows());
    }

    private boolean isWhole(int kernelRow) {
        return from(kernelRow) == 0 && end(kernelRow) == rows;
    }

    /// The first row of the result for which a row of the kernel lies in the image.
    private int from(int kernelRow) {
        var above = top - kernelRow * sizes.dilationRows();
        return Math.clamp(Math.ceilDiv(above, sizes.strideRows()), 0, rows);
    }

    private int end(int kernelRow) {
        var last = top - 1L + height - (long) kernelRow * sizes.dilationRows();
        return Math.clamp(Math.floorDiv(last, sizes.strideRows()) + 1, from(kernelRow), rows);
    }

    private Part part(
            int wide,
            int step,
            boolean down,
            boolean adds,
            int rounds,
            int x,
            int w,
            int from,
            int end) {
        var block = tile(wide, step, down, adds);
        var full = TileLoops.of(block);
        var rest =
                columns % step == 0 ? full : TileLoops.of(tile(wide, columns % step, down, adds));
        return new Part(full, rest, rounds, block.outer().wStep(), x, w, from, end);
    }

    /// @param all whether the loop goes down all rows of the kernel, or is for one of them
    private Tile tile(int wide, int height, boolean all, boolean adds) {
        var layout = sizes.layout();
        var channels = layout.channels();
        var across = layout.kernelColumns();
        var width = wide * V;
        var down =
                all
                        ? new Tile.Loop(
                                layout.kernelRows(),
                                sizes.dilationRows() * sizes.xRow(),
                                across * channels * width)
                        : Tile.Loop.ONCE;
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
                    adds);
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
                adds);
    }
}
