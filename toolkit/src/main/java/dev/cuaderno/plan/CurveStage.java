package dev.cuaderno.plan;

import dev.cuaderno.kernels.Curve;
import dev.cuaderno.kernels.ElementKernels;
import dev.cuaderno.kernels.Span;

/// A [Curve] over a result.
final class CurveStage extends SingleStage {

    private final Curve function;

    CurveStage(Curve function, Reader source, Block z) {
        super(source, z);
        this.function = function;
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
    void giveBack(int image, Span to, int worker) {
        var g = result.gradient;
        var a = function.slopeOfValue() ? z : source.mix.out;
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
    }
}
