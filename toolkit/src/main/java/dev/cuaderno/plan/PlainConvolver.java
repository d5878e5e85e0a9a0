package dev.cuaderno.plan;

import dev.cuaderno.kernels.ConvLayout;
import dev.cuaderno.kernels.ConvTiles;
import dev.cuaderno.kernels.ConvWeightTiles;
import dev.cuaderno.kernels.Span;
import dev.cuaderno.kernels.Workers;
import dev.cuaderno.nn.Parameter;
import dev.cuaderno.tensor.Sliding;

/// The sums of a convolution as they are written, image by image.
final class PlainConvolver extends ImageConvolver {

    /// Weights that, read only, do not stay in the second cache beside an image.
    private static final int HEAVY = 500_000;

    private final ConvTiles tiles;
    private final Parameter weight;
    private final Sliding rows;
    private final Sliding columns;
    private final Block x;
    private final Block z;
    private final Memory memory;
    private final int workers;

    private ConvWeightTiles weightTiles;

    // For each worker, what has been taken and not multiplied yet, and whose weights it is for.
    private Span[][] images;
    private Span[][] gradients;
    private Span[] sums;

    PlainConvolver(
            Parameter weight, Sliding rows, Sliding columns, Block x, Block z, Plan.Room room) {
        var frame = framed(rows, columns, x);
        var slides =
                ConvTiles.slides(
                        columns.kernel(), x.channels, columns.stride(), columns.dilation());
        var layout =
                new ConvLayout(rows.kernel(), columns.kernel(), x.channels, z.channels, slides);
        var sums = room.training() ? room.groups() : 0;
        super(new Weights.Kernel(weight, layout.size(), layout::at, sums, room.memory()), frame, z);
        this.weight = weight;
        this.rows = rows;
        this.columns = columns;
        this.x = x;
        this.z = z;
        this.memory = room.memory();
        this.workers = room.scratch().workers();
        tiles =
                new ConvTiles(
                        new ConvTiles.Sizes(
                                layout,
                                frame.row(),
                                rows.stride(),
                                columns.stride(),
                                rows.dilation(),
                                columns.dilation(),
                                z.rows,
                                z.columns,
                                z.row(),
                                z.channels),
                        frame.top(),
                        x.rows);
    }

    @Override
    public void give(Span image, int place, float[] y, int yAt, int worker) {
        var w = kernel.packed;
        tiles.run(image.array(), image.at(), w.array(), w.at(), y, yAt);
    }

    @Override
    public void run(Span image, float[] y, int yAt, Workers workers) {
        var w = kernel.packed;
        workers.run(
                tiles.pieces(),
                (piece, _) ->
                        tiles.run(piece, image.array(), image.at(), w.array(), w.at(), y, yAt));
    }

    @Override
    public boolean isHeavy() {
        return tiles.sizes().layout().size() >= HEAVY;
    }

    @Override
    public void run(Span[] images, int count, Block y, int first, Workers workers) {
        var w = kernel.packed;
        workers.run(
                tiles.pieces(),
                (piece, _) -> {
                    for (var i = 0; i < count; i++) {
                        var x = images[i];
                        var at = y.at(first + i);
                        tiles.run(piece, x.array(), x.at(), w.array(), w.at(), y.array, at);
                    }
                });
    }

    @Override
    ConvBack makeBack() {
        return ConvBack.of(weight, rows, columns, x, z, memory);
    }

    @Override
    public void prepare(boolean image) {
        super.prepare(image);
        var frame = gradientFrame();
        var inFrame =
                columns.before() == 1
                        && columns.after() == 1
                        && z.columns == x.columns
                        && frame.left() >= 1
                        && frame.columns() > frame.left() + z.columns;
        weightTiles =
                new ConvWeightTiles(tiles.sizes(), frame().top(), x.rows, frame.row(), inFrame);
        images = new Span[workers][weightTiles.together()];
        gradients = new Span[workers][weightTiles.together()];
        sums = new Span[workers];
    }

    @Override
    public int togetherBack() {
        return weightTiles.together();
    }

    @Override
    public boolean keeps() {
        return true;
    }

    @Override
    public void take(Span image, Span gradient, int place, int worker, int group) {
        var inside = gradientFrame().inside(gradient);
        images[worker][place] = image;
        gradients[worker][place] = new Span(inside.array(), inside.at());
        sums[worker] = kernel.partial[group];
    }

    @Override
    public void multiplyBack(int count, int worker) {
        weightTiles.run(images[worker], gradients[worker], count, sums[worker]);
    }
}
