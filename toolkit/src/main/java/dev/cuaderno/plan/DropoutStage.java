package dev.cuaderno.plan;

import dev.cuaderno.kernels.Span;
import dev.cuaderno.nn.Dropout;
import dev.cuaderno.tensor.Shape;

/// Dropout in training: every number times 0 or 1/(1−p), as the layer draws them.
final class DropoutStage extends SingleStage {

    private final Dropout layer;
    private final Shape shape;
    private float[] factors;

    /// @param shape what the layer sees, with the whole batch
    DropoutStage(Dropout layer, Reader source, Block z, Shape shape) {
        super(source, z);
        this.layer = layer;
        this.shape = shape;
    }

    @Override
    float[] draw() {
        var images = shape.size(0);
        var drawn = layer.factors(shape).expand(shape).toArray();
        var channels = drawn.length / images / z.pixels();
        var laid = new float[images * z.image()];
        for (var image = 0; image < images; image++) {
            for (var channel = 0; channel < channels; channel++) {
                for (var pixel = 0; pixel < z.pixels(); pixel++) {
                    laid[image * z.image() + pixel * z.channels + channel] =
                            drawn[(image * channels + channel) * z.pixels() + pixel];
                }
            }
        }
        return laid;
    }

    @Override
    void use(float[] draws) {
        factors = draws;
    }

    @Override
    void forward(int from, int end, int worker, int group) {
        for (var image = from; image < end; image++) {
            source.read(image, null);
            var x = source.mix.out;
            for (var i = 0; i < z.image(); i++) {
                z.array[z.at(image) + i] =
                        x.array[x.at(image) + i] * factors[image * z.image() + i];
            }
        }
    }

    @Override
    void giveBack(int image, Span to, int worker) {
        var g = result.gradient;
        for (var i = 0; i < z.image(); i++) {
            to.array()[to.at() + i] = g.array[g.at(image) + i] * factors[image * z.image() + i];
        }
    }
}
