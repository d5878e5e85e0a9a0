package dev.cuaderno.plan;

import dev.cuaderno.kernels.ConvLayout;
import dev.cuaderno.kernels.Passes;
import dev.cuaderno.kernels.Passes.Plane;
import dev.cuaderno.kernels.Span;
import dev.cuaderno.nn.Parameter;

import java.util.Arrays;
import java.util.List;

/// A normalisation of every image by itself, its channels in groups: y = γ·x̂ + β with x̂ = (x −
/// μ)/√(σ² + ε), where μ and σ² are those of the group.
///
/// Backward, with g = ∂L/∂y and M numbers in a group: ∂L/∂β = Σg, ∂L/∂γ = Σ g·x̂, and ∂L/∂x = (γ·g
/// − Σ γ·g/M − x̂·Σ(γ·g·x̂)/M)/√(σ² + ε). Source: Wu and He, "Group normalization" (2018).
final class GroupStage extends SingleStage {

    private final int groups;
    private final int channels;
    private final double eps;
    private final Sum scale;
    private final Sum shift;

    /// μ and 1/√(σ² + ε) of every image's groups.
    private final double[][] mean;

    private final double[][] inverse;

    // Of every worker: sums and sums of squares or products, and what channels are scaled by.
    private final float[][] sums;
    private final float[][] a;
    private final float[][] b;
    private final float[][] c;

    /// A parameter with a number for every channel, whose gradient is summed apart for every group
    /// of images.
    private static final class Sum extends Weights {

        private final double[][] partial;

        Sum(Parameter parameter, int parts) {
            super(parameter);
            partial = new double[parts][size()];
        }

        @Override
        void read() {}

        @Override
        float[] gradient() {
            var gradient = room();
            for (var i = 0; i < gradient.length; i++) {
                var sum = 0.0;
                for (var part : partial) {
                    sum += part[i];
                }
                gradient[i] = (float) sum;
            }
            return gradient;
        }
    }

    /// @param scale γ, a number for every channel
    /// @param shift β, likewise
    GroupStage(
            Reader source,
            Block z,
            int groups,
            double eps,
            Parameter scale,
            Parameter shift,
            Plan.Room room) {
        super(source, z);
        this.groups = groups;
        this.eps = eps;
        channels = scale.shape().elements();
        var parts = room.training() ? room.groups() : 0;
        this.scale = new Sum(scale, parts);
        this.shift = new Sum(shift, parts);
        mean = new double[z.images][groups];
        inverse = new double[z.images][groups];
        var workers = room.scratch().workers();
        sums = new float[workers][2 * z.channels];
        a = new float[workers][z.channels];
        b = new float[workers][z.channels];
        c = new float[workers][z.channels];
    }

    /// Whether it is for a result that lies like this.
    static boolean suits(Block x, int channels) {
        return x.channels == ConvLayout.rounded(channels);
    }

    @Override
    List<Weights> weights() {
        return List.of(scale, shift);
    }

    @Override
    void begin() {
        for (var one : List.of(scale, shift)) {
            for (var part : one.partial) {
                Arrays.fill(part, 0);
            }
        }
    }

    /// Numbers of a group.
    private double count() {
        return (double) channels / groups * z.pixels();
    }

    @Override
    void forward(int from, int end, int worker, int group) {
        var found = sums[worker];
        for (var image = from; image < end; image++) {
            source.read(image, null);
            var x = source.mix.out;
            Arrays.fill(found, 0);
            Passes.moments(x.array, x.at(image), found, 0, x.pixels(), x.channels);
            moments(found, mean[image], inverse[image]);
            scale(image, a[worker], b[worker]);
            Passes.scale(
                    new Plane(x.array, x.at(image), x.row()),
                    a[worker],
                    0,
                    b[worker],
                    0,
                    Float.NEGATIVE_INFINITY,
                    new Plane(z.array, z.at(image), z.row()),
                    z.rows,
                    z.columns,
                    z.channels);
        }
    }

    private void moments(float[] found, double[] means, double[] inverses) {
        var each = channels / groups;
        for (var group = 0; group < groups; group++) {
            var sum = 0.0;
            var squares = 0.0;
            for (var channel = group * each; channel < (group + 1) * each; channel++) {
                sum += found[channel];
                squares += found[z.channels + channel];
            }
            means[group] = sum / count();
            var variance = Math.max(0, squares / count() - means[group] * means[group]);
            inverses[group] = 1 / Math.sqrt(variance + eps);
        }
    }

    /// What an image's channels are scaled by, and what is added then.
    private void scale(int image, float[] factors, float[] shifts) {
        var gamma = scale.source();
        var beta = shift.source();
        for (var channel = 0; channel < channels; channel++) {
            var group = channel / (channels / groups);
            var factor = gamma[channel] * inverse[image][group];
            factors[channel] = (float) factor;
            shifts[channel] = (float) (beta[channel] - factor * mean[image][group]);
        }
    }

    @Override
    void learn(int image, int worker, int group) {
        var found = sums[worker];
        var g = result.gradient;
        var x = source.mix.out;
        Arrays.fill(found, 0);
        Passes.products(
                g.array, g.at(image), x.array, x.at(image), found, 0, x.pixels(), x.channels);
        back(image, found, group, a[worker], b[worker], c[worker]);
    }

    @Override
    void giveBack(int image, Span to, int worker) {
        var g = result.gradient;
        var x = source.mix.out;
        Passes.mix(
                g.array,
                g.at(image),
                x.array,
                x.at(image),
                a[worker],
                0,
                b[worker],
                0,
                c[worker],
                0,
                new Plane(to.array(), to.at(), z.row()),
                z.rows,
                z.columns,
                z.channels);
    }

    /// The gradient of an image's channels as `factors·g + others·x + shifts`, from their Σg and
    /// Σg·x; and what the parameters' gradients get of it.
    private void back(
            int image, float[] found, int part, float[] factors, float[] others, float[] shifts) {
        var gamma = scale.source();
        var each = channels / groups;
        for (var group = 0; group < groups; group++) {
            var m = mean[image][group];
            var f = inverse[image][group];
            var plain = 0.0;
            var scaled = 0.0;
            for (var channel = group * each; channel < (group + 1) * each; channel++) {
                var sum = (double) found[channel];
                var product = f * (found[z.channels + channel] - m * sum);
                shift.partial[part][channel] += sum;
                scale.partial[part][channel] += product;
                plain += gamma[channel] * sum;
                scaled += gamma[channel] * product;
            }
            var other = -f * f * scaled / count();
            for (var channel = group * each; channel < (group + 1) * each; channel++) {
                factors[channel] = (float) (f * gamma[channel]);
                others[channel] = (float) other;
                shifts[channel] = (float) (-f * plain / count() - other * m);
            }
        }
    }
}
