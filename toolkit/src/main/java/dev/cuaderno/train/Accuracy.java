package dev.cuaderno.train;

import dev.cuaderno.tensor.Tensor;

/// The share of samples whose class is predicted.
///
/// Networks with one output for each class predict the class with the largest. Those with a single
/// output predict class 1 above a threshold: 0 for the scores that `bceWithLogits` takes, 0.5 for
/// the probabilities that `bce` takes.
///
/// @param threshold for a single output
public record Accuracy(double threshold) implements Metric {

    /// With the threshold 0.
    public Accuracy() {
        this(0);
    }

    /// With another threshold for a single output.
    public Accuracy threshold(double value) {
        return new Accuracy(value);
    }

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public Meter start() {
        return new Meter() {
            private long right;
            private long all;

            @Override
            public void add(Tensor prediction, Tensor target) {
                var predicted = Classes.predicted(prediction, threshold);
                var truth = Classes.truth(prediction, target);
                for (var i = 0; i < truth.length; i++) {
                    right += predicted[i] == truth[i] ? 1 : 0;
                }
                all += truth.length;
            }

            @Override
            public double value() {
                return (double) right / all;
            }
        };
    }
}
