package dev.cuaderno.op;

import dev.cuaderno.kernels.PlaneKernels;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.util.function.Supplier;

/// Mean and variance of every channel of a float32 tensor, and, on the way back, the sums that the
/// gradients of [ChannelNorm] are made of.
public final class ChannelMoments {

    private final PlaneKernels.Sizes sizes;
    private final double eps;
    private final float[] centre;
    private final double[] mean;
    private final double[] variance;

    // All three gradients of a normalisation need the sums over the same numbers.
    private final PerGradient<Sums> sums = new PerGradient<>();

    /// Σg and Σg·(x − centre), and what follows from them.
    ///
    /// @param plain Σg
    /// @param scaled Σg·x̂
    // Read by the operation alone.
    @SuppressWarnings("ArrayRecordComponent")
    record Sums(double[] plain, double[] scaled) {

        float[] byShift() {
            return floats(plain);
        }

        float[] byScale() {
            return floats(scaled);
        }

        private static float[] floats(double[] values) {
            var numbers = new float[values.length];
            for (var i = 0; i < values.length; i++) {
                numbers[i] = (float) values[i];
            }
            return numbers;
        }
    }

    private ChannelMoments(
            PlaneKernels.Sizes sizes,
            double eps,
            float[] centre,
            double[] mean,
            double[] variance) {
        this.sizes = sizes;
        this.eps = eps;
        this.centre = centre;
        this.mean = mean;
        this.variance = variance;
    }

    /// The statistics of a float32 tensor `[N, C, ...]`.
    ///
    /// @param eps ε, what is added to the variance
    public static ChannelMoments of(Tensor image, double eps) {
        var x = MemoryOrder.dense(image);
        var sizes = sizes(x);
        var channels = sizes.channels();
        var pixels = sizes.pixels();
        var numbers = ChannelNorm.array(x);
        // Sums of what differs from any number of the channel lose fewer digits.
        var centre = new float[channels];
        for (var c = 0; c < channels; c++) {
            centre[c] = numbers[x.offset() + c * pixels];
        }
        var sums = new double[channels];
        var squares = new double[channels];
        PlaneKernels.of(sizes).moments(sizes, numbers, x.offset(), centre, sums, squares);
        for (var c = 0; c < channels; c++) {
            var distance = sums[c] / sizes.count();
            squares[c] = Math.max(0, squares[c] / sizes.count() - distance * distance);
            sums[c] = centre[c] + distance;
            centre[c] = (float) sums[c];
        }
        return new ChannelMoments(sizes, eps, centre, sums, squares);
    }

    /// The sum of every channel of a float32 tensor `[N, C, ...]`.
    static Tensor sums(Tensor images) {
        var x = MemoryOrder.dense(images);
        var sizes = sizes(x);
        var nothing = new float[sizes.channels()];
        var sums = new double[sizes.channels()];
        var squares = new double[sizes.channels()];
        PlaneKernels.of(sizes)
                .moments(sizes, ChannelNorm.array(x), x.offset(), nothing, sums, squares);
        return Tensor.of(new Storage.Floats(Sums.floats(sums)), Shape.of(sizes.channels()));
    }

    /// Other statistics than its own for a float32 tensor `[N, C, ...]`, which then has no
    /// gradients.
    public static ChannelMoments given(Tensor image, double[] mean, double[] variance, double eps) {
        var centre = new float[mean.length];
        for (var c = 0; c < centre.length; c++) {
            centre[c] = (float) mean[c];
        }
        var sizes = sizes(MemoryOrder.dense(image));
        return new ChannelMoments(sizes, eps, centre, mean.clone(), variance.clone());
    }

    /// Pixels whose channels lie side by side are so many images of one pixel.
    private static PlaneKernels.Sizes sizes(Tensor dense) {
        var channels = dense.size(1);
        var count = dense.elements() / channels;
        var pixels = MemoryOrder.isChannelsLast(dense) ? 1 : count / dense.size(0);
        return new PlaneKernels.Sizes(count / pixels, channels, pixels);
    }

    /// μ of every channel.
    public double[] mean() {
        return mean.clone();
    }

    /// The biased σ² of every channel.
    public double[] variance() {
        return variance.clone();
    }

    PlaneKernels.Sizes sizes() {
        return sizes;
    }

    double eps() {
        return eps;
    }

    /// μ in single precision; not to be written to.
    float[] centre() {
        return centre;
    }

    /// 1/√(σ² + ε).
    double inverse(int channel) {
        return 1 / Math.sqrt(variance[channel] + eps);
    }

    /// The sums for a gradient.
    ///
    /// @param inOrder the same numbers lying as those of x do
    /// @param relu what they pass first, or `null`
    Sums sums(Tensor gradient, Supplier<Tensor> inOrder, PlaneKernels.Relu relu, Tensor x) {
        return sums.get(gradient, () -> sums(inOrder.get(), relu, x));
    }

    private Sums sums(Tensor g, PlaneKernels.Relu relu, Tensor x) {
        var plain = new double[sizes.channels()];
        var scaled = new double[sizes.channels()];
        PlaneKernels.of(sizes)
                .products(
                        sizes,
                        ChannelNorm.array(g),
                        g.offset(),
                        relu,
                        ChannelNorm.array(x),
                        x.offset(),
                        centre,
                        plain,
                        scaled);
        for (var c = 0; c < scaled.length; c++) {
            scaled[c] *= inverse(c);
        }
        return new Sums(plain, scaled);
    }
}
