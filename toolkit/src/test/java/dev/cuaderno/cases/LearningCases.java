package dev.cuaderno.cases;

import static dev.cuaderno.Cuaderno.grad;
import static dev.cuaderno.Cuaderno.sgd;

import dev.cuaderno.optim.Optimizer;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Small networks and their training by hand.
final class LearningCases {

    static final Map<String, CaseOp> OPS =
            Map.ofEntries(
                    Map.entry("perceptron", LearningCases::perceptron),
                    Map.entry("mlp_step", LearningCases::stepNetwork),
                    Map.entry("mlp_backprop", LearningCases::backpropagation),
                    Map.entry("gradient_descent", LearningCases::descent),
                    Map.entry("weight_decay", LearningCases::weightDecay),
                    Map.entry("l2_penalty", LearningCases::penalty),
                    Map.entry("average_cost", LearningCases::averageCost),
                    Map.entry("dense", LearningCases::dense),
                    Map.entry("maxout", LearningCases::maxout),
                    Map.entry("residual_block", LearningCases::residualBlock),
                    Map.entry("cnn_forward_backward", LearningCases::network));

    private LearningCases() {}

    /// A layer of steps: 1 where x·w + b is positive.
    private static Tensor steps(Tensor x, CaseInput layer) {
        return x.matmul(layer.tensor("w").transpose()).plus(layer.tensor("b")).gt(0);
    }

    private static Map<String, ?> perceptron(CaseInput in) {
        var results = new LinkedHashMap<String, Tensor>();
        for (var name : in.inputs().getAsJsonObject("gates").keySet()) {
            var gate = in.part("gates").part(name);
            results.put(name, in.tensor("x").matmul(gate.tensor("w")).plus(gate.tensor("b")).gt(0));
        }
        return results;
    }

    private static Map<String, ?> stepNetwork(CaseInput in) {
        var hidden = steps(in.tensor("x"), in.part("hidden"));
        var last = in.part("output");
        var y = hidden.matmul(last.tensor("w")).plus(last.tensor("b")).gt(0);
        return Map.of("hidden", hidden, "y", y);
    }

    private static Map<String, ?> backpropagation(CaseInput in) {
        var w1 = in.tensor("w1").requiresGrad();
        var b1 = in.tensor("b1").requiresGrad();
        var w2 = in.tensor("w2").requiresGrad();
        var b2 = in.tensor("b2").requiresGrad();
        var hidden = w1.matmul(in.tensor("x")).plus(b1).sigmoid();
        var output = w2.matmul(hidden).plus(b2).sigmoid();
        var loss = output.minus(in.tensor("t")).square().sum().times(0.5);
        loss.backward();
        sgd(in.number("lr", 0)).over(w1, b1, w2, b2).step();
        return Map.ofEntries(
                Map.entry("hidden", hidden),
                Map.entry("output", output),
                Map.entry("loss", loss),
                Map.entry("grad_w1", w1.grad()),
                Map.entry("grad_b1", b1.grad()),
                Map.entry("grad_w2", w2.grad()),
                Map.entry("grad_b2", b2.grad()),
                Map.entry("w1_next", w1),
                Map.entry("b1_next", b1),
                Map.entry("w2_next", w2),
                Map.entry("b2_next", b2));
    }

    /// The parameter before and after each step.
    private static List<Tensor> trajectory(
            Tensor start, int steps, Optimizer rule, UnaryOperator<Tensor> cost) {
        var w = start.requiresGrad();
        var descent = rule.over(w);
        var passed = new ArrayList<Tensor>(List.of(w.detach()));
        for (var i = 0; i < steps; i++) {
            descent.zeroGrad();
            cost.apply(w).backward();
            descent.step();
            passed.add(w.detach());
        }
        return passed;
    }

    private static Map<String, ?> descent(CaseInput in) {
        return Map.of(
                "trajectory",
                trajectory(
                        in.tensor("w0"),
                        in.integer("steps", 0),
                        sgd(in.number("lr", 0)),
                        w -> w.minus(1).square()));
    }

    private static Map<String, ?> weightDecay(CaseInput in) {
        UnaryOperator<Tensor> cost = w -> w.minus(1).square().sum().times(0.5);
        var start = in.tensor("w0");
        var steps = in.integer("steps", 0);
        var plain = sgd(in.number("lr", 0));
        var decaying = plain.weightDecay(in.number("decay", 0));
        // Without any cost, a step only shrinks the weights.
        var shrunk = trajectory(start, 1, decaying, w -> w.times(0).sum());
        return Map.of(
                "trajectory", trajectory(start, steps, decaying, cost),
                "without_decay", trajectory(start, steps, plain, cost),
                "factor_per_step", shrunk.getLast().div(start).mean(),
                "fixed_point", trajectory(start, 400, decaying, cost).getLast());
    }

    private static Map<String, ?> penalty(CaseInput in) {
        var w = in.tensor("w").requiresGrad();
        var penalty = w.square().sum().times(in.number("decay", 0) / 2);
        return Map.of(
                "penalty", penalty,
                "total", penalty.plus(in.tensor("cost")),
                "grad", grad(penalty, w));
    }

    private static Map<String, ?> averageCost(CaseInput in) {
        var x = in.tensor("x");
        // One copy of the weight per sample shows the gradient that each asks for.
        var w = in.tensor("w").requiresGrad();
        var each = w.expand(x.shape());
        var costs = each.times(x).minus(in.tensor("y")).square().times(0.5);
        return Map.of(
                "costs", costs,
                "mean_cost", costs.mean(),
                "grads", grad(costs.sum(), each),
                "mean_grad", grad(costs.mean(), w));
    }

    private static Map<String, ?> dense(CaseInput in) {
        var x = in.tensor("x").requiresGrad();
        var w = in.tensor("w").requiresGrad();
        var b = in.tensor("b").requiresGrad();
        var y = x.matmul(w.transpose()).plus(b);
        y.backward(in.tensor("grad_y"));
        return Map.of("y", y, "grad_x", x.grad(), "grad_w", w.grad(), "grad_b", b.grad());
    }

    private static Map<String, ?> maxout(CaseInput in) {
        var x = in.tensor("x");
        var z1 = x.matmul(in.tensor("w1")).plus(in.tensor("b1"));
        var z2 = x.matmul(in.tensor("w2")).plus(in.tensor("b2"));
        return Map.of(
                "z1",
                z1,
                "z2",
                z2,
                "y",
                z1.maximum(z2),
                "winner",
                Tensors.stack(1, z1, z2).argmax(1).plus(1));
    }

    private static Map<String, ?> residualBlock(CaseInput in) {
        var x = in.tensor("x").requiresGrad();
        var f = in.tensor("w").matmul(x).relu();
        var y = f.plus(x);
        var g = in.tensor("grad_y");
        return Map.of(
                "f",
                f,
                "y",
                y,
                "grad_x",
                grad(y.times(g).sum(), x),
                "grad_x_without_skip",
                grad(f.times(g).sum(), x));
    }

    private static Map<String, ?> network(CaseInput in) {
        var x = in.tensor("x").requiresGrad();
        var filters = in.tensor("conv_w").requiresGrad();
        var biases = in.tensor("conv_b").requiresGrad();
        var weights = in.tensor("dense_w").requiresGrad();
        var offsets = in.tensor("dense_b").requiresGrad();
        var conv = x.conv2d(filters, biases);
        var relu = conv.relu();
        var pool = relu.maxPool2d(2);
        var flat = pool.flatten();
        var z = flat.matmul(weights.transpose()).plus(offsets);
        var loss = z.crossEntropy(in.tensor("target").flatten());
        loss.backward();
        return Map.ofEntries(
                Map.entry("conv", conv),
                Map.entry("relu", relu),
                Map.entry("pool", pool),
                Map.entry("flat", flat),
                Map.entry("z", z),
                Map.entry("p", z.softmax()),
                Map.entry("loss", loss),
                Map.entry("grad_z", grad(loss, z)),
                Map.entry("grad_dense_w", weights.grad()),
                Map.entry("grad_dense_b", offsets.grad()),
                Map.entry("grad_conv_w", filters.grad()),
                Map.entry("grad_conv_b", biases.grad()),
                Map.entry("grad_x", x.grad()));
    }
}
