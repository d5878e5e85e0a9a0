package dev.cuaderno.plan;

import dev.cuaderno.kernels.Span;
import dev.cuaderno.kernels.WinogradSizes;
import dev.cuaderno.kernels.WinogradTiles;
import dev.cuaderno.kernels.Workers;
import dev.cuaderno.nn.Parameter;
import dev.cuaderno.tensor.Sliding;

import java.util.Arrays;
import java.util.Optional;

/// The sums of a convolution by fewer multiplications, as [WinogradTiles] does: for kernels of 3x3
/// and 5x5 with a step of 1.
final class WinogradConvolver implements Convolver {

    private final WinogradTiles tiles;
    private final Scratch.Frame frame;
    private final Scratch.Frame gradientFrame;
    private final Kernel kernel;
    private final int image;
    private final Plan.Room room;
    private final Span[] own;

    /// What the pieces of each worker become.
    private Span[] pieces;

    // The way back.
    private Span[] gradients;

    private WinogradConvolver(
            Parameter weight, WinogradSizes sizes, Block x, Block z, Plan.Room room) {
        this.room = room;
        image = x.image();
        tiles =
                new WinogradTiles(
                        sizes, room.groupSize(), !room.training() && room.groupSize() == 1);
        frame =
                new Scratch.Frame(
                        sizes.frameRows(),
                        sizes.frameColumns(),
                        x.channels,
                        sizes.top(),
                        sizes.left());
        gradientFrame =
                new Scratch.Frame(sizes.gradientRows(), sizes.gradientColumns(), z.channels, 0, 0);
        kernel = new Kernel(weight, tiles, room);
        own = room.scratch().of("own values", WinogradTiles.own());
        if (!room.training()) {
            claim();
        }
    }

    private void claim() {
        pieces = room.scratch().of("values", tiles.scratch());
    }

    /// For a convolution that is faster this way.
    static Optional<Convolver> of(
            Parameter weight, Sliding rows, Sliding columns, Block x, Block z, Plan.Room room) {
        var sizes =
                new WinogradSizes(
                        rows.kernel(),
                        x.channels,
                        z.channels,
                        x.rows,
                        x.columns,
                        rows.before(),
                        columns.before(),
                        z.rows,
                        z.columns);
        var suits =
                rows.kernel() == columns.kernel()
                        && rows.stride() * columns.stride() == 1
                        && rows.dilation() * columns.dilation() == 1
                        && sizes.pays(room.groupSize(), room.training());
        return suits
                ? Optional.of(new WinogradConvolver(weight, sizes, x, z, room))
                : Optional.empty();
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
        return tiles.images();
    }

    /// Whether all pieces of the images are treated together.
    private boolean isWhole() {
        return tiles.bands() == 1;
    }

    @Override
    public void take(Span image, int place, int worker) {
        if (isWhole()) {
            take(image, place, 0, worker);
        }
    }

    private void take(Span image, int place, int band, int worker) {
        for (var row = 0; row < tiles.rows(band); row++) {
            tiles.take(image, place, band, row, pieces[worker], own[worker]);
        }
    }

    @Override
    public void multiply(int images, int worker) {
        if (isWhole()) {
            multiplyPieces(tiles.pieces(images, 0), worker);
        }
    }

    private void multiplyPieces(int count, int worker) {
        for (var value = 0; value < WinogradTiles.VALUES; value++) {
            tiles.multiply(value, count, kernel.values, pieces[worker]);
        }
    }

    @Override
    public void give(Span image, int place, float[] y, int yAt, int worker) {
        if (isWhole()) {
            give(y, yAt, place, 0, worker);
            return;
        }
        for (var band = 0; band < tiles.bands(); band++) {
            run(image, y, yAt, band, worker);
        }
    }

    private void give(float[] y, int yAt, int place, int band, int worker) {
        for (var row = 0; row < tiles.rows(band); row++) {
            tiles.give(y, yAt, place, band, row, pieces[worker], own[worker]);
        }
    }

    private void run(Span image, float[] y, int yAt, int band, int worker) {
        take(image, 0, band, worker);
        multiplyPieces(tiles.pieces(1, band), worker);
        give(y, yAt, 0, band, worker);
    }

    @Override
    public void run(Span image, float[] y, int yAt, Workers workers) {
        if (tiles.bands() >= 2 * workers.count()) {
            workers.run(tiles.bands(), (band, worker) -> run(image, y, yAt, band, worker));
            return;
        }
        var shared = pieces[0];
        for (var number = 0; number < tiles.bands(); number++) {
            var band = number;
            var count = tiles.pieces(1, band);
            workers.run(
                    tiles.rows(band),
                    (row, worker) -> tiles.take(image, 0, band, row, shared, own[worker]));
            workers.run(
                    WinogradTiles.VALUES,
                    (value, _) -> tiles.multiply(value, count, kernel.values, shared));
            workers.run(
                    tiles.rows(band),
                    (row, worker) -> tiles.give(y, yAt, 0, band, row, shared, own[worker]));
        }
    }

    @Override
    public void prepare(boolean image) {
        tiles.prepareBack(image);
        claim();
        gradients = room.scratch().of("kernel's gradient", tiles.gradientSize());
        if (image) {
            kernel.turn();
        }
    }

    @Override
    public Scratch.Frame gradientFrame() {
        return gradientFrame;
    }

    @Override
    public void begin() {}

    @Override
    public void begin(int worker, int group) {
        var du = gradients[worker];
        Arrays.fill(du.array(), du.at(), du.at() + tiles.gradientSize(), 0f);
    }

    @Override
    public void take(Span image, Span gradient, int place, int worker, int group) {
        for (var band = 0; band < tiles.bands(); band++) {
            take(image, place, band, worker);
            takeBack(gradient, place, band, worker);
            if (!isWhole()) {
                multiplyWeights(tiles.pieces(1, band), worker);
            }
        }
    }

    private void takeBack(Span gradient, int place, int band, int worker) {
        for (var row = 0; row < tiles.rows(band); row++) {
            tiles.takeBack(gradient, place, band, row, pieces[worker], own[worker]);
        }
    }

    private void multiplyWeights(int count, int worker) {
        for (var value = 0; value < WinogradTiles.VALUES; value++) {
            tiles.multiplyWeights(value, count, pieces[worker], gradients[worker]);
        }
    }

    @Override
    public void multiplyBack(int images, int worker) {
        if (isWhole()) {
            var count = tiles.pieces(images, 0);
            multiplyWeights(count, worker);
            if (kernel.turned != null) {
                multiplyGradients(count, worker);
            }
        }
    }

    private void multiplyGradients(int count, int worker) {
        for (var value = 0; value < WinogradTiles.VALUES; value++) {
            tiles.multiplyBack(value, count, kernel.turned, pieces[worker]);
        }
    }

    @Override
    public void giveBack(Span gradient, int place, float[] x, int xAt, int worker) {
        Arrays.fill(x, xAt, xAt + image, 0f);
        for (var band = 0; band < tiles.bands(); band++) {
            if (!isWhole()) {
                takeBack(gradient, 0, band, worker);
                multiplyGradients(tiles.pieces(1, band), worker);
            }
            for (var row = 0; row < tiles.rows(band); row++) {
                tiles.giveBack(x, xAt, place, band, row, pieces[worker], own[worker]);
            }
        }
    }

    @Override
    public void end(int worker, int group) {
        tiles.kernelBack(gradients[worker], kernel.partial[group], own[worker]);
    }

    /// The values of the kernel.
    private static final class Kernel extends Weights.Summed {
        private final WinogradTiles tiles;
        private final Memory memory;
        private Span values;
        private Span turned;

        Kernel(Parameter parameter, WinogradTiles tiles, Plan.Room room) {
            super(
                    parameter,
                    tiles.layout().size(),
                    tiles.layout()::at,
                    room.training() ? room.groups() : 0,
                    room.memory());
            this.tiles = tiles;
            this.memory = room.memory();
            memory.floats(Memory.Kind.WEIGHTS, tiles.kernelSize(), span -> values = span);
        }

        /// From now on for the way back too.
        void turn() {
            memory.floats(Memory.Kind.WEIGHTS, tiles.kernelSize(), span -> turned = span);
        }

        @Override
        void read() {
            var shape = parameter.shape();
            tiles.kernel(source(), shape.size(0), shape.size(1), false, values);
            if (turned != null) {
                tiles.kernel(source(), shape.size(0), shape.size(1), true, turned);
            }
        }
    }
}
