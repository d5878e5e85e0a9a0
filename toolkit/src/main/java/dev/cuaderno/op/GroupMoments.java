package dev.cuaderno.op;

import dev.cuaderno.kernels.PlaneKernels;
import dev.cuaderno.tensor.Tensor;

import java.util.Arrays;

/// Mean and variance of every group of channels of every image of a float32 tensor, and, on the way
/// back, the sums that the gradients of [GroupedNorm] are made of. What is one number per group is
/// kept once for each of its channels, image by image.
public final class GroupMoments {

    private final int images;
    private final int channels;
    private final int groups;
    private final int pixels;
    private final double eps;
    private final float[] centre;
    private final double[] inverse;

    // All three gradients of a normalisation need the sums over the same numbers.
    private final PerGradient<ChannelMoments.Sums> sums = new PerGradient<>();

    private GroupMoments(Tensor x, int groups, double eps) {
        this.images = x.size(0);
        this.channels = x.size(1);
        this.groups = groups;
        this.pixels = x.elements() / images / channels;
        this.eps = eps;
        this.centre = new float[images * channels];
        this.inverse = new double[images * channels];
    }

    /// The statistics of a float32 tensor `[N, C, ...]`.
    ///
    /// @param eps ε, what is added to the variance
    public static GroupMoments of(Tensor image, int groups, double eps) {
        var x = MemoryOrder.dense(image);
        var moments = new GroupMoments(x, groups, eps);
        moments.measure(x);
        return moments;
    }

    private void measure(Tensor x) {
        var numbers = ChannelNorm.array(x);
        var together = channels / groups;
        var pitch = MemoryOrder.isChannelsLast(x) ? 1 : pixels;
        // Sums of what differs from any number of the group lose fewer digits.
        for (var i = 0; i < centre.length; i++) {
            var group = i % channels / together;
            var first = i / channels * channels * pixels + group * together * pitch;
            centre[i] = numbers[x.offset() + first];
        }
        var plain = new double[centre.length];
        var squares = new double[centre.length];
        for (var part : parts(x)) {
            var sum = new double[part.count];
            var square = new double[part.count];
            PlaneKernels.of(part.sizes)
                    .moments(
                            part.sizes,
                            numbers,
                            x.offset() + part.at,
                            part.of(centre),
                            sum,
                            square);
            System.arraycopy(sum, 0, plain, part.first, part.count);
            System.arraycopy(square, 0, squares, part.first, part.count);
        }
        var count = (double) together * pixels;
        for (var from = 0; from < centre.length; from += together) {
            var distance = sum(plain, from, together) / count;
            var variance = Math.max(0, sum(squares, from, together) / count - distance * distance);
            var mean = (float) (centre[from] + distance);
            Arrays.fill(centre, from, from + together, mean);
            Arrays.fill(inverse, from, from + together, 1 / Math.sqrt(variance + eps));
        }
    }

    private static double sum(double[] values, int from, int n) {
        var sum = 0.0;
        for (var i = from; i < from + n; i++) {
            sum += values[i];
        }
        return sum;
    }

    /// Planes that the loops can treat together.
    ///
    /// @param sizes how many
    /// @param at where their numbers begin in a tensor
    /// @param first the first plane
    /// @param count the planes
    private record Part(PlaneKernels.Sizes sizes, int at, int first, int count) {

        float[] of(float[] perPlane) {
            return count == perPlane.length
                    ? perPlane
                    : Arrays.copyOfRange(perPlane, first, first + count);
        }
    }

    /// Planes that lie one after the other are those of one large image; where channels lie side by
    /// side, every image is treated by itself.
    private Part[] parts(Tensor dense) {
        if (!MemoryOrder.isChannelsLast(dense)) {
            var planes = images * channels;
            return new Part[] {new Part(new PlaneKernels.Sizes(1, planes, pixels), 0, 0, planes)};
        }
        var parts = new Part[images];
        var sizes = new PlaneKernels.Sizes(pixels, channels, 1);
        Arrays.setAll(parts, i -> new Part(sizes, i * channels * pixels, i * channels, channels));
        return parts;
    }

    int groups() {
        return groups;
    }

    double eps() {
        return eps;
    }

    /// y = γ·x̂ + β.
    void scale(Tensor x, float[] weight, float[] shift, Tensor y) {
        var a = new float[centre.length];
        var b = new float[centre.length];
        for (var i = 0; i < a.length; i++) {
            a[i] = (float) (weight[i % channels] * inverse[i]);
            b[i] = shift[i % channels];
        }
        for (var part : parts(x)) {
            PlaneKernels.of(part.sizes)
                    .scale(
                            part.sizes,
                            ChannelNorm.array(x),
                            x.offset() + part.at,
                            part.of(centre),
                            part.of(a),
                            part.of(b),
                            Float.NEGATIVE_INFINITY,
                            ChannelNorm.array(y),
                            y.offset() + part.at);
        }
    }

    /// Σg and Σg·x̂ of every plane for a gradient.
    ///
    /// @param g the same numbers lying as those of x do
    ChannelMoments.Sums sums(Tensor gradient, Tensor g, Tensor x) {
        return sums.get(gradient, () -> sums(g, x));
    }

    private ChannelMoments.Sums sums(Tensor g, Tensor x) {
        var plain = new double[centre.length];
        var scaled = new double[centre.length];
        for (var part : parts(x)) {
            var sum = new double[part.count];
            var product = new double[part.count];
            PlaneKernels.of(part.sizes)
                    .products(
                            part.sizes,
                            ChannelNorm.array(g),
                            g.offset() + part.at,
                            null,
                            ChannelNorm.array(x),
                            x.offset() + part.at,
                            part.of(centre),
                            sum,
                            product);
            System.arraycopy(sum, 0, plain, part.first, part.count);
            System.arraycopy(product, 0, scaled, part.first, part.count);
        }
        for (var i = 0; i < scaled.length; i++) {
            scaled[i] *= inverse[i];
        }
        return new ChannelMoments.Sums(plain, scaled);
    }

    /// The sums of every channel's planes.
    float[] overImages(double[] perPlane) {
        var sum = new float[channels];
        for (var channel = 0; channel < channels; channel++) {
            var total = 0.0;
            for (var i = channel; i < perPlane.length; i += channels) {
                total += perPlane[i];
            }
            sum[channel] = (float) total;
        }
        return sum;
    }

    /// y = ∂L/∂x for a gradient g.
    void mix(Tensor g, Tensor x, float[] weight, ChannelMoments.Sums of, Tensor y) {
        var together = channels / groups;
        var count = (double) together * pixels;
        var a = new float[centre.length];
        var b = new float[centre.length];
        var c = new float[centre.length];
        for (var from = 0; from < a.length; from += together) {
            var plain = 0.0;
            var scaled = 0.0;
            for (var i = from; i < from + together; i++) {
                plain += weight[i % channels] * of.plain()[i];
                scaled += weight[i % channels] * of.scaled()[i];
            }
            for (var i = from; i < from + together; i++) {
                a[i] = (float) (weight[i % channels] * inverse[i]);
                b[i] = (float) (-inverse[i] * inverse[i] * scaled / count);
                c[i] = (float) (-inverse[i] * plain / count);
            }
        }
        for (var part : parts(x)) {
            PlaneKernels.of(part.sizes)
                    .mix(
                            part.sizes,
                            ChannelNorm.array(g),
                            g.offset() + part.at,
                            null,
                            ChannelNorm.array(x),
                            x.offset() + part.at,
                            part.of(centre),
                            part.of(a),
                            part.of(b),
                            part.of(c),
                            ChannelNorm.array(y),
                            y.offset() + part.at);
        }
    }
}
