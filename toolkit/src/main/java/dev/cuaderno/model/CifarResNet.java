package dev.cuaderno.model;

import dev.cuaderno.nn.AdaptivePooling;
import dev.cuaderno.nn.BatchNorm2d;
import dev.cuaderno.nn.Conv2d;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.Linear;
import dev.cuaderno.nn.Sequential;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Tensor;

/// The residual networks for CIFAR's 32x32 images: 6n+2 layers in three stages of 16, 32 and 64
/// channels, with shortcuts of option A; He et al. (2016), section 4.2.
public record CifarResNet(
        Conv2d conv1,
        BatchNorm2d bn1,
        Layer layer1,
        Layer layer2,
        Layer layer3,
        AdaptivePooling pool,
        Linear linear)
        implements Layer {

    /// The network with so many layers.
    ///
    /// @throws IllegalArgumentException if the depth is not 6n+2
    public static CifarResNet of(int depth, int classes) {
        if (depth < 8 || depth % 6 != 2) {
            throw new IllegalArgumentException(
                    "a CIFAR ResNet has 6n+2 layers (8, 14, 20, ...), not " + depth);
        }
        var blocks = (depth - 2) / 6;
        return new CifarResNet(
                Conv2d.of(3, 16, Size2d.square(3)).padding(1).noBias(),
                BatchNorm2d.of(16),
                stage(blocks, 16, 16, 1),
                stage(blocks, 16, 32, 2),
                stage(blocks, 32, 64, 2),
                AdaptivePooling.global(),
                Linear.of(64, classes));
    }

    private static Layer stage(int blocks, int inputs, int outputs, int stride) {
        var layers = new Layer[blocks];
        layers[0] =
                BasicBlock.of(
                        inputs,
                        outputs,
                        stride,
                        inputs == outputs ? null : Shortcuts.zeroPadded(inputs, outputs, stride));
        for (var i = 1; i < blocks; i++) {
            layers[i] = BasicBlock.of(outputs, outputs, 1, null);
        }
        return Sequential.of(layers);
    }

    @Override
    public Tensor forward(Tensor x) {
        var y = bn1.thenRelu(conv1.forward(x));
        y = layer3.forward(layer2.forward(layer1.forward(y)));
        return linear.forward(pool.forward(y).flatten(1));
    }
}
