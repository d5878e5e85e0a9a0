package dev.cuaderno.model;

import dev.cuaderno.nn.AdaptivePooling;
import dev.cuaderno.nn.BatchNorm2d;
import dev.cuaderno.nn.Conv2d;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.Linear;
import dev.cuaderno.nn.Pooling;
import dev.cuaderno.nn.Sequential;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Tensor;

/// The residual networks for images of 224x224, He et al. (2016), table 1.
public record ResNet(
        Conv2d conv1,
        BatchNorm2d bn1,
        Pooling maxpool,
        Layer layer1,
        Layer layer2,
        Layer layer3,
        Layer layer4,
        AdaptivePooling avgpool,
        Linear fc)
        implements Layer {

    private static final int[] WIDTHS = {64, 128, 256, 512};

    /// How a shortcut is made where the shape changes: from inputs, outputs and step.
    @FunctionalInterface
    public interface Shortcut {
        /// The layer on the way around.
        Layer of(int inputs, int outputs, int stride);
    }

    /// Stages of basic blocks (18 and 34 layers).
    ///
    /// @param blocks how many blocks each of the four stages has
    public static ResNet basic(int classes, Shortcut shortcut, int... blocks) {
        var stages = new Layer[WIDTHS.length];
        var channels = 64;
        for (var stage = 0; stage < stages.length; stage++) {
            var layers = new Layer[blocks[stage]];
            for (var i = 0; i < layers.length; i++) {
                var width = WIDTHS[stage];
                var stride = i == 0 && stage > 0 ? 2 : 1;
                var same = channels == width && stride == 1;
                var around = same ? null : shortcut.of(channels, width, stride);
                layers[i] = BasicBlock.of(channels, width, stride, around);
                channels = width;
            }
            stages[stage] = Sequential.of(layers);
        }
        return around(stages, channels, classes);
    }

    /// Stages of bottlenecks, four times as wide (50 layers and more).
    ///
    /// @param blocks how many blocks each of the four stages has
    public static ResNet bottlenecks(int classes, Shortcut shortcut, int... blocks) {
        var stages = new Layer[WIDTHS.length];
        var channels = 64;
        for (var stage = 0; stage < stages.length; stage++) {
            var layers = new Layer[blocks[stage]];
            for (var i = 0; i < layers.length; i++) {
                var width = WIDTHS[stage] * 4;
                var stride = i == 0 && stage > 0 ? 2 : 1;
                var same = channels == width && stride == 1;
                var around = same ? null : shortcut.of(channels, width, stride);
                layers[i] = Bottleneck.of(channels, WIDTHS[stage], width, stride, around);
                channels = width;
            }
            stages[stage] = Sequential.of(layers);
        }
        return around(stages, channels, classes);
    }

    private static ResNet around(Layer[] stages, int channels, int classes) {
        return new ResNet(
                Conv2d.of(3, 64, Size2d.square(7)).stride(2).padding(3).noBias(),
                BatchNorm2d.of(64),
                Pooling.max(3).stride(2).padding(1),
                stages[0],
                stages[1],
                stages[2],
                stages[3],
                AdaptivePooling.global(),
                Linear.of(channels, classes));
    }

    @Override
    public Tensor forward(Tensor x) {
        var y = maxpool.forward(bn1.thenRelu(conv1.forward(x)));
        y = layer4.forward(layer3.forward(layer2.forward(layer1.forward(y))));
        return fc.forward(avgpool.forward(y).flatten(1));
    }
}
