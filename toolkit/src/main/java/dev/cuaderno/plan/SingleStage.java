package dev.cuaderno.plan;

import dev.cuaderno.kernels.Span;

import java.util.List;

/// A stage that makes one result of another, image by image.
abstract class SingleStage extends Stage {

    final Reader source;
    final Block z;
    private Span[] given;

    SingleStage(Reader source, Block z) {
        this.source = source;
        this.z = z;
    }

    /// Prepares the way back, once it is known who reads the result.
    final void prepare(Mix reader, Plan.Room room) {
        result = reader;
        given = room.scratch().of("given", source.mix.shape().image());
    }

    @Override
    List<Block> blocks() {
        return List.of(z);
    }

    @Override
    final List<Reader> readers() {
        return List.of(source);
    }

    /// Takes from an image what its own parameters learn.
    void learn(int image, int worker, int group) {}

    /// The gradient of one image of what it reads.
    ///
    /// @param to where it goes, with anything in it
    abstract void giveBack(int image, Span to, int worker);

    @Override
    final void backward(int from, int end, int worker, int group) {
        for (var image = from; image < end; image++) {
            learn(image, worker, group);
            if (source.needsGradient()) {
                giveBack(image, source.mix.target(source.turn, image, given[worker]), worker);
                source.mix.given(source.turn, image, group, given[worker]);
            }
        }
    }
}
