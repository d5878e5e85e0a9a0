package dev.cuaderno.cases;

import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;

import java.util.Map;
import java.util.stream.IntStream;

/// Batch normalisation, written with reductions and broadcasting.
final class NormalizationCases {

    static final Map<String, CaseOp> OPS =
            Map.of(
                    "batch_norm", NormalizationCases::batchNorm,
                    "batch_norm_moments", NormalizationCases::moments,
                    "batch_norm_bias", NormalizationCases::bias,
                    "batch_norm_inference", NormalizationCases::inference);

    private NormalizationCases() {}

    /// All axes but the channels'.
    private static int[] others(Tensor x) {
        return IntStream.range(0, x.rank()).filter(axis -> axis != 1).toArray();
    }

    /// One number per channel, to be combined with x.
    private static Tensor perChannel(Tensor values, Tensor x) {
        var shape = Shape.of(IntStream.generate(() -> 1).limit(x.rank()).toArray());
        return values.reshape(shape.with(1, values.size(0)));
    }

    private static Tensor normalized(Tensor x, Tensor mean, Tensor variance, double eps) {
        return x.minus(perChannel(mean, x)).div(perChannel(variance.plus(eps).sqrt(), x));
    }

    private static Tensor scaled(Tensor normalized, Tensor gamma, Tensor beta) {
        return normalized.times(perChannel(gamma, normalized)).plus(perChannel(beta, normalized));
    }

    /// The output in training: with the batch's own statistics.
    private static Tensor trained(CaseInput in, Tensor x) {
        var hat = normalized(x, x.mean(others(x)), x.var(others(x)), in.number("eps", 0));
        return scaled(hat, in.tensor("gamma"), in.tensor("beta"));
    }

    /// The variance estimated from a sample: Σ(x−mean)²/(n−1).
    private static Tensor unbiased(Tensor x) {
        var n = (double) x.elements() / x.size(1);
        return x.var(others(x)).times(n / (n - 1));
    }

    private static Tensor moved(Tensor running, Tensor batch, double momentum) {
        return running.times(1 - momentum).plus(batch.times(momentum));
    }

    private static Map<String, ?> batchNorm(CaseInput in) {
        var x = in.tensor("x").requiresGrad();
        var gamma = in.tensor("gamma").requiresGrad();
        var beta = in.tensor("beta").requiresGrad();
        var eps = in.number("eps", 0);
        var momentum = in.number("momentum", 0);
        var mean = x.mean(others(x));
        var variance = x.var(others(x));
        var hat = normalized(x, mean, variance, eps);
        var y = scaled(hat, gamma, beta);
        y.backward(in.tensor("grad_y"));
        var runningMean = moved(in.tensor("running_mean"), mean, momentum);
        var runningVariance = moved(in.tensor("running_var"), unbiased(x), momentum);
        return Map.ofEntries(
                Map.entry("mean", mean),
                Map.entry("var_biased", variance),
                Map.entry("x_hat", hat),
                Map.entry("y", y),
                Map.entry("running_mean", runningMean),
                Map.entry("running_var", runningVariance),
                Map.entry(
                        "y_eval_after_one_update",
                        scaled(normalized(x, runningMean, runningVariance, eps), gamma, beta)),
                Map.entry("grad_x", x.grad()),
                Map.entry("grad_gamma", gamma.grad()),
                Map.entry("grad_beta", beta.grad()));
    }

    private static Map<String, ?> moments(CaseInput in) {
        var x = in.tensor("x");
        var y = trained(in, x);
        var hat = normalized(x, x.mean(0), x.var(0), in.number("eps", 0));
        return Map.of("mean_y", y.mean(0), "std_y", y.std(0), "std_x_hat", hat.std(0));
    }

    private static Map<String, ?> bias(CaseInput in) {
        var x = in.tensor("x");
        return Map.of(
                "y_with_bias", trained(in, x.plus(in.tensor("bias"))),
                "y_without_bias", trained(in, x));
    }

    private static Map<String, ?> inference(CaseInput in) {
        var batches = in.tensor("batches");
        var count = batches.size(0);
        var eps = in.number("eps", 0);
        var momentum = in.number("momentum", 0);
        var channels = Shape.of(batches.size(-1));
        var means = Tensors.full(0, in.dtype(), channels);
        var variances = means;
        var runningMean = means;
        var runningVariance = Tensors.full(1, in.dtype(), channels);
        for (var i = 0; i < count; i++) {
            var x = batches.at(i);
            means = means.plus(x.mean(0).div(count));
            variances = variances.plus(unbiased(x).div(count));
            runningMean = moved(runningMean, x.mean(0), momentum);
            runningVariance = moved(runningVariance, unbiased(x), momentum);
        }
        var x = in.tensor("x_test");
        var gamma = in.tensor("gamma");
        var beta = in.tensor("beta");
        return Map.of(
                "average_mean", means,
                "average_unbiased_var", variances,
                "y_average", scaled(normalized(x, means, variances, eps), gamma, beta),
                "running_mean", runningMean,
                "running_var", runningVariance,
                "y_running", scaled(normalized(x, runningMean, runningVariance, eps), gamma, beta));
    }
}
