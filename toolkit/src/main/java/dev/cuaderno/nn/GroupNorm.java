package dev.cuaderno.nn;

import dev.cuaderno.op.GroupMoments;
import dev.cuaderno.op.GroupedNorm;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import java.util.Arrays;
import java.util.Map;

/// Group normalisation: each sample's channels (axis 1) in groups, each with its own mean and
/// biased variance, after Wu and He, "Group normalization" (2018).
///
/// Parameters: `weight` γ and `bias` β, both `[C]`.
public final class GroupNorm extends Primitive {

    private final int groups;
    private final int channels;
    private final double eps;
    private final Parameter weight;
    private final Parameter bias;

    private GroupNorm(int groups, int channels, double eps) {
        if (groups < 1 || channels % groups != 0) {
            throw ShapeException.in("groupNorm")
                    .rule("groups divide the channels")
                    .got("%d groups for %d channels".formatted(groups, channels))
                    .fix("another number of groups")
                    .error();
        }
        this.groups = groups;
        this.channels = channels;
        this.eps = eps;
        this.weight = new Parameter(Init.constant(1), channels);
        this.bias = new Parameter(Init.constant(0), channels);
    }

    /// So many channels in so many groups, with ε = 10⁻⁵.
    public static GroupNorm of(int groups, int channels) {
        return new GroupNorm(groups, channels, 1e-5);
    }

    /// The same with another ε.
    public GroupNorm eps(double value) {
        return new GroupNorm(groups, channels, value);
    }

    /// How many groups.
    public int groups() {
        return groups;
    }

    /// ε.
    public double eps() {
        return eps;
    }

    /// γ.
    public Parameter weight() {
        return weight;
    }

    /// β.
    public Parameter bias() {
        return bias;
    }

    @Override
    protected Tensor compute(Tensor x) {
        if (Weights.areSingle(x, weight, bias)) {
            var moments = GroupMoments.of(x.detach(), groups, eps);
            return new GroupedNorm(moments).apply(x, weight.value(), bias.value());
        }
        var grouped = x.reshape(x.size(0), groups, -1);
        var centred = grouped.minus(grouped.keepDims().mean(2));
        var deviation = centred.square().keepDims().mean(2).plus(eps).sqrt();
        var perChannel = new int[x.rank()];
        Arrays.fill(perChannel, 1);
        perChannel[1] = channels;
        return centred.div(deviation)
                .reshape(x.shape())
                .times(weight.value().reshape(perChannel))
                .plus(bias.value().reshape(perChannel));
    }

    @Override
    public Shape outputShape(Shape input) {
        if (input.rank() < 2 || input.size(1) != channels) {
            throw ShapeException.in(kind())
                    .rule("input [N, C, ...] with %d channels".formatted(channels))
                    .got("input " + input)
                    .fix("groupNorm(%d, C) with the input's channels".formatted(groups))
                    .error();
        }
        return input;
    }

    @Override
    public Map<String, ?> components() {
        return Weights.named(weight, bias);
    }

    @Override
    public String kind() {
        return "groupNorm";
    }

    @Override
    protected String details() {
        return "%d in %d groups".formatted(channels, groups);
    }
}
