package dev.cuaderno.model;

import dev.cuaderno.nn.BatchNorm2d;
import dev.cuaderno.nn.Conv2d;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.Sequential;
import dev.cuaderno.nn.Thinning;
import dev.cuaderno.tensor.Size2d;

/// The ways around a residual block whose shape differs from its input's, He et al. (2016), section
/// 3.3.
public final class Shortcuts {

    private Shortcuts() {}

    /// Option B: a 1x1 convolution with the step, and batch normalisation.
    public static Layer projection(int inputs, int outputs, int stride) {
        return Sequential.of(
                Conv2d.of(inputs, outputs, Size2d.square(1)).stride(stride).noBias(),
                BatchNorm2d.of(outputs));
    }

    /// Option A: every `stride`-th pixel, and channels of zeros, as many in front as behind. No
    /// parameters.
    public static Layer zeroPadded(int inputs, int outputs, int stride) {
        return new Thinning(inputs, outputs, stride);
    }
}
