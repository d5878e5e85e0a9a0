package dev.cuaderno.model;

import dev.cuaderno.nn.AdaptivePooling;
import dev.cuaderno.nn.BatchNorm2d;
import dev.cuaderno.nn.Conv2d;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.Linear;
import dev.cuaderno.nn.Sequential;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Tensor;

/// The residual networks whose blocks normalise and activate before they convolve, for CIFAR: 9n+2
/// layers in three stages of bottlenecks, up to 1001; He et al., "Identity mappings in deep
/// residual networks" (2016).
public record PreActResNet(
        Conv2d conv1,
        Layer layer1,
        Layer layer2,
        Layer layer3,
        BatchNorm2d bn,
        AdaptivePooling pool,
        Linear linear)
        implements Layer {

    /// A bottleneck with everything before its convolutions.
    ///
    /// @param shortcut a convolution where the shape changes, else `null`
    public record Block(
            BatchNorm2d bn1,
            Conv2d conv1,
            BatchNorm2d bn2,
            Conv2d conv2,
            BatchNorm2d bn3,
            Conv2d conv3,
            Conv2d shortcut)
            implements Layer {

        static Block of(int inputs, int middle, int stride) {
            var one = Size2d.square(1);
            var outputs = 4 * middle;
            return new Block(
                    BatchNorm2d.of(inputs),
                    Conv2d.of(inputs, middle, one).noBias(),
                    BatchNorm2d.of(middle),
                    Conv2d.of(middle, middle, Size2d.square(3)).stride(stride).padding(1).noBias(),
                    BatchNorm2d.of(middle),
                    Conv2d.of(middle, outputs, one).noBias(),
                    inputs == outputs && stride == 1
                            ? null
                            : Conv2d.of(inputs, outputs, one).stride(stride).noBias());
        }

        @Override
        public Tensor forward(Tensor x) {
            var active = bn1.forward(x).relu();
            var y = conv1.forward(active);
            y = conv2.forward(bn2.forward(y).relu());
            y = conv3.forward(bn3.forward(y).relu());
            return y.plus(shortcut == null ? x : shortcut.forward(active));
        }
    }

    /// The network with so many layers.
    ///
    /// @throws IllegalArgumentException if the depth is not 9n+2
    public static PreActResNet of(int depth, int classes) {
        if (depth < 11 || depth % 9 != 2) {
            throw new IllegalArgumentException(
                    "a pre-activation ResNet has 9n+2 layers (11, 20, 29, ...), not " + depth);
        }
        var blocks = (depth - 2) / 9;
        return new PreActResNet(
                Conv2d.of(3, 16, Size2d.square(3)).padding(1).noBias(),
                stage(blocks, 16, 16, 1),
                stage(blocks, 64, 32, 2),
                stage(blocks, 128, 64, 2),
                BatchNorm2d.of(256),
                AdaptivePooling.global(),
                Linear.of(256, classes));
    }

    private static Layer stage(int blocks, int inputs, int middle, int stride) {
        var layers = new Layer[blocks];
        layers[0] = Block.of(inputs, middle, stride);
        for (var i = 1; i < blocks; i++) {
            layers[i] = Block.of(4 * middle, middle, 1);
        }
        return Sequential.of(layers);
    }

    @Override
    public Tensor forward(Tensor x) {
        var y = layer3.forward(layer2.forward(layer1.forward(conv1.forward(x))));
        return linear.forward(pool.forward(bn.forward(y).relu()).flatten(1));
    }
}
