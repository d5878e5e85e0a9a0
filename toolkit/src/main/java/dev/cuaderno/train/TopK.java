package dev.cuaderno.train;

import dev.cuaderno.tensor.Tensor;

import java.util.List;

/// The share of samples whose class is among the k with the largest scores; of equal scores the
/// first class comes first.
///
/// @param k how many guesses count
public record TopK(int k) implements Metric {

    public TopK {
        if (k < 1) {
            throw new IllegalArgumentException("topK: at least one guess, not " + k);
        }
    }

    /// The share of truths that are among the first k of their ranked guesses.
    ///
    /// @param ranked for each sample its guesses, the best first
    /// @param truth for each sample what it is
    public static <T> double of(int k, List<? extends List<? extends T>> ranked, List<T> truth) {
        if (ranked.size() != truth.size() || truth.isEmpty()) {
            throw new IllegalArgumentException(
                    "topK: %d lists of guesses for %d samples"
                            .formatted(ranked.size(), truth.size()));
        }
        var right = 0;
        for (var i = 0; i < truth.size(); i++) {
            var guesses = ranked.get(i);
            right += guesses.subList(0, Math.min(k, guesses.size())).contains(truth.get(i)) ? 1 : 0;
        }
        return (double) right / truth.size();
    }

    @Override
    public String name() {
        return "top" + k;
    }

    @Override
    public Meter start() {
        return new Meter() {
            private long right;
            private long all;

            @Override
            public void add(Tensor prediction, Tensor target) {
                var truth = Classes.truth(prediction, target);
                var scores = prediction.toDoubleArray();
                var classes = scores.length / truth.length;
                for (var row = 0; row < truth.length; row++) {
                    right += rank(scores, row * classes, classes, truth[row]) < k ? 1 : 0;
                }
                all += truth.length;
            }

            @Override
            public double value() {
                return (double) right / all;
            }
        };
    }

    /// How many classes come before one.
    private static int rank(double[] scores, int from, int classes, int wanted) {
        var before = 0;
        var score = scores[from + wanted];
        for (var i = 0; i < classes; i++) {
            var other = scores[from + i];
            before += other > score || (other == score && i < wanted) ? 1 : 0;
        }
        return before;
    }
}
