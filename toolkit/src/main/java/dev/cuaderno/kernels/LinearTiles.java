package dev.cuaderno.kernels;

import java.util.Arrays;

/// The results of a fully connected layer for a batch of images: for every image and every output
/// the sum over the inputs of weight times input.
///
/// The weights, of which there are many, are read once and as they lie. The images are turned
/// first, so that the numbers which meet one weight lie side by side; and so do their results,
/// which are turned back.
public final class LinearTiles {

    private static final int V = Lanes.COUNT;

    /// Vectors of images, and outputs, of a block: its sums, a vector of each column and a weight
    /// fill the registers.
    static final int WIDE = Lanes.REGISTERS >= 32 ? 4 : 2;

    static final int HIGH = 6;

    /// Images that are turned together.
    static final int WIDTH = WIDE * V;

    /// Terms of a sum that are added up at a time: so much of the images stays in the first cache
    /// while some outputs go by. As many inputs are turned in one piece.
    static final int DEPTH = 128;

    /// Blocks of outputs in a piece, at most.
    private static final int MOST_BLOCKS = 8;

    /// Pieces that the outputs fall into, at least, if there are as many blocks.
    private static final int PIECES = 8;

    private final int images;
    private final int inputs;
    private final int outputs;
    private final int strips;
    private final int height;
    private final int together;
    private final BlockLoops full;
    private final BlockLoops rest;
    private final Spare spare = new Spare();

    /// Chooses the loops.
    public LinearTiles(int images, int inputs, int outputs) {
        this.images = images;
        this.inputs = inputs;
        this.outputs = outputs;
        strips = Math.ceilDiv(images, WIDTH);
        height = TileLoops.rows(outputs, WIDE, WIDE, HIGH);
        var blocks = Math.ceilDiv(outputs, height);
        together = Math.clamp(blocks / PIECES, 1, MOST_BLOCKS) * height;
        rest = loops(width(strips - 1));
        full = strips > 1 ? loops(WIDTH) : rest;
    }

    private BlockLoops loops(int width) {
        return BlockLoops.of(outputs, height, rows -> tile(width, rows));
    }

    private Tile tile(int width, int rows) {
        var columns = new Tile.Columns(width / V, V);
        return new Tile(
                rows,
                inputs,
                1,
                columns,
                Tile.Loop.ONCE,
                Tile.Loop.ONCE,
                new Tile.Loop(DEPTH, 1, width),
                width,
                columns,
                true);
    }

    /// The images of a strip, rounded up to whole vectors.
    private int width(int strip) {
        return Math.min(WIDTH, Math.ceilDiv(images - strip * WIDTH, V) * V);
    }

    /// How many numbers the turned images take.
    public int turned() {
        return Math.ceilDiv(images, V) * V * inputs;
    }

    private int at(int strip) {
        return strip * WIDTH * inputs;
    }

    /// How many pieces the images are turned in.
    public int turns() {
        return strips * Math.ceilDiv(inputs, DEPTH);
    }

    /// Turns some inputs of some images.
    ///
    /// @param xRow from one image to the next
    /// @param turned what [#run] reads; what lies between the images and whole vectors stays
    public void turn(int piece, float[] x, int xAt, int xRow, float[] turned, int turnedAt) {
        var strip = piece % strips;
        var input = piece / strips * DEPTH;
        var image = strip * WIDTH;
        Packing.turn(
                x,
                xAt + image * xRow + input,
                xRow,
                Math.min(WIDTH, images - image),
                Math.min(DEPTH, inputs - input),
                turned,
                turnedAt + at(strip) + input * width(strip),
                width(strip));
    }

    /// How many pieces there are, of some outputs each, which can be computed by themselves.
    public int pieces() {
        return Math.ceilDiv(outputs, together);
    }

    /// Computes one piece.
    ///
    /// @param turned the images, all turned
    /// @param y the results; zeros come behind the last, up to whole vectors
    /// @param w the weights, output by output
    /// @param yRow from one image's results to the next
    public void run(
            int piece, float[] turned, int turnedAt, float[] w, float[] y, int yAt, int yRow) {
        var first = piece * together;
        var end = Math.min(outputs, first + together);
        var sums = spare.take(Lanes.ALIGNED + together * WIDTH);
        for (var strip = 0; strip < strips; strip++) {
            var loops = strip == strips - 1 ? rest : full;
            var width = width(strip);
            Arrays.fill(sums, Lanes.ALIGNED, Lanes.ALIGNED + (end - first) * width, 0f);
            for (var input = 0; input < inputs; input += DEPTH) {
                for (var output = first; output < end; output += height) {
                    loops.at(output)
                            .run(
                                    w,
                                    output * inputs + input,
                                    turned,
                                    turnedAt + at(strip) + input * width,
                                    sums,
                                    Lanes.ALIGNED + (output - first) * width,
                                    Math.min(DEPTH, inputs - input));
                }
            }
            var image = strip * WIDTH;
            Packing.turn(
                    sums,
                    Lanes.ALIGNED,
                    width,
                    end - first,
                    Math.min(WIDTH, images - image),
                    y,
                    yAt + image * yRow + first,
                    yRow);
        }
        spare.give(sums);
        if (end == outputs) {
            clear(y, yAt, yRow);
        }
    }

    private void clear(float[] y, int yAt, int yRow) {
        var behind = Math.ceilDiv(outputs, V) * V;
        for (var image = 0; image < images && behind > outputs; image++) {
            var at = yAt + image * yRow;
            Arrays.fill(y, at + outputs, at + behind, 0f);
        }
    }
}
