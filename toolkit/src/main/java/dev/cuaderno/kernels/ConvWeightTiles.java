package dev.cuaderno.kernels;

import java.util.ArrayList;
import java.util.List;

/// The gradient of a convolution's weights from one image: for every weight the sum over the pixels
/// that it lay on, each times the gradient of the pixel that it went into. Its loops are chosen
/// once, when it is made.
public final class ConvWeightTiles {

    private static final int V = Lanes.COUNT;
    private static final int MOST = 10;

    private final Piece[] pieces;

    /// One block of weights, and where its numbers lie from the first ones of the image, the
    /// gradient and the weights.
    private record Piece(TileLoop loop, int x, int g, int w, int rounds) {}

    /// Chooses the loops.
    ///
    /// @param forward the convolution
    /// @param gRow from one row of the result's gradient to the next
    /// @param framed whether at least one pixel of zeros lies left and right of the result's
    ///   gradient and of the image, of the same width: then three columns of the kernel share one
    ///   load of x
    public ConvWeightTiles(ConvTiles.Sizes forward, int gRow, boolean framed) {
        var list = new ArrayList<Piece>();
        for (var panel : forward.layout().panels()) {
            if (forward.layout().sliding() && panel.vectors() == 1 && framed) {
                threeColumns(forward, gRow, panel, list);
            } else {
                oneColumn(forward, gRow, panel, list);
            }
        }
        pieces = list.toArray(Piece[]::new);
    }

    /// Adds the gradient to `dw`, laid out as the weights are.
    ///
    /// @param xAt the first pixel of the image's border
    /// @param gAt the first pixel of the result's gradient
    public void run(float[] x, int xAt, float[] g, int gAt, float[] dw, int dwAt) {
        run(0, pieces.length, x, xAt, g, gAt, dw, dwAt);
    }

    /// How many blocks there are, which can be computed by themselves.
    public int pieces() {
        return pieces.length;
    }

    /// Does the same for some of the blocks.
    public void run(
            int from, int end, float[] x, int xAt, float[] g, int gAt, float[] dw, int dwAt) {
        for (var i = from; i < end; i++) {
            var piece = pieces[i];
            piece.loop.run(x, xAt + piece.x, g, gAt + piece.g, dw, dwAt + piece.w, piece.rounds);
        }
    }

    private static void threeColumns(
            ConvTiles.Sizes forward, int gRow, ConvLayout.Panel panel, List<Piece> list) {
        var layout = forward.layout();
        var channels = layout.channels();
        var filters = layout.filters();
        var block = TileLoops.rows(channels, 3, 3, 8);
        // Over the image's own columns: those of the border hold zeros.
        for (var row = 0; row < layout.kernelRows(); row++) {
            for (var channel = 0; channel < channels; channel += block) {
                var tile =
                        new Tile(
                                Math.min(block, channels - channel),
                                1,
                                1,
                                new Tile.Columns(3, -filters),
                                new Tile.Loop(
                                        forward.outRows(),
                                        forward.strideRows() * forward.xRow(),
                                        gRow),
                                Tile.Loop.ONCE,
                                new Tile.Loop(forward.outColumns(), channels, filters),
                                3 * V,
                                new Tile.Columns(3, V),
                                true);
                list.add(
                        new Piece(
                                TileLoops.of(tile),
                                row * forward.dilationRows() * forward.xRow() + channels + channel,
                                filters + panel.first(),
                                panel.at() + (row * channels + channel) * 3 * V,
                                tile.inner().count()));
            }
        }
    }

    private static void oneColumn(
            ConvTiles.Sizes forward, int gRow, ConvLayout.Panel panel, List<Piece> list) {
        var layout = forward.layout();
        var channels = layout.channels();
        var width = panel.vectors() * V;
        var columns = layout.kernelColumns();
        // The numbers that lie side by side in x as well as in the weights.
        var joined = !layout.sliding() && forward.dilationColumns() == 1;
        var run = joined ? columns * channels : channels;
        var rounds = joined ? 1 : columns;
        var weightStep = layout.sliding() ? columns * width : width;
        var block = TileLoops.rows(run, panel.vectors(), panel.vectors(), MOST);
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
                    var rows = Math.min(block, run - at);
                    list.add(
                            new Piece(
                                    TileLoops.of(
                                            tile(forward, gRow, rows, panel.vectors(), weightStep)),
                                    x + at,
                                    panel.first(),
                                    panel.at() + tap * width + at * weightStep,
                                    forward.outColumns()));
                }
            }
        }
    }

    private static Tile tile(
            ConvTiles.Sizes forward, int gRow, int rows, int wide, int weightStep) {
        return new Tile(
                rows,
                1,
                1,
                new Tile.Columns(wide, V),
                new Tile.Loop(forward.outRows(), forward.strideRows() * forward.xRow(), gRow),
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
