package dev.cuaderno.plan;

import dev.cuaderno.kernels.ConvLayout;
import dev.cuaderno.kernels.ConvTiles;
import dev.cuaderno.kernels.ConvWeightTiles;
import dev.cuaderno.kernels.Passes;
import dev.cuaderno.kernels.Passes.Plane;
import dev.cuaderno.kernels.Workers;
import dev.cuaderno.nn.Conv2d;
import dev.cuaderno.tensor.Sliding;

import java.util.Arrays;
import java.util.List;

/// A convolution. Every image is put into a frame, with what lies between the layers computed on
/// the way, and convolved from there.
final class ConvStage extends Stage {

    private final Reader source;
    private final Block z;
    private final Weights.Kernel kernel;
    private final ConvTiles tiles;
    private final Scratch.Frame frame;
    private final Span[] framed;
    private Norm norm;

    // Where an image is pooled at once, and not kept.
    private SquarePoolStage pool;
    private Span[] passed;

    // The way back.
    private Scratch.Frame gradientFrame;
    private Span[] gradientFramed;
    private Span[] given;
    private ConvWeightTiles weightTiles;
    private ConvBack back;

    private final Sliding rows;
    private final Sliding columns;

    ConvStage(Conv2d layer, Reader source, Sliding rows, Sliding columns, Block z, Plan.Room room) {
        this.source = source;
        this.z = z;
        this.rows = rows;
        this.columns = columns;
        var x = source.mix.shape();
        frame =
                new Scratch.Frame(
                        x.rows + rows.before() + rows.after(),
                        x.columns + columns.before() + columns.after(),
                        x.channels,
                        rows.before(),
                        columns.before());
        framed = room.scratch().frame("image", frame);
        var slides =
                ConvTiles.slides(
                        columns.kernel(), x.channels, columns.stride(), columns.dilation());
        var layout =
                new ConvLayout(rows.kernel(), columns.kernel(), x.channels, z.channels, slides);
        kernel =
                new Weights.Kernel(
                        layer.weight(), layout, room.training() ? room.groups() : 0, room.memory());
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

    Block z() {
        return z;
    }

    void norm(Norm value) {
        norm = value;
    }

    /// From now on every image is pooled as soon as it is there.
    void pool(SquarePoolStage value, Plan.Room room) {
        pool = value;
        passed = room.scratch().of("passed", z.image());
        z.pass();
    }

    /// Prepares the way back, once it is known who reads the result.
    void prepare(Mix reader, Plan.Room room) {
        result = reader;
        var x = source.mix.shape();
        if (source.needsGradient()) {
            back = new ConvBack(kernel.parameter, rows, columns, x, z, room.memory());
            gradientFrame = back.frame();
            given = room.scratch().of("given", x.image());
        } else {
            gradientFrame = new Scratch.Frame(z.rows, z.columns, z.channels, 0, 0);
        }
        gradientFramed = room.scratch().frame("gradient", gradientFrame);
        var inFrame =
                columns.before() == 1
                        && columns.after() == 1
                        && z.columns == x.columns
                        && gradientFrame.left() >= 1
                        && gradientFrame.columns() > gradientFrame.left() + z.columns;
        weightTiles =
                new ConvWeightTiles(
                        tiles.sizes(), frame.top(), x.rows, gradientFrame.row(), inFrame);
    }

    @Override
    List<Block> blocks() {
        return pool == null ? List.of(z) : pool.kept();
    }

    @Override
    List<Reader> readers() {
        return List.of(source);
    }

    @Override
    List<Weights> weights() {
        return List.of(kernel);
    }

    @Override
    Norm norm() {
        return norm;
    }

    @Override
    Mix awaited() {
        return norm == null ? null : result;
    }

    @Override
    void begin() {
        if (back != null) {
            back.read(kernel.source());
        }
    }

    @Override
    void forward(int from, int end, int worker, int group) {
        var to = framed[worker];
        var inside = frame.inside(to);
        for (var image = from; image < end; image++) {
            source.frame(image, inside);
            if (pool != null) {
                var y = passed[worker];
                run(to, y.array(), y.at());
                pool.take(image, y.array(), y.at(), worker);
                continue;
            }
            run(to, z.array, z.at(image));
            if (norm != null && norm.moments.length > 0) {
                Passes.moments(
                        z.array, z.at(image), norm.moments[group], 0, z.pixels(), z.channels);
            }
        }
    }

    private void run(Span x, float[] y, int yAt) {
        var w = kernel.packed;
        tiles.run(x.array(), x.at(), w.array(), w.at(), y, yAt);
    }

    @Override
    void forward(int images, Workers workers) {
        var x = framed[0];
        for (var image = 0; image < images; image++) {
            source.frame(image, frame.inside(x), workers);
            var to = pool == null ? new Span(z.array, z.at(image)) : passed[0];
            var w = kernel.packed;
            workers.run(
                    tiles.pieces(),
                    (piece, _) ->
                            tiles.run(
                                    piece,
                                    x.array(),
                                    x.at(),
                                    w.array(),
                                    w.at(),
                                    to.array(),
                                    to.at()));
            if (pool != null) {
                pool.take(image, to.array(), to.at(), workers);
            }
        }
    }

    @Override
    void backward(int from, int end, int worker, int group) {
        var x = framed[worker];
        var inside = frame.inside(x);
        var g = gradientFramed[worker];
        var gInside = gradientFrame.inside(g);
        var gradient = result.gradient;
        var dw = kernel.partial[group];
        Arrays.fill(dw.array(), dw.at(), dw.at() + kernel.partialSize, 0f);
        for (var image = from; image < end; image++) {
            if (result.pool != null) {
                result.pool.giveBack(image, group, gInside);
            } else if (norm == null) {
                var at = new Plane(gradient.array, gradient.at(image), gradient.row());
                Passes.copy(at, gInside, z.rows, z.row());
            } else {
                Passes.mix(
                        gradient.array,
                        gradient.at(image),
                        z.array,
                        z.at(image),
                        norm.ca,
                        0,
                        norm.cb,
                        0,
                        norm.cc,
                        0,
                        gInside,
                        z.rows,
                        z.columns,
                        z.channels);
            }
            source.mix.frame(image, inside);
            weightTiles.run(x.array(), x.at(), gInside.array(), gInside.at(), dw.array(), dw.at());
            if (back != null) {
                var to = source.mix.target(source.turn, image, given[worker]);
                back.run(g, to.array(), to.at());
                source.mix.given(source.turn, image, group, given[worker]);
            }
        }
    }
}
