package dev.cuaderno.plan;

import dev.cuaderno.kernels.LaneTiles;
import dev.cuaderno.kernels.Lanes;
import dev.cuaderno.kernels.Remainder;
import dev.cuaderno.kernels.Span;
import dev.cuaderno.kernels.Workers;
import dev.cuaderno.nn.Conv2d;
import dev.cuaderno.nn.Parameter;
import dev.cuaderno.tensor.Sliding;

/// A convolution in which every channel has a kernel of its own, image by image.
final class LaneConvolver extends ImageConvolver {

    private final LaneTiles tiles;
    private final Parameter weight;
    private final Sliding rows;
    private final Sliding columns;
    private final Block x;
    private final Block z;
    private final Memory memory;

    LaneConvolver(
            Parameter weight, Sliding rows, Sliding columns, Block x, Block z, Plan.Room room) {
        var frame = framed(rows, columns, x);
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
        Weights.Place own =
                (channel, _, row, column) -> sizes.at(channel, row * columns.kernel() + column);
        var sums = room.training() ? room.groups() : 0;
        super(new Weights.Kernel(weight, sizes.weights(), own, sums, room.memory()), frame, z);
        this.weight = weight;
        this.rows = rows;
        this.columns = columns;
        this.x = x;
        this.z = z;
        this.memory = room.memory();
        tiles = new LaneTiles(sizes).warm();
    }

    /// Whether it is for such a layer behind such a result.
    static boolean suits(Conv2d layer, Block x) {
        return layer.window().groups() == layer.inputs()
                && layer.inputs() == layer.outputs()
                && x.channels % Lanes.COUNT == 0;
    }

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
    ConvBack makeBack() {
        return new ConvBack(weight, rows, columns, x, z, LaneConvolver::part, memory);
    }

    /// The way back of a part.
    private static ConvBack.Made part(
            Remainder down, Remainder across, Scratch.Frame frame, Block x, Block z) {
        var sizes =
                new LaneTiles.Sizes(
                        LaneTiles.taps(
                                down.taps(),
                                across.taps(),
                                down.dilation() * frame.row(),
                                across.dilation() * z.channels),
                        z.channels,
                        frame.row(),
                        z.channels,
                        down.count(),
                        across.count(),
                        down.step() * x.row(),
                        across.step() * x.channels);
        return new ConvBack.Made(
                new LaneTiles(sizes).warm()::run,
                sizes.weights(),
                (channel, _, row, column) -> sizes.at(channel, row * across.taps() + column));
    }

    @Override
    public void take(Span image, Span gradient, int place, int worker, int group) {
        var inside = gradientFrame().inside(gradient);
        var dw = kernel.partial[group];
        tiles.weights(
                image.array(),
                image.at(),
                inside.array(),
                inside.at(),
                gradientFrame().row(),
                dw.array(),
                dw.at());
    }
}
