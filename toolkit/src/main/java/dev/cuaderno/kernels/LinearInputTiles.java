package dev.cuaderno.kernels;

import java.util.Arrays;

/// The gradient of a fully connected layer's inputs: for every image and every input the sum over
/// the outputs of weight times the output's gradient.
public final class LinearInputTiles {

    private static final int V = Lanes.COUNT;
    private static final int WIDE = LinearTiles.WIDE;
    private static final int WIDTH = LinearTiles.WIDTH;

    /// Outputs whose weights are copied at a time: they stay in the first cache while all images go
    /// by.
    private static final int DEPTH = 128;

    private final int images;
    private final int inputs;
    private final int outputs;
    private final int gRow;
    private final int xRow;
    private final int height;
    private final BlockLoops full;
    private final BlockLoops rest;
    private final Spare spare = new Spare();

    /// Chooses the loops.
    ///
    /// @param gRow from one image's gradient to the next
    /// @param xRow from one image's gradient of inputs to the next: as many as there are inputs,
    ///   rounded up to whole vectors, or more
    public LinearInputTiles(int images, int inputs, int outputs, int gRow, int xRow) {
        this.images = images;
        this.inputs = inputs;
        this.outputs = outputs;
        this.gRow = gRow;
        this.xRow = xRow;
        height = TileLoops.rows(images, WIDE, WIDE, LinearTiles.HIGH);
        rest = loops(width(pieces() - 1));
        full = pieces() > 1 ? loops(WIDTH) : rest;
    }

    private BlockLoops loops(int width) {
        return BlockLoops.of(images, height, rows -> tile(width, rows));
    }

    private Tile tile(int width, int rows) {
        var columns = new Tile.Columns(width / V, V);
        return new Tile(
                rows,
                gRow,
                1,
                columns,
                Tile.Loop.ONCE,
                Tile.Loop.ONCE,
                new Tile.Loop(DEPTH, 1, width),
                xRow,
                columns,
                true);
    }

    /// The inputs of a strip, rounded up to whole vectors.
    private int width(int strip) {
        return Math.min(WIDTH, Math.ceilDiv(inputs - strip * WIDTH, V) * V);
    }

    /// How many pieces there are, of some inputs each, which can be computed by themselves.
    public int pieces() {
        return Math.ceilDiv(inputs, WIDTH);
    }

    /// Computes one piece.
    ///
    /// @param w the weights, output by output
    /// @param dx the gradient of the inputs; zeros come behind the last
    public void run(int piece, float[] g, int gAt, float[] w, float[] dx, int xAt) {
        var loops = piece == pieces() - 1 ? rest : full;
        var width = width(piece);
        var first = piece * WIDTH;
        var panel = spare.take(Lanes.ALIGNED + DEPTH * WIDTH);
        for (var image = 0; image < images; image++) {
            var at = xAt + image * xRow + first;
            Arrays.fill(dx, at, at + width, 0f);
        }
        for (var output = 0; output < outputs; output += DEPTH) {
            var some = Math.min(DEPTH, outputs - output);
            copy(w, output, some, first, width, panel);
            for (var image = 0; image < images; image += height) {
                loops.at(image)
                        .run(
                                g,
                                gAt + image * gRow + output,
                                panel,
                                Lanes.ALIGNED,
                                dx,
                                xAt + image * xRow + first,
                                some);
            }
        }
        spare.give(panel);
    }

    private void copy(float[] w, int output, int count, int first, int width, float[] panel) {
        var some = Math.min(width, inputs - first);
        for (var i = 0; i < count; i++) {
            var to = Lanes.ALIGNED + i * width;
            System.arraycopy(w, (output + i) * inputs + first, panel, to, some);
            Arrays.fill(panel, to + some, to + width, 0f);
        }
    }
}
