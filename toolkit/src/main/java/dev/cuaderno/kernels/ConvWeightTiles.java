package dev.cuaderno.kernels;

import java.util.ArrayList;
import java.util.List;

/// The gradient of a convolution's weights from one image or some: for every weight the sum over
/// the pixels that it lay on, each times the gradient of the pixel that it went into. Its loops are
/// chosen once, when it is made.
public final class ConvWeightTiles {

    private static final int V = Lanes.COUNT;
    private static final int MOST = 12;

    /// Numbers of image and gradient that stay in the first cache while all weights go by.
    private static final int NEAR = 9_600;

    /// Weights whose gradients do not stay in the second cache beside an image and its gradient,
    /// and pixels on which they are worth to be fetched.
    private static final int HEAVY = 100_000;

    private static final int WORTH = 200;

    /// Images together, at most: they have to stay in the second cache instead.
    private static final int MOST_TOGETHER = 4;

    private final Piece[] pieces;
    private final int together;

    /// One block of weights, and where its numbers lie from the first ones of the image, the
    /// gradient and the weights.
    private record Piece(TileLoop loop, int x, int g, int w, int rounds, int times) {}

    /// Chooses the loops.
    ///
    /// @param forward the convolution
    /// @param top the rows of zeros at the image's top
    /// @param height the rows of the image below them, all others being zeros
    /// @param gRow from one row of the result's gradient to the next
    /// @param framed whether at least one pixel of zeros lies left and right of the result's
    ///   gradient and of the image, of the same width: then three columns of the kernel share one
    ///   load of x
    public ConvWeightTiles(ConvTiles.Sizes forward, int top, int height, int gRow, boolean framed) {
        var list = new ArrayList<Piece>();
        for (var panel : forward.layout().panels()) {
            var most = NEAR / (forward.outColumns() * (panel.vectors() + 1) * V);
            var parts = Math.ceilDiv(forward.outRows(), Math.clamp(most, 1, forward.outRows()));
            var some = Math.ceilDiv(forward.outRows(), parts);
            for (var row = 0; row < forward.outRows(); row += some) {
                var end = Math.min(row + some, forward.outRows());
                new Rows(forward, top, height, gRow, panel, some, row, end, list).add(framed);
            }
        }
        pieces = list.toArray(Piece[]::new);
        var pixels = forward.outRows() * forward.outColumns();
        together =
                forward.layout().size() < HEAVY ? 1 : Math.clamp(WORTH / pixels, 1, MOST_TOGETHER);
    }

    /// How many images had better be treated together: many weights, read and written for each
    /// small image, take longer than the sums.
    public int together() {
        return together;
    }

    /// Adds the gradient to `dw`, laid out as the weights are.
    ///
    /// @param x images, each from the first pixel of its border
    /// @param g the gradients of their results, each from the first pixel
    /// @param images how many there are
    public void run(Span[] x, Span[] g, int images, Span dw) {
        for (var piece : pieces) {
            for (var i = 0; i < images; i++) {
                piece.loop.run(
                        x[i].array(),
                        x[i].at() + piece.x,
                        g[i].array(),
                        g[i].at() + piece.g,
                        dw.array(),
                        dw.at() + piece.w,
                        piece.rounds,
                        piece.times);
            }
        }
    }

    /// Some rows of the result, for the filters of one panel.
    ///
    /// @param most rows that are treated together
    private record Rows(
            ConvTiles.Sizes forward,
            int top,
            int height,
            int gRow,
            ConvLayout.Panel panel,
            int most,
            int from,
            int end,
            List<Piece> list) {

        void add(boolean framed) {
            if (forward.layout().sliding() && panel.vectors() == 1 && framed) {
                threeColumns();
            } else {
                oneColumn();
            }
        }

        private void threeColumns() {
            var layout = forward.layout();
            var channels = layout.channels();
            var filters = layout.filters();
            var block = TileLoops.even(channels, 3, 3, 8);
            // Over the image's own columns: those of the border hold zeros.
            for (var row = 0; row < layout.kernelRows(); row++) {
                for (var channel = 0; channel < channels; channel += block) {
                    add(
                            row,
                            new Tile(
                                    Math.min(block, channels - channel),
                                    1,
                                    1,
                                    new Tile.Columns(3, -filters),
                                    down(),
                                    Tile.Loop.ONCE,
                                    new Tile.Loop(forward.outColumns(), channels, filters),
                                    3 * V,
                                    new Tile.Columns(3, V),
                                    true),
                            row * forward.dilationRows() * forward.xRow() + channels + channel,
                            filters + panel.first(),
                            panel.at() + (row * channels + channel) * 3 * V);
                }
            }
        }

        private void oneColumn() {
            var layout = forward.layout();
            var channels = layout.channels();
            var wide = panel.vectors();
            var width = wide * V;
            var columns = layout.kernelColumns();
            // The numbers that lie side by side in x as well as in the weights.
            var joined = !layout.sliding() && forward.dilationColumns() == 1;
            var run = joined ? columns * channels : channels;
            var rounds = joined ? 1 : columns;
            var weightStep = layout.sliding() ? columns * width : width;
            var block = TileLoops.even(run, wide, wide, MOST);
            for (var row = 0; row < layout.kernelRows(); row++) {
                for (var column = 0; column < rounds; column++) {
                    var x =
                            row * forward.dilationRows() * forward.xRow()
                                    + column * forward.dilationColumns() * channels;
                    var tap =
                            layout.sliding()
                                    ? row * channels * columns + column
                                    : (row * columns + column) * channels;
                    for (var at = 0; at < run; at += block) {
                        add(
                                row,
                                tile(Math.min(block, run - at), wide, weightStep),
                                x + at,
                                panel.first(),
                                panel.at() + tap * width + at * weightStep);
                    }
                }
            }
        }

        /// Over the rows of the result for which the kernel's row lies in the image.
        private void add(int kernelRow, Tile tile, int x, int g, int w) {
            var step = forward.strideRows();
            var above = top - kernelRow * forward.dilationRows();
            var first = Math.max(from, Math.ceilDiv(above, step));
            var last = Math.min(end - 1, Math.floorDiv(above + height - 1, step));
            if (first <= last) {
                list.add(
                        new Piece(
                                TileLoops.of(tile),
                                first * step * forward.xRow() + x,
                                first * gRow + g,
                                w,
                                forward.outColumns(),
                                last - first + 1));
            }
        }

        private Tile.Loop down() {
            return new Tile.Loop(most, forward.strideRows() * forward.xRow(), gRow);
        }

        private Tile tile(int rows, int wide, int weightStep) {
            return new Tile(
                    rows,
                    1,
                    1,
                    new Tile.Columns(wide, V),
                    down(),
                    Tile.Loop.ONCE,
                    new Tile.Loop(
                            forward.outColumns(),
                            forward.strideColumns() * forward.layout().channels(),
                            forward.layout().filters()),
                    weightStep,
                    new Tile.Columns(wide, V),
                    true);
        }
    }
}
