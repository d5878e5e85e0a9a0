package dev.cuaderno.plan;

import dev.cuaderno.kernels.Passes;
import dev.cuaderno.kernels.Passes.Plane;
import dev.cuaderno.kernels.Span;
import dev.cuaderno.kernels.Workers;
import dev.cuaderno.nn.Conv2d;
import dev.cuaderno.tensor.Sliding;

import java.util.List;

/// A convolution. Every image is put into a frame, with what lies between the layers computed on
/// the way, and convolved from there.
final class ConvStage extends Stage {

    /// Images whose frames there is room for, if they are treated together.
    private static final int MOST_TOGETHER = 16;

    private final Reader source;
    private final Block z;
    private final Convolver convolver;
    private final Span[] framed;
    private Norm norm;

    /// Frames of several images, if these are treated together; else none.
    private final Span[] several;

    // Where an image is pooled at once, and not kept.
    private SquarePoolStage pool;
    private Span[] passed;

    // The way back: frames for as many images as stay at once, for each worker.
    private Span[][] framedBack;
    private Span[][] gradientFramed;
    private Span[] given;

    ConvStage(Conv2d layer, Reader source, Sliding rows, Sliding columns, Block z, Plan.Room room) {
        this.source = source;
        this.z = z;
        var x = source.mix.shape();
        convolver =
                layer.window().groups() > 1
                        ? new LaneConvolver(layer.weight(), rows, columns, x, z, room)
                        : WinogradConvolver.of(layer.weight(), rows, columns, x, z, room)
                                .orElseGet(
                                        () ->
                                                new PlainConvolver(
                                                        layer.weight(), rows, columns, x, z, room));
        framed = room.scratch().frame("image", convolver.frame());
        several =
                convolver.isHeavy() && room.images() > 1 && !room.training()
                        ? room.scratch()
                                .frames(Math.min(room.images(), MOST_TOGETHER), convolver.frame())
                        : new Span[0];
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
        convolver.prepare(source.needsGradient());
        var places = convolver.keeps() ? Math.min(convolver.togetherBack(), room.groupSize()) : 1;
        framedBack = new Span[places][];
        gradientFramed = new Span[places][];
        for (var place = 0; place < places; place++) {
            var which = place == 0 ? "" : " " + place;
            framedBack[place] = room.scratch().frame("image" + which, convolver.frame());
            gradientFramed[place] =
                    room.scratch().frame("gradient" + which, convolver.gradientFrame());
        }
        if (source.needsGradient()) {
            given = room.scratch().of("given", source.mix.shape().image());
        }
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
        return List.of(convolver.weights());
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
        convolver.begin();
    }

    @Override
    void forward(int from, int end, int worker, int group) {
        var x = framed[worker];
        var inside = convolver.frame().inside(x);
        for (var first = from; first < end; first += convolver.together()) {
            var some = Math.min(convolver.together(), end - first);
            for (var place = 0; place < some; place++) {
                source.frame(first + place, inside);
                convolver.take(x, place, worker);
            }
            convolver.multiply(some, worker);
            for (var place = 0; place < some; place++) {
                give(x, place, first + place, worker, group);
            }
        }
    }

    private void give(Span x, int place, int image, int worker, int group) {
        if (pool != null) {
            var y = passed[worker];
            convolver.give(x, place, y.array(), y.at(), worker);
            pool.take(image, y.array(), y.at(), worker);
            return;
        }
        convolver.give(x, place, z.array, z.at(image), worker);
        if (norm != null && norm.moments.length > 0) {
            Passes.moments(z.array, z.at(image), norm.moments[group], 0, z.pixels(), z.channels);
        }
    }

    @Override
    boolean isWhole() {
        return several.length > 0 && pool == null;
    }

    @Override
    void forward(int images, Workers workers) {
        if (isWhole()) {
            for (var first = 0; first < images; first += several.length) {
                together(first, Math.min(several.length, images - first), workers);
            }
            return;
        }
        var x = framed[0];
        for (var image = 0; image < images; image++) {
            source.frame(image, convolver.frame().inside(x), workers);
            if (pool == null) {
                convolver.run(x, z.array, z.at(image), workers);
            } else {
                var to = passed[0];
                convolver.run(x, to.array(), to.at(), workers);
                pool.take(image, to.array(), to.at(), workers);
            }
        }
    }

    private void together(int first, int count, Workers workers) {
        workers.run(count, (i, _) -> source.frame(first + i, convolver.frame().inside(several[i])));
        convolver.run(several, count, z, first, workers);
    }

    @Override
    void backward(int from, int end, int worker, int group) {
        var together = convolver.togetherBack();
        convolver.begin(worker, group);
        for (var first = from; first < end; first += together) {
            var some = Math.min(together, end - first);
            for (var place = 0; place < some; place++) {
                var x = framedBack[place % framedBack.length][worker];
                var g = gradientFramed[place % gradientFramed.length][worker];
                gradient(first + place, group, convolver.gradientFrame().inside(g));
                source.mix.frame(first + place, convolver.frame().inside(x));
                convolver.take(x, g, place, worker, group);
            }
            convolver.multiplyBack(some, worker);
            for (var place = 0; place < some && source.needsGradient(); place++) {
                var image = first + place;
                var g = gradientFramed[place % gradientFramed.length][worker];
                var to = source.mix.target(source.turn, image, given[worker]);
                convolver.giveBack(g, place, to.array(), to.at(), worker);
                source.mix.given(source.turn, image, group, given[worker]);
            }
        }
        convolver.end(worker, group);
    }

    /// Puts the gradient of an image's result into a frame.
    private void gradient(int image, int group, Plane to) {
        var gradient = result.gradient;
        if (result.pool != null) {
            result.pool.giveBack(image, group, to);
        } else if (norm == null) {
            var at = new Plane(gradient.array, gradient.at(image), gradient.row());
            Passes.copy(at, to, z.rows, z.row());
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
                    to,
                    z.rows,
                    z.columns,
                    z.channels);
        }
    }
}
