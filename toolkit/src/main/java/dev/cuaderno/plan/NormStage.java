package dev.cuaderno.plan;

import dev.cuaderno.kernels.Passes;
import dev.cuaderno.kernels.Passes.Plane;
import dev.cuaderno.kernels.Span;

/// Keeps what a normalisation reads, and sums it on the way, where no convolution has left it in
/// memory of its own: behind a sum, a pooling, a fully connected layer.
final class NormStage extends SingleStage {

    private final Norm norm;

    NormStage(Reader source, Block z, Norm norm) {
        super(source, z);
        this.norm = norm;
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
    void giveBack(int image, Span to, int worker) {
        var g = result.gradient;
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
    }
}
