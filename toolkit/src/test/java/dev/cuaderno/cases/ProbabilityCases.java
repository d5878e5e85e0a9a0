package dev.cuaderno.cases;

import static dev.cuaderno.Cuaderno.bce;
import static dev.cuaderno.Cuaderno.bceWithLogits;
import static dev.cuaderno.Cuaderno.grad;
import static dev.cuaderno.Cuaderno.jacobian;

import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Probabilities, entropies and losses.
final class ProbabilityCases {

    static final Map<String, CaseOp> OPS =
            Map.ofEntries(
                    Map.entry("softmax", ProbabilityCases::softmax),
                    Map.entry("softmax_temperature", ProbabilityCases::temperatures),
                    Map.entry("softmax_cross_entropy", ProbabilityCases::crossEntropy),
                    Map.entry("cross_entropy_probs", ProbabilityCases::crossEntropyOfProbabilities),
                    Map.entry("binary_cross_entropy", ProbabilityCases::binaryCrossEntropy),
                    Map.entry("kl_divergence", ProbabilityCases::divergence),
                    Map.entry("entropy", ProbabilityCases::entropies),
                    Map.entry("entropy_binary", ProbabilityCases::binaryEntropy),
                    Map.entry("neg_log", ProbabilityCases::negLog),
                    Map.entry("compare_classifiers", ProbabilityCases::compare),
                    Map.entry("dense_softmax", ProbabilityCases::denseSoftmax));

    private ProbabilityCases() {}

    private static Map<String, ?> softmax(CaseInput in) {
        var z = in.tensor("z");
        var p = z.softmax();
        return Map.of(
                "p", p,
                "sum", p.sum(),
                "jacobian", jacobian(Tensor::softmax, z),
                "linear_share", z.div(z.sum()),
                "hardmax", z.argmax().oneHot(z.elements()));
    }

    private static Map<String, ?> temperatures(CaseInput in) {
        var rows =
                Arrays.stream(in.numbers("temperature"))
                        .mapToObj(t -> in.tensor("z").div(t).softmax())
                        .toArray(Tensor[]::new);
        return Map.of("p", Tensors.stack(0, rows));
    }

    private static Map<String, ?> crossEntropy(CaseInput in) {
        var z = in.tensor("z");
        var t = in.tensor("t");
        var scores = z.requiresGrad();
        var y = z.softmax().requiresGrad();
        return Map.of(
                "y", z.softmax(),
                "loss", z.crossEntropy(t),
                "grad_z", grad(scores.crossEntropy(t), scores),
                "grad_y", grad(crossEntropy(t, y).mean(), y),
                "jacobian", jacobian(Tensor::softmax, z));
    }

    /// −Σ t ln y along the last axis.
    private static Tensor crossEntropy(Tensor t, Tensor y) {
        return t.timesLog(y).sum(-1).negate();
    }

    private static Map<String, ?> crossEntropyOfProbabilities(CaseInput in) {
        var loss = crossEntropy(in.tensor("y"), in.tensor("y_hat"));
        return Map.of("loss_per_row", loss, "sum", loss.sum(), "mean", loss.mean());
    }

    private static Map<String, ?> binaryCrossEntropy(CaseInput in) {
        var y = in.tensor("y").requiresGrad();
        var t = in.tensor("t");
        var logit = y.detach().div(y.detach().negate().plus(1)).log().requiresGrad();
        var loss = t.timesLog(y).plus(t.negate().plus(1).timesLog(y.negate().plus(1))).negate();
        return Map.of(
                "loss", loss,
                "mean", bce(y, t),
                "sum", loss.sum(),
                "grad_y", grad(bce(y, t).times(y.elements()), y),
                "grad_logit", grad(bceWithLogits(logit, t).times(y.elements()), logit));
    }

    private static Map<String, ?> divergence(CaseInput in) {
        var p = in.tensor("p");
        var q = in.tensor("q").requiresGrad();
        return Map.of(
                "grad_q", grad(divergence(p, q), q),
                "kl", divergence(p, q),
                "reverse_kl", divergence(q, p),
                "entropy_p", crossEntropy(p, p),
                "cross_entropy", crossEntropy(p, q));
    }

    private static Tensor divergence(Tensor p, Tensor q) {
        return p.timesLog(p.div(q)).sum();
    }

    private static Map<String, ?> entropies(CaseInput in) {
        var p = in.tensor("p");
        var nats = crossEntropy(p, p);
        return Map.of(
                "natural", nats,
                "base2", nats.div(Math.log(2)),
                "base10", nats.div(Math.log(10)));
    }

    private static Map<String, ?> binaryEntropy(CaseInput in) {
        var p = in.tensor("p");
        var both = Tensors.stack(1, p, p.negate().plus(1));
        return Map.of("h", crossEntropy(both, both).div(Math.log(in.number("log_base", Math.E))));
    }

    private static Map<String, ?> negLog(CaseInput in) {
        var p = in.tensor("p");
        var y = p.log().negate();
        return Map.of("y", y, "p_times_y", p.times(y));
    }

    private static Map<String, ?> compare(CaseInput in) {
        var target = in.tensor("target");
        var results = new LinkedHashMap<String, Object>();
        for (var name : new String[] {"rn1", "rn2"}) {
            var y = in.tensor(name);
            var squares = y.minus(target).square();
            var losses = crossEntropy(target, y);
            results.put(
                    name,
                    Map.of(
                            "classification_error", y.argmax(1).ne(target.argmax(1)).mean(),
                            "squared_error_per_row", squares.sum(1),
                            "mse", squares.sum(1).mean(),
                            "mse_per_element", squares.mean(),
                            "cross_entropy_per_row", losses,
                            "cross_entropy", losses.mean()));
        }
        return results;
    }

    private static Map<String, ?> denseSoftmax(CaseInput in) {
        var z = in.tensor("w").matmul(in.tensor("x")).plus(in.tensor("b"));
        return Map.of("z", z, "p", z.softmax());
    }
}
