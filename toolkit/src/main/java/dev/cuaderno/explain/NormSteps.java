package dev.cuaderno.explain;

import static dev.cuaderno.formula.Expr.number;
import static dev.cuaderno.formula.Expr.root;
import static dev.cuaderno.formula.Expr.series;
import static dev.cuaderno.formula.Expr.symbol;

import dev.cuaderno.formula.Derivation;
import dev.cuaderno.tensor.Index;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Batch normalisation in training, channel by channel: mean, variance, normalised values, result.
final class NormSteps {

    /// Channels, and values of each, shown one by one.
    private static final int MOST = 6;

    private NormSteps() {}

    /// @param x `[N, C, ...]`
    static Explanation of(Tensor x, double[] gamma, double[] beta, double eps) {
        if (x.rank() < 2 || x.size(1) != gamma.length || gamma.length != beta.length) {
            throw ShapeException.in("explainBatchNorm")
                    .rule("a batch [N, C] or [N, C, H, W], and one γ and one β for each channel")
                    .got(
                            "batch %s, %d and %d numbers"
                                    .formatted(x.shape(), gamma.length, beta.length))
                    .fix("reshape(...) the batch")
                    .error();
        }
        var parts = new ArrayList<Explanation.Part>();
        for (var channel = 0; channel < Math.min(x.size(1), MOST); channel++) {
            var values = x.at(new Index.All(), channel).toDoubleArray();
            parts.add(
                    new Explanation.Part(
                            x.size(1) == 1 ? "" : "x[:, %d]".formatted(channel),
                            steps(values, gamma[channel], beta[channel], eps)));
        }
        return new Explanation(parts);
    }

    private static List<Derivation> steps(double[] x, double gamma, double beta, double eps) {
        var m = x.length;
        var mean = IntStream.range(0, m).mapToDouble(i -> x[i]).sum() / m;
        var squares =
                IntStream.range(0, m).mapToDouble(i -> (x[i] - mean) * (x[i] - mean)).toArray();
        var variance = IntStream.range(0, m).mapToDouble(i -> squares[i]).sum() / m;
        var found = new ArrayList<Derivation>();
        var share = number(1).over(symbol("m"));
        found.add(
                Derivation.of(symbol("μ", "B"), share.times(series("i", symbol("x", "i"))))
                        .then(Terms.sum(x).over(m))
                        .gives(mean));
        found.add(
                Derivation.of(
                                symbol("σ", "B").squared(),
                                share.times(
                                        series(
                                                "i",
                                                symbol("x", "i")
                                                        .minus(symbol("μ", "B"))
                                                        .squared())))
                        .then(Terms.sum(m, i -> Terms.difference(x[i], mean).squared()).over(m))
                        .then(Terms.sum(squares).over(m))
                        .gives(variance));
        var deviation = root(number(variance).plus(eps));
        for (var i = 0; i < Math.min(m, MOST); i++) {
            var normalised = (x[i] - mean) / Math.sqrt(variance + eps);
            found.add(
                    Derivation.of(
                                    symbol("x̂", i + 1),
                                    symbol("x", i + 1)
                                            .minus(symbol("μ", "B"))
                                            .over(
                                                    root(
                                                            symbol("σ", "B")
                                                                    .squared()
                                                                    .plus(symbol("ε")))))
                            .then(Terms.difference(x[i], mean).over(deviation))
                            .gives(normalised));
            found.add(
                    Derivation.of(
                                    symbol("y", i + 1),
                                    symbol("γ").times(symbol("x̂", i + 1)).plus(symbol("β")))
                            .then(number(gamma).times(number(normalised)).plus(beta))
                            .gives(gamma * normalised + beta));
        }
        return found;
    }
}
