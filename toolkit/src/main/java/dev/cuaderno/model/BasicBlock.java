package dev.cuaderno.model;

import dev.cuaderno.nn.BatchNorm2d;
import dev.cuaderno.nn.Conv2d;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Tensor;

/// The residual block of two 3x3 convolutions: relu(F(x) + shortcut(x)), He et al., "Deep residual
/// learning" (2016), figure 5 left.
///
/// @param downsample the shortcut, `null` where x passes unchanged
public record BasicBlock(
        Conv2d conv1, BatchNorm2d bn1, Conv2d conv2, BatchNorm2d bn2, Layer downsample)
        implements Layer {

    /// A block from `inputs` to `outputs` channels whose first convolution has a step.
    public static BasicBlock of(int inputs, int outputs, int stride, Layer shortcut) {
        var three = Size2d.square(3);
        return new BasicBlock(
                Conv2d.of(inputs, outputs, three).stride(stride).padding(1).noBias(),
                BatchNorm2d.of(outputs),
                Conv2d.of(outputs, outputs, three).padding(1).noBias(),
                BatchNorm2d.of(outputs),
                shortcut);
    }

    @Override
    public Tensor forward(Tensor x) {
        var y = bn1.thenRelu(conv1.forward(x));
        y = bn2.forward(conv2.forward(y));
        return y.plus(downsample == null ? x : downsample.forward(x)).relu();
    }
}
