package dev.cuaderno.cases;

import static dev.cuaderno.Cuaderno.all;
import static dev.cuaderno.Cuaderno.batchNorm1d;
import static dev.cuaderno.Cuaderno.batchNorm2d;
import static dev.cuaderno.Cuaderno.conv2d;
import static dev.cuaderno.Cuaderno.dropout;
import static dev.cuaderno.Cuaderno.linear;
import static dev.cuaderno.Cuaderno.maxout;
import static dev.cuaderno.Cuaderno.relu;
import static dev.cuaderno.Cuaderno.residual;
import static dev.cuaderno.Cuaderno.sequential;
import static dev.cuaderno.Cuaderno.stack;

import dev.cuaderno.nn.BatchNorm;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.Maxout;
import dev.cuaderno.nn.Mode;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Layers: normalisation, dropout, full connections.
final class LayerCases {

    static final Map<String, CaseOp> OPS =
            Map.ofEntries(
                    Map.entry("batch_norm", LayerCases::batchNorm),
                    Map.entry("batch_norm_moments", LayerCases::moments),
                    Map.entry("batch_norm_bias", LayerCases::bias),
                    Map.entry("batch_norm_inference", LayerCases::inference),
                    Map.entry("dropout", LayerCases::dropping),
                    Map.entry("dropout_expectation", LayerCases::expectation),
                    Map.entry("maxout", LayerCases::largest),
                    Map.entry("dense", LayerCases::connected),
                    Map.entry("dense_softmax", LayerCases::scores),
                    Map.entry("residual_block", LayerCases::around),
                    Map.entry("sharing", LayerCases::sharing));

    private LayerCases() {}

    private static BatchNorm normaliser(CaseInput in, Tensor x, Tensor gamma, Tensor beta) {
        return normaliser(in, x, gamma, beta, in.number("momentum", 0.1));
    }

    private static BatchNorm normaliser(
            CaseInput in, Tensor x, Tensor gamma, Tensor beta, double momentum) {
        var eps = in.number("eps", 1e-5);
        var channels = x.size(1);
        var layer =
                x.rank() == 4
                        ? batchNorm2d(channels).eps(eps).momentum(momentum)
                        : batchNorm1d(channels).eps(eps).momentum(momentum);
        layer.to(in.dtype());
        var state = new LinkedHashMap<>(layer.stateDict());
        state.put("weight", gamma);
        state.put("bias", beta);
        layer.load(state);
        return layer;
    }

    private static Tensor trained(Layer layer, Tensor x) {
        return Mode.TRAINING.call(() -> layer.forward(x));
    }

    private static Map<String, ?> batchNorm(CaseInput in) {
        var x = in.tensor("x");
        var gamma = in.tensor("gamma");
        var axes = IntStream.range(0, x.rank()).filter(axis -> axis != 1).toArray();
        var plain = normaliser(in, x, gamma.times(0).plus(1), gamma.times(0));
        var layer = normaliser(in, x, gamma, in.tensor("beta"));
        var state = new LinkedHashMap<>(layer.stateDict());
        state.put("running_mean", in.tensor("running_mean"));
        state.put("running_var", in.tensor("running_var"));
        layer.load(state);
        var leaf = x.requiresGrad();
        var y = trained(layer, leaf);
        y.backward(in.tensor(in.inputs().get("grad_y")));
        return Map.of(
                "mean", x.mean(axes),
                "var_biased", x.var(axes),
                "x_hat", trained(plain, x),
                "y", y,
                "grad_x", leaf.grad(),
                "grad_gamma", layer.weight().value().grad(),
                "grad_beta", layer.bias().value().grad(),
                "running_mean", layer.runningMean().value(),
                "running_var", layer.runningVar().value(),
                "y_eval_after_one_update", layer.forward(x));
    }

    private static Map<String, ?> moments(CaseInput in) {
        var x = in.tensor("x");
        var gamma = in.tensor("gamma");
        var y = trained(normaliser(in, x, gamma, in.tensor("beta")), x);
        var plain = trained(normaliser(in, x, gamma.times(0).plus(1), gamma.times(0)), x);
        return Map.of("mean_y", y.mean(0), "std_y", y.std(0), "std_x_hat", plain.std(0));
    }

    private static Map<String, ?> bias(CaseInput in) {
        var x = in.tensor("x");
        var layer = normaliser(in, x, in.tensor("gamma"), in.tensor("beta"));
        return Map.of(
                "y_with_bias", trained(layer, x.plus(in.tensor("bias"))),
                "y_without_bias", trained(layer, x));
    }

    private static Map<String, ?> inference(CaseInput in) {
        var batches = new ArrayList<Tensor>();
        in.inputs().getAsJsonArray("batches").forEach(batch -> batches.add(in.tensor(batch)));
        var test = in.tensor("x_test");
        var gamma = in.tensor("gamma");
        var beta = in.tensor("beta");
        // With momentum 1 a layer keeps the statistics of the last batch alone.
        var last = normaliser(in, test, gamma, beta, 1);
        var running = normaliser(in, test, gamma, beta);
        Tensor means = null;
        Tensor variances = null;
        for (var batch : batches) {
            trained(running, batch);
            trained(last, batch);
            var mean = last.runningMean().value();
            var variance = last.runningVar().value();
            means = means == null ? mean : means.plus(mean);
            variances = variances == null ? variance : variances.plus(variance);
        }
        var average = normaliser(in, test, gamma, beta);
        average.runningMean().set(means.div(batches.size()));
        average.runningVar().set(variances.div(batches.size()));
        return Map.of(
                "average_mean", average.runningMean().value(),
                "average_unbiased_var", average.runningVar().value(),
                "y_average", average.forward(test),
                "running_mean", running.runningMean().value(),
                "running_var", running.runningVar().value(),
                "y_running", running.forward(test));
    }

    private static Map<String, ?> dropping(CaseInput in) {
        var x = in.tensor("x");
        var layer = dropout(in.number("p", 0));
        if (!in.params().get("training").getAsBoolean()) {
            return Map.of("y", layer.forward(x));
        }
        var mask = in.has("mask") ? in.tensor("mask") : layer.mask(in.tensor("uniforms"));
        return Map.of("mask", mask, "y", layer.forward(x, mask));
    }

    /// The mean over both things that can happen to an element.
    private static Map<String, ?> expectation(CaseInput in) {
        var x = in.tensor("x");
        var means = new ArrayList<Tensor>();
        for (var p : in.numbers("p")) {
            var layer = dropout(p);
            var kept = layer.forward(x, x.times(0).plus(1)).times(1 - p);
            means.add(layer.forward(x, x.times(0)).times(p).plus(kept));
        }
        return Map.of("mean_scaled_1_over_keep", means);
    }

    private static Map<String, ?> largest(CaseInput in) {
        var net = sequential(linear(2, 2), maxout(2));
        net.to(in.dtype())
                .load(
                        Map.of(
                                "0.weight", stack(0, in.tensor("w1"), in.tensor("w2")),
                                "0.bias", stack(0, in.tensor("b1"), in.tensor("b2"))));
        var x = in.tensor("x");
        var z = net.get(0).forward(x);
        return Map.of(
                "z1", z.at(all(), 0),
                "z2", z.at(all(), 1),
                "y", net.forward(x).flatten(),
                "winner", ((Maxout) net.get(1)).winner(z).plus(1).flatten());
    }

    static Layer dense(CaseInput in) {
        var w = in.tensor("w");
        return linear(w.size(1), w.size(0))
                .to(in.dtype())
                .load(Map.of("weight", w, "bias", in.tensor("b")));
    }

    private static Map<String, ?> connected(CaseInput in) {
        var x = in.tensor("x").requiresGrad();
        var layer = dense(in);
        var y = layer.forward(x);
        y.backward(in.tensor("grad_y"));
        return Map.of(
                "y", y,
                "grad_x", x.grad(),
                "grad_w", layer.parameters().get("weight").value().grad(),
                "grad_b", layer.parameters().get("bias").value().grad());
    }

    private static Map<String, ?> scores(CaseInput in) {
        var z = dense(in).forward(in.tensor("x"));
        return Map.of("z", z, "p", z.softmax());
    }

    private static Map<String, ?> around(CaseInput in) {
        var w = in.tensor("w");
        var x = in.tensor("x");
        var f = sequential(linear(w.size(1), w.size(0)).noBias(), relu());
        var block = residual(f.layers().toArray(Layer[]::new)).to(in.dtype());
        block.load(Map.of("0.weight", w));
        var leaf = x.requiresGrad();
        var y = block.forward(leaf);
        y.backward(in.tensor("grad_y"));
        return Map.of("f", f.forward(x), "y", y, "grad_x", leaf.grad());
    }

    /// One feature map whose filter is shared, one with a filter at each place, one fully
    /// connected.
    private static Map<String, ?> sharing(CaseInput in) {
        var sizes = in.inputs().getAsJsonArray("input");
        var rows = sizes.get(0).getAsInt();
        var columns = sizes.get(1).getAsInt();
        var shared = conv2d(1, 1, in.integer("kernel", 0)).stride(in.integer("stride", 1)).noBias();
        var summary = shared.summary(1, rows, columns);
        var output = summary.output();
        var full = linear(rows * columns, output.elements()).noBias();
        return Map.of(
                "output", List.of(output.size(2), output.size(3)),
                "shared_weights", shared.parameterCount(),
                "locally_connected_weights", summary.macs(),
                "fully_connected_weights", full.parameterCount());
    }
}
