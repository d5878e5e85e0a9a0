package dev.cuaderno.plan;

import dev.cuaderno.kernels.LaneTiles;
import dev.cuaderno.kernels.Lanes;
import dev.cuaderno.kernels.Span;
import dev.cuaderno.kernels.Workers;
import dev.cuaderno.nn.Conv2d;
import dev.cuaderno.nn.Parameter;
import dev.cuaderno.tensor.Sliding;

import java.util.Arrays;

/// A convolution in which every channel has a kernel of its own, image by image.
final class LaneConvolver implements Convolver {

    private final Scratch.Frame frame;
    private final Weights.Kernel kernel;
    private final LaneTiles tiles;
    private final Parameter weight;
    private final Sliding rows;
    private final Sliding columns;
    private final Block x;
    private final Block z;
    private final Memory memory;

    // The way back.
    private Scratch.Frame gradientFrame;
    private ConvBack back;

    LaneConvolver(
            Parameter weight, Sliding rows, Sliding columns, Block x, Block z, Plan.Room room) {
        this.weight = weight;
        this.rows = rows;
        this.columns = columns;
        this.x = x;
        this.z = z;
        this.memory = room.memory();
        frame =
                new Scratch.Frame(
                        x.rows + rows.before() + rows.after(),
                        x.columns + columns.before() + columns.after(),
                        x.channels,
                        rows.before(),
                        columns.before());
        var sizes =
                new LaneTiles.Sizes(
                        LaneTiles.taps(
                                rows.kernel(),
                                columns.kernel(),
                                rows.dilation() * frame.row(),
                                columns.dilation() * x.channels),
                        x.channels,
                        rows.stride() * frame.row(),
                        columns.stride() * x.channels,
                        z.rows,
                        z.columns,
                        z.row(),
                        z.channels);
        kernel =
                new Weights.Kernel(
                        weight,
                        sizes.weights(),
                        (filter, _, row, column) ->
                                sizes.at(filter, row * columns.kernel() + column),
                        room.training() ? room.groups() : 0,
                        memory);
        tiles = new LaneTiles(sizes);
    }

    /// Whether it is for such a layer behind such a result.
    static boolean suits(Conv2d layer, Block x) {
        return layer.window().groups() == layer.inputs()
                && layer.inputs() == layer.outputs()
                && x.channels % Lanes.COUNT == 0;
    }

    @Override
    public Scratch.Frame frame() {
        return frame;
    }

    @Override
    public Weights weights() {
        return kernel;
    }

    @Override
    public int together() {
        return 1;
    }

    @Override
    public void take(Span image, int place, int worker) {}

    @Override
    public void multiply(int images, int worker) {}

    @Override
    public void give(Span image, int place, float[] y, int yAt, int worker) {
        var w = kernel.packed;
        tiles.run(image.array(), image.at(), w.array(), w.at(), y, yAt);
    }

    @Override
    public void run(Span image, float[] y, int yAt, Workers workers) {
        var w = kernel.packed;
        Rows.share(
                workers,
                z.rows,
                z.row(),
                (from, end) ->
                        tiles.run(from, end, image.array(), image.at(), w.array(), w.at(), y, yAt));
    }

    @Override
    public void prepare(boolean image) {
        if (image) {
            back = new ConvBack(weight, rows, columns, x, z, true, memory);
            gradientFrame = back.frame();
        } else {
            gradientFrame = new Scratch.Frame(z.rows, z.columns, z.channels, 0, 0);
        }
    }

    @Override
    public Scratch.Frame gradientFrame() {
        return gradientFrame;
    }

    @Override
    public void begin() {
        if (back != null) {
            back.read(kernel.source());
        }
    }

    @Override
    public void begin(int worker, int group) {
        var dw = kernel.partial[group];
        Arrays.fill(dw.array(), dw.at(), dw.at() + kernel.partialSize, 0f);
    }

    @Override
    public void take(Span image, Span gradient, int place, int worker, int group) {
        var inside = gradientFrame.inside(gradient);
        var dw = kernel.partial[group];
        tiles.weights(
                image.array(),
                image.at(),
                inside.array(),
                inside.at(),
                gradientFrame.row(),
                dw.array(),
                dw.at());
    }

    @Override
    public void multiplyBack(int images, int worker) {}

    @Override
    public void giveBack(Span gradient, int place, float[] x, int xAt, int worker) {
        back.run(gradient, x, xAt);
    }

    @Override
    public void end(int worker, int group) {}
}
