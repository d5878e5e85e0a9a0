package dev.cuaderno.kernels;

import java.util.Arrays;

/// The gradient of a fully connected layer's weights: for every output and every input the sum over
/// the images of the output's gradient times the input.
public final class LinearWeightTiles {

    private static final int V = Lanes.COUNT;
    private static final int WIDE = LinearTiles.WIDE;
    private static final int WIDTH = LinearTiles.WIDTH;

    /// Images whose inputs are copied at a time: they stay in the first cache.
    private static final int TOGETHER = 128;

    private final int images;
    private final int gRow;
    private final int outputs;
    private final int inputs;
    private final int height;

    /// Vectors of the last strip of inputs. Whole ones may not fit into the rows of the gradient.
    private final int narrow;

    private final BlockLoops full;
    private final BlockLoops more;
    private final BlockLoops rest;
    private final Spare spare = new Spare();

    /// Chooses the loops.
    ///
    /// @param gRow from one image's gradient to the next
    public LinearWeightTiles(int images, int gRow, int outputs, int inputs) {
        this.images = images;
        this.gRow = gRow;
        this.outputs = outputs;
        this.inputs = inputs;
        height = TileLoops.rows(outputs, WIDE, WIDE, LinearTiles.HIGH);
        narrow = Math.ceilDiv(inputs % WIDTH, V);
        rest = narrow == 0 ? null : loops(narrow, WIDTH, false);
        full = inputs < WIDTH ? rest : loops(WIDE, inputs, false);
        more = images > TOGETHER && inputs >= WIDTH ? loops(WIDE, inputs, true) : full;
    }

    private BlockLoops loops(int wide, int yRow, boolean adds) {
        return BlockLoops.of(outputs, height, rows -> tile(wide, yRow, rows, adds));
    }

    private Tile tile(int wide, int yRow, int rows, boolean adds) {
        var columns = new Tile.Columns(wide, V);
        return new Tile(
                rows,
                1,
                1,
                columns,
                Tile.Loop.ONCE,
                Tile.Loop.ONCE,
                new Tile.Loop(TOGETHER, gRow, wide * V),
                yRow,
                columns,
                adds);
    }

    /// How many pieces there are, of some inputs each, which can be computed by themselves.
    public int pieces() {
        return Math.ceilDiv(inputs, WIDTH);
    }

    /// Computes one piece.
    ///
    /// @param xRow from one image's inputs to the next
    /// @param dw the gradient, output by output
    public void run(int piece, float[] g, int gAt, float[] x, int xAt, int xRow, float[] dw) {
        var first = piece * WIDTH;
        var isFull = first + WIDTH <= inputs;
        var width = isFull ? WIDTH : narrow * V;
        var panel = spare.take(Lanes.ALIGNED + TOGETHER * WIDTH);
        var sums = isFull ? dw : new float[height * WIDTH];
        for (var image = 0; image < images; image += TOGETHER) {
            var some = Math.min(TOGETHER, images - image);
            for (var i = 0; i < some; i++) {
                var from = xAt + (image + i) * xRow;
                copy(x, from, first, width, panel, Lanes.ALIGNED + i * width);
            }
            var loops = !isFull ? rest : image == 0 ? full : more;
            for (var output = 0; output < outputs; output += height) {
                var rows = Math.min(height, outputs - output);
                var to = output * inputs + first;
                var from = gAt + image * gRow + output;
                loops.at(output).run(g, from, panel, Lanes.ALIGNED, sums, isFull ? to : 0, some);
                if (!isFull) {
                    take(sums, rows, dw, to, image > 0);
                }
            }
        }
        spare.give(panel);
    }

    private void take(float[] sums, int rows, float[] dw, int at, boolean adds) {
        var some = inputs % WIDTH;
        for (var row = 0; row < rows; row++) {
            if (adds) {
                Passes.add(sums, row * WIDTH, dw, at + row * inputs, some);
            } else {
                System.arraycopy(sums, row * WIDTH, dw, at + row * inputs, some);
            }
        }
    }

    private void copy(float[] x, int from, int first, int width, float[] panel, int at) {
        var some = Math.min(width, inputs - first);
        System.arraycopy(x, from + first, panel, at, some);
        Arrays.fill(panel, at + some, at + width, 0f);
    }
}
