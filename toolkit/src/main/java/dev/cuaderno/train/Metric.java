package dev.cuaderno.train;

import dev.cuaderno.tensor.Tensor;

/// A number that says how good predictions are, for people to read; nothing is learnt from it. It
/// is computed over all samples of an epoch, batch after batch.
public interface Metric {

    /// What it is called in a history: `accuracy`.
    String name();

    /// Starts counting.
    Meter start();

    /// Whether more is better.
    default boolean higherIsBetter() {
        return true;
    }

    /// A metric while it is counted.
    interface Meter {

        /// Counts a batch.
        ///
        /// @param prediction what the network gave
        /// @param target the labels
        void add(Tensor prediction, Tensor target);

        /// The metric of everything counted so far; NaN if nothing has been.
        double value();
    }
}
