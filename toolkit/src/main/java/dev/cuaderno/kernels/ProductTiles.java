package dev.cuaderno.kernels;

/// The gradient of a fully connected layer's weights: for every output and every input the sum over
/// the images of the output's gradient times the input.
public final class ProductTiles {

    private static final int V = Lanes.COUNT;
    private static final int WIDTH = 2 * V;
    private static final int MOST = 12;

    /// Images whose inputs are copied at a time: they stay in the first cache.
    private static final int TOGETHER = 192;

    private final int outputs;
    private final int inputs;
    private final int height;
    private final TileLoop full;
    private final TileLoop rest;
    private final Spare spare = new Spare();

    /// Chooses the loops.
    ///
    /// @param gRow from one image's gradient to the next
    public ProductTiles(int gRow, int outputs, int inputs) {
        this.outputs = outputs;
        this.inputs = inputs;
        height = TileLoops.even(outputs, 2, 2, MOST);
        full = TileLoops.of(tile(gRow, height));
        rest = outputs % height == 0 ? full : TileLoops.of(tile(gRow, outputs % height));
    }

    private static Tile tile(int gRow, int height) {
        return new Tile(
                height,
                1,
                1,
                new Tile.Columns(2, V),
                Tile.Loop.ONCE,
                Tile.Loop.ONCE,
                new Tile.Loop(TOGETHER, gRow, WIDTH),
                WIDTH,
                new Tile.Columns(2, V),
                false);
    }

    /// How many pieces there are, of some inputs each, which can be computed by themselves.
    public int pieces() {
        return Math.ceilDiv(inputs, WIDTH);
    }

    /// Computes one piece.
    ///
    /// @param xRow from one image's inputs to the next
    /// @param places where each input lies among an image's; `null` for one after the other
    /// @param dw the gradient, output by output
    public void run(
            int piece,
            int images,
            float[] g,
            int gAt,
            int gRow,
            float[] x,
            int xAt,
            int xRow,
            int[] places,
            float[] dw) {
        var first = piece * WIDTH;
        var width = Math.min(WIDTH, inputs - first);
        var panel = spare.take(Lanes.ALIGNED + TOGETHER * WIDTH);
        var block = new float[height * WIDTH];
        for (var image = 0; image < images; image += TOGETHER) {
            var some = Math.min(TOGETHER, images - image);
            for (var i = 0; i < some; i++) {
                var from = xAt + (image + i) * xRow;
                copy(x, from, first, width, places, panel, Lanes.ALIGNED + i * WIDTH);
            }
            for (var output = 0; output < outputs; output += height) {
                var rows = Math.min(height, outputs - output);
                (rows == height ? full : rest)
                        .run(g, gAt + image * gRow + output, panel, Lanes.ALIGNED, block, 0, some);
                var to = output * inputs + first;
                if (image == 0) {
                    Gemm.unpack(block, 0, dw, to, inputs, rows, width);
                } else {
                    Gemm.unpackAdd(block, 0, dw, to, inputs, rows, width);
                }
            }
        }
        spare.give(panel);
    }

    private static void copy(
            float[] x, int from, int first, int width, int[] places, float[] panel, int at) {
        if (places == null) {
            System.arraycopy(x, from + first, panel, at, width);
        } else {
            for (var j = 0; j < width; j++) {
                panel[at + j] = x[from + places[first + j]];
            }
        }
        for (var j = width; j < WIDTH; j++) {
            panel[at + j] = 0;
        }
    }
}
