package dev.cuaderno.explain;

import dev.cuaderno.loss.Losses;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

/// Losses over what a network says, with the point where it stands. Every value is the toolkit's
/// own.
final class LossPlots {

    private static final double HIGH = 5;

    private LossPlots() {}

    /// The binary cross-entropy over p for the target t, between those for 1 and 0.
    static Plot bce(double target, double guess) {
        probability("bcePlot", target);
        probability("bcePlot", guess);
        var frame = Plot.over(0, 1).range(0, HIGH).labels("p", "BCE");
        var one = "t = 1: −ln p";
        var none = "t = 0: −ln(1 − p)";
        var plot =
                target == 1
                        ? frame.line(one, p -> binary(1, p))
                        : frame.dashed(one, p -> binary(1, p));
        plot =
                target == 0
                        ? plot.line(none, p -> binary(0, p))
                        : plot.dashed(none, p -> binary(0, p));
        if (target > 0 && target < 1) {
            plot = plot.line("t = " + Digits.of(target), p -> binary(target, p));
        }
        return plot.mark(guess, binary(target, guess), Digits.of(binary(target, guess)));
    }

    /// The cross-entropy of two classes over the difference of their scores, and its slope, p − 1.
    static Plot crossEntropy(double guess) {
        probability("crossEntropyPlot", guess);
        if (guess == 0 || guess == 1) {
            throw new IllegalArgumentException(
                    "crossEntropyPlot: scores give a probability between 0 and 1");
        }
        var gap = Math.log(guess / (1 - guess));
        return Plot.over(-6, 6)
                .range(-1, HIGH)
                .labels("z₁ − z₂", "CE")
                .line("−ln p₁", LossPlots::scored)
                .dashed("p₁ − 1", z -> Math.exp(-scored(z)) - 1)
                .mark(gap, scored(gap), Digits.of(scored(gap)));
    }

    /// Cross-entropy and divergence of (q, 1 − q) from (p, 1 − p), which has the entropy H(p).
    static Plot kl(double target, double guess) {
        probability("klPlot", target);
        probability("klPlot", guess);
        var entropy = binary(target, target);
        return Plot.over(0, 1)
                .range(0, 3)
                .labels("q", "")
                .line("H(p, q)", q -> binary(target, q))
                .line("KL(p‖q)", q -> divergence(target, q))
                .dashed("H(p) = " + Digits.of(entropy), q -> entropy)
                .guide(target, "q = p")
                .mark(guess, divergence(target, guess), Digits.of(divergence(target, guess)));
    }

    static double binary(double target, double guess) {
        return Losses.bce(vector(guess), vector(target)).itemDouble();
    }

    static double divergence(double target, double guess) {
        return Losses.klDiv(vector(target, 1 - target), vector(guess, 1 - guess)).itemDouble();
    }

    private static double scored(double gap) {
        return vector(gap, 0).crossEntropy(0).itemDouble();
    }

    private static Tensor vector(double... values) {
        return Tensor.of(new Storage.Doubles(values), Shape.of(values.length));
    }

    private static void probability(String view, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(
                    view + ": a probability lies from 0 to 1, not " + value);
        }
    }
}
