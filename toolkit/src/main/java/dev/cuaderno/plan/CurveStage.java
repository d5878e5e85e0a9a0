package dev.cuaderno.plan;

import dev.cuaderno.kernels.Curve;
import dev.cuaderno.kernels.ElementKernels;
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
            ElementKernels.active()
                    .unary(function, x.array, x.at(image), z.array, z.at(image), z.image());
        }
    }

    @Override
    void backward(int from, int end, int worker, int group) {
        if (!source.needsGradient()) {
            return;
        }
        var g = result.gradient;
        var a = function.slopeOfValue() ? z : source.mix.out;
        for (var image = from; image < end; image++) {
            var to = source.mix.target(source.turn, image, given[worker]);
            ElementKernels.active()
                    .slope(
                            function,
                            g.array,
                            g.at(image),
                            a.array,
                            a.at(image),
                            to.array(),
                            to.at(),
                            z.image());
            source.mix.given(source.turn, image, group, given[worker]);
        }
    }
}
