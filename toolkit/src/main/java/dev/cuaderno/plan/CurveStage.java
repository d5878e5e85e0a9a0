package dev.cuaderno.plan;

import dev.cuaderno.kernels.Span;

import java.util.List;

/// A [Curve] over a result.
final class CurveStage extends Stage {

    private final Curve function;
    private final Reader source;
    private final Block z;
    private Span[] given;

    CurveStage(Curve function, Reader source, Block z) {
        this.function = function;
        this.source = source;
        this.z = z;
    }

    void prepare(Mix reader, Plan.Room room) {
        result = reader;
        given = room.scratch().of("given", z.image());
    }

    @Override
    List<Block> blocks() {
        return List.of(z);
    }

    @Override
    List<Reader> readers() {
        return List.of(source);
    }

    @Override
    void forward(int from, int end, int worker, int group) {
        for (var image = from; image < end; image++) {
            source.read(image, null);
            var x = source.mix.out;
            for (var i = 0; i < z.image(); i++) {
                z.array[z.at(image) + i] =
                        (float) function.value().applyAsDouble(x.array[x.at(image) + i]);
            }
        }
    }

    @Override
    void backward(int from, int end, int worker, int group) {
        if (!source.needsGradient()) {
            return;
        }
        var g = result.gradient;
        for (var image = from; image < end; image++) {
            var to = source.mix.target(source.turn, image, given[worker]);
            for (var i = 0; i < z.image(); i++) {
                var y = z.array[z.at(image) + i];
                var slope = (float) function.slope().applyAsDouble(y);
                to.array()[to.at() + i] = g.array[g.at(image) + i] * slope;
            }
            source.mix.given(source.turn, image, group, given[worker]);
        }
    }
}
