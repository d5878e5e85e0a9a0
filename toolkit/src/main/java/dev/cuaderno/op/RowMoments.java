package dev.cuaderno.op;

import dev.cuaderno.kernels.RowKernels;
import dev.cuaderno.tensor.Tensor;

import java.lang.ref.WeakReference;

/// Mean and deviation of the rows of one [RowNorm], and, on the way back, the sums that the
/// gradients of scale and shift are.
public final class RowMoments {

    private RowKernels.Moments moments;

    // What has been summed for the gradient of x is not summed again for those of scale and shift.
    private WeakReference<Object> summed = new WeakReference<>(null);
    private int summedAt;
    private ChannelMoments.Sums sums;

    RowMoments() {}

    /// Room for the moments of so many rows.
    synchronized RowKernels.Moments start(RowKernels.Sizes sizes) {
        moments = new RowKernels.Moments(new float[sizes.rows()], new float[sizes.rows()]);
        return moments;
    }

    /// The sums for a gradient g.
    synchronized ChannelMoments.Sums sums(
            RowKernels.Sizes sizes, Tensor g, Tensor x, Tensor weight) {
        if (sums == null || !summed.refersTo(RowNorm.array(g)) || summedAt != g.offset()) {
            back(sizes, g, x, weight, null, 0);
        }
        return sums;
    }

    /// The gradient of x for a gradient g, unless y is `null`; keeps the sums.
    synchronized void back(
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
        sums = new ChannelMoments.Sums(plain, scaled);
        summed = new WeakReference<>(RowNorm.array(g));
        summedAt = g.offset();
    }
}
