package dev.cuaderno.nn;

import dev.cuaderno.grad.Scopes;
import dev.cuaderno.op.ChannelMoments;
import dev.cuaderno.op.ChannelNorm;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/// Batch normalisation: y = γ·(x − μ)/√(σ² + ε) + β for every channel (axis 1), after Ioffe and
/// Szegedy, "Batch normalization" (2015), with the conventions of PyTorch.
///
/// In training μ and σ² are the mean and the biased variance of the batch, and the running ones
/// move towards them: running ← (1−m)·running + m·batch, with the unbiased variance Σ(x−μ)²/(n−1).
/// Otherwise the running ones are used.
///
/// Parameters: `weight` γ, `bias` β; statistics `running_mean`, `running_var`; all `[C]`.
public abstract sealed class BatchNorm extends Primitive permits BatchNorm1d, BatchNorm2d {

    private final int channels;
    private final double eps;
    private final double momentum;
    private final Parameter weight;
    private final Parameter bias;
    private final Parameter runningMean;
    private final Parameter runningVar;

    BatchNorm(int channels, double eps, double momentum) {
        this.channels = channels;
        this.eps = eps;
        this.momentum = momentum;
        this.weight = new Parameter(Init.constant(1), channels);
        this.bias = new Parameter(Init.constant(0), channels);
        this.runningMean = Parameter.statistic(0, channels);
        this.runningVar = Parameter.statistic(1, channels);
    }

    /// γ.
    public final Parameter weight() {
        return weight;
    }

    /// β.
    public final Parameter bias() {
        return bias;
    }

    /// The running mean.
    public final Parameter runningMean() {
        return runningMean;
    }

    /// The running variance.
    public final Parameter runningVar() {
        return runningVar;
    }

    /// C.
    public final int channels() {
        return channels;
    }

    /// ε, what is added to the variance.
    public final double eps() {
        return eps;
    }

    /// m, the share of a new batch in the running statistics.
    public final double momentum() {
        return momentum;
    }

    /// The same with a relu behind it: in one pass over the numbers, and in one back, where nobody
    /// looks at what lies between them.
    public final Tensor thenRelu(Tensor x) {
        return Together.isWorthwhile(x)
                ? forward(x, input -> compute(input, true))
                : forward(x).relu();
    }

    @Override
    protected final Tensor compute(Tensor x) {
        return compute(x, false);
    }

    private Tensor compute(Tensor x, boolean relu) {
        var perChannel = new int[x.rank()];
        Arrays.fill(perChannel, 1);
        perChannel[1] = channels;
        Tensor normalised;
        if (Mode.isTraining() && Weights.areSingle(x, weight, bias)) {
            refuseSingleValues(x.elements() / channels);
            var moments = ChannelMoments.of(x.detach(), eps);
            keep(moments.mean(), moments.variance(), x.elements() / channels);
            return new ChannelNorm(moments, relu).apply(x, weight.value(), bias.value());
        }
        if (Mode.isTraining()) {
            var axes = IntStream.range(0, x.rank()).filter(axis -> axis != 1).toArray();
            var mean = x.keepDims().mean(axes);
            var centred = x.minus(mean);
            var variance = centred.square().keepDims().mean(axes);
            refuseSingleValues(x.elements() / channels);
            keep(mean.toDoubleArray(), variance.toDoubleArray(), x.elements() / channels);
            normalised = centred.div(variance.plus(eps).sqrt());
        } else if (Weights.areSingle(x, weight, bias) && !isRecorded(x)) {
            var moments =
                    ChannelMoments.given(
                            x,
                            runningMean.value().toDoubleArray(),
                            runningVar.value().toDoubleArray(),
                            eps);
            return new ChannelNorm(moments, relu).apply(x, weight.value(), bias.value());
        } else {
            var mean = runningMean.value().reshape(perChannel);
            var deviation = runningVar.value().plus(eps).sqrt().reshape(perChannel);
            normalised = x.minus(mean).div(deviation);
        }
        var y =
                normalised
                        .times(weight.value().reshape(perChannel))
                        .plus(bias.value().reshape(perChannel));
        return relu ? y.relu() : y;
    }

    private boolean isRecorded(Tensor x) {
        return Scopes.recording()
                && (x.isTracked() || weight.value().isTracked() || bias.value().isTracked());
    }

    private void refuseSingleValues(int count) {
        if (count < 2) {
            throw ShapeException.in(kind())
                    .rule("in training every channel has at least two values")
                    .got("one value per channel")
                    .fix("a larger batch, or evaluation")
                    .error();
        }
    }

    private void keep(double[] mean, double[] variance, int count) {
        move(runningMean, mean, 1);
        move(runningVar, variance, count / (count - 1.0));
    }

    /// On plain numbers: what is kept is not part of what gradients are computed for.
    private void move(Parameter running, double[] batch, double factor) {
        var values = running.value().toDoubleArray();
        for (var i = 0; i < values.length; i++) {
            values[i] = (1 - momentum) * values[i] + momentum * factor * batch[i];
        }
        var type = running.value().dtype();
        var storage = type.allocate(values.length);
        for (var i = 0; i < values.length; i++) {
            storage.set(i, values[i]);
        }
        running.set(Tensor.of(storage, Shape.of(channels)));
    }

    @Override
    public final Shape outputShape(Shape input) {
        if (!takes(input.rank()) || input.size(1) != channels) {
            throw ShapeException.in(kind())
                    .rule("input %s with %d channels".formatted(layout(), channels))
                    .got("input " + input)
                    .fix(
                            takes(input.rank())
                                    ? "%s(%d)".formatted(kind(), input.size(1))
                                    : "batchNorm1d for vectors, batchNorm2d for images")
                    .error();
        }
        return input;
    }

    abstract boolean takes(int rank);

    abstract String layout();

    @Override
    public final Map<String, ?> components() {
        var parts = new LinkedHashMap<String, Parameter>();
        parts.put("weight", weight);
        parts.put("bias", bias);
        parts.put("running_mean", runningMean);
        parts.put("running_var", runningVar);
        return parts;
    }

    @Override
    protected final String details() {
        return Integer.toString(channels);
    }
}
