package dev.cuaderno.explain;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Networks that answered the same questions, measured in three ways: share of wrong answers,
/// squared error, cross-entropy.
///
/// @param target `[N, C]`, a one in each row
/// @param answers probabilities `[N, C]`, one tensor for each network
/// @param names of the networks
/// @param classes names of the columns
public record Comparison(
        Tensor target, List<Tensor> answers, List<String> names, List<String> classes)
        implements Displayable {

    /// What one network is worth.
    ///
    /// @param wrong rows whose largest answer is not the true class, over rows
    /// @param squares Σ over classes of (ŷ − y)², for each row
    /// @param mse the mean of these over rows
    /// @param msePerElement the mean over all elements, as frameworks have it
    /// @param entropies −Σ y ln ŷ for each row
    /// @param crossEntropy the mean of these over rows
    public record Score(
            double wrong,
            Tensor squares,
            double mse,
            double msePerElement,
            Tensor entropies,
            double crossEntropy) {}

    public Comparison {
        answers = List.copyOf(answers);
        for (var answer : answers) {
            if (target.rank() != 2 || !answer.shape().equals(target.shape())) {
                throw ShapeException.in("compareNetworks")
                        .rule("targets and answers are [N, C] alike")
                        .got("target %s, answer %s".formatted(target.shape(), answer.shape()))
                        .fix("oneHot(C) for targets that are numbers of classes")
                        .error();
            }
        }
        names =
                names.isEmpty()
                        ? IntStream.rangeClosed(1, answers.size()).mapToObj(i -> "RN" + i).toList()
                        : Bars.labelled("compareNetworks", names, answers.size());
        classes = Bars.labelled("compareNetworks", classes, target.size(1));
    }

    /// The same with names of the networks.
    public Comparison named(String... others) {
        return new Comparison(target, answers, List.of(others), classes);
    }

    /// The same with names of the classes.
    public Comparison classes(String... others) {
        return new Comparison(target, answers, names, List.of(others));
    }

    /// What a network is worth, counted from 0.
    public Score score(int network) {
        var y = target.float64();
        var answer = answers.get(network).float64();
        var squares = answer.minus(y).square().sum(1);
        var entropies = y.timesLog(answer).sum(1).negate();
        return new Score(
                right(network).minus(1).mean().negate().itemDouble(),
                squares,
                squares.mean().itemDouble(),
                answer.minus(y).square().mean().itemDouble(),
                entropies,
                entropies.mean().itemDouble());
    }

    /// 1 for each row whose largest answer is the true class.
    private Tensor right(int network) {
        return answers.get(network).argmax(1).eq(target.argmax(1)).float64();
    }

    @Override
    public String toString() {
        var lines = new ArrayList<String>();
        for (var n = 0; n < answers.size(); n++) {
            var score = score(n);
            lines.add(names.get(n));
            for (var row = 0; row < target.size(0); row++) {
                lines.add(
                        "  %s  →  %s  %s  Σ(ŷ−y)² = %s  −Σ y ln ŷ = %s"
                                .formatted(
                                        Check.line(target.at(row)),
                                        Check.line(answers.get(n).at(row)),
                                        right(n).getDouble(row) == 1 ? "✓" : "✗",
                                        Digits.of(score.squares().getDouble(row)),
                                        Digits.of(score.entropies().getDouble(row))));
            }
            lines.add(
                    "  ✗ %s   MSE %s (1/NC: %s)   CE %s"
                            .formatted(
                                    Digits.of(score.wrong()),
                                    Digits.of(score.mse()),
                                    Digits.of(score.msePerElement()),
                                    Digits.of(score.crossEntropy())));
        }
        return String.join("\n", lines);
    }

    @Override
    public MimeBundle mime() {
        return MimeBundle.html(ComparisonHtml.of(this), toString());
    }
}
