package dev.cuaderno.plan;

import dev.cuaderno.kernels.Passes;
import dev.cuaderno.kernels.Passes.Plane;
import dev.cuaderno.kernels.Span;

import java.util.List;

/// Keeps what a normalisation reads, and sums it on the way, where no convolution has left it in
/// memory of its own: behind a sum, a pooling, a fully connected layer.
final class NormStage extends Stage {

    private final Reader source;
    private final Block z;
    private final Norm norm;
    private Span[] given;

    NormStage(Reader source, Block z, Norm norm) {
        this.source = source;
        this.z = z;
        this.norm = norm;
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
    Norm norm() {
        return norm;
    }

    @Override
    Mix awaited() {
        return result;
    }

    private Plane plane(int image) {
        return new Plane(z.array, z.at(image), z.row());
    }

    @Override
    void forward(int from, int end, int worker, int group) {
        for (var image = from; image < end; image++) {
            source.frame(image, plane(image));
            Passes.moments(z.array, z.at(image), norm.moments[group], 0, z.pixels(), z.channels);
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
            Passes.mix(
                    g.array,
                    g.at(image),
                    z.array,
                    z.at(image),
                    norm.ca,
                    0,
                    norm.cb,
                    0,
                    norm.cc,
                    0,
                    new Plane(to.array(), to.at(), z.row()),
                    z.rows,
                    z.columns,
                    z.channels);
            source.mix.given(source.turn, image, group, given[worker]);
        }
    }
}
