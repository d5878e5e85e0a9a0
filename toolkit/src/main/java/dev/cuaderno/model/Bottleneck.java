package dev.cuaderno.model;

import dev.cuaderno.nn.BatchNorm2d;
import dev.cuaderno.nn.Conv2d;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Tensor;

/// The residual block that narrows, convolves and widens: 1x1, 3x3 with the step, 1x1; He et al.,
/// "Deep residual learning" (2016), figure 5 right.
///
/// @param downsample the shortcut, `null` where x passes unchanged
public record Bottleneck(
        Conv2d conv1,
        BatchNorm2d bn1,
        Conv2d conv2,
        BatchNorm2d bn2,
        Conv2d conv3,
        BatchNorm2d bn3,
        Layer downsample)
        implements Layer {

    /// A block from `inputs` over `middle` to `outputs` channels.
    public static Bottleneck of(int inputs, int middle, int outputs, int stride, Layer shortcut) {
        var one = Size2d.square(1);
        return new Bottleneck(
                Conv2d.of(inputs, middle, one).noBias(),
                BatchNorm2d.of(middle),
                Conv2d.of(middle, middle, Size2d.square(3)).stride(stride).padding(1).noBias(),
                BatchNorm2d.of(middle),
                Conv2d.of(middle, outputs, one).noBias(),
                BatchNorm2d.of(outputs),
                shortcut);
    }

    @Override
    public Tensor forward(Tensor x) {
        var y = bn1.thenRelu(conv1.forward(x));
        y = bn2.thenRelu(conv2.forward(y));
        y = bn3.forward(conv3.forward(y));
        return y.plus(downsample == null ? x : downsample.forward(x)).relu();
    }
}
