package dev.cuaderno.model;

import dev.cuaderno.nn.Activation;
import dev.cuaderno.nn.AdaptivePooling;
import dev.cuaderno.nn.Conv2d;
import dev.cuaderno.nn.Dropout;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.Linear;
import dev.cuaderno.nn.Pooling;
import dev.cuaderno.nn.Sequential;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;

/// The networks of 3x3 convolutions, Simonyan and Zisserman, "Very deep convolutional networks"
/// (2015), table 1: five blocks, each closed by a pooling that halves the image.
public record Vgg(Layer features, Layer avgpool, Layer classifier) implements Layer {

    private static final int[] WIDTHS = {64, 128, 256, 512, 512};

    /// @param convolutions how many each of the five blocks has
    public static Vgg of(int classes, int... convolutions) {
        var features = new ArrayList<Layer>();
        var channels = 3;
        for (var block = 0; block < WIDTHS.length; block++) {
            for (var i = 0; i < convolutions[block]; i++) {
                features.add(Conv2d.of(channels, WIDTHS[block], Size2d.square(3)).padding(1));
                features.add(relu());
                channels = WIDTHS[block];
            }
            features.add(Pooling.max(2));
        }
        return new Vgg(
                Sequential.of(features.toArray(Layer[]::new)),
                AdaptivePooling.mean(7, 7),
                Sequential.of(
                        Linear.of(512 * 7 * 7, 4096),
                        relu(),
                        Dropout.of(0.5),
                        Linear.of(4096, 4096),
                        relu(),
                        Dropout.of(0.5),
                        Linear.of(4096, classes)));
    }

    private static Activation relu() {
        return Activation.of("relu", Tensor::relu);
    }

    @Override
    public Tensor forward(Tensor x) {
        return classifier.forward(avgpool.forward(features.forward(x)).flatten(1));
    }
}
