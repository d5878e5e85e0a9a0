package dev.cuaderno.op;

import dev.cuaderno.kernels.RowKernels;
import dev.cuaderno.tensor.Tensor;

/// Mean and deviation of the rows of one [RowNorm], and, on the way back, the sums that the
/// gradients of scale and shift are.
public final class RowMoments {

    private RowKernels.Moments moments;

    // What has been summed for the gradient of x is not summed again for those of scale and shift.
    private final PerGradient<ChannelMoments.Sums> sums = new PerGradient<>();

    RowMoments() {}

    /// Room for the moments of so many rows.
    synchronized RowKernels.Moments start(RowKernels.Sizes sizes) {
        moments = new RowKernels.Moments(new float[sizes.rows()], new float[sizes.rows()]);
        return moments;
    }

    /// The sums for a gradient.
    ///
    /// @param g the same numbers, row by row
    ChannelMoments.Sums sums(
            RowKernels.Sizes sizes, Tensor gradient, Tensor g, Tensor x, Tensor weight) {
        return sums.get(gradient, () -> back(sizes, g, x, weight, null, 0));
    }

    /// The gradient of x for a gradient, where the memory of that may be; keeps the sums.
    ///
    /// @param g the same numbers, row by row
    void back(
            RowKernels.Sizes sizes, Tensor gradient, Tensor g, Tensor x, Tensor weight, Tensor y) {
        sums.put(gradient, back(sizes, g, x, weight, RowNorm.array(y), y.offset()));
    }

    private synchronized ChannelMoments.Sums back(
            RowKernels.Sizes sizes, Tensor g, Tensor x, Tensor weight, float[] y, int yAt) {
        var plain = new double[sizes.length()];
        var scaled = new double[sizes.length()];
        RowKernels.active()
                .back(
                        sizes,
                        RowNorm.array(g),
                        g.offset(),
                        RowNorm.array(x),
                        x.offset(),
                        moments,
                        weight.toArray(),
                        plain,
                        scaled,
                        y,
                        yAt);
        return new ChannelMoments.Sums(plain, scaled);
    }
}
