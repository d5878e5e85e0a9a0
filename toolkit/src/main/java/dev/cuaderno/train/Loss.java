package dev.cuaderno.train;

import dev.cuaderno.tensor.Tensor;

/// What training makes small: a function of a prediction and a target that gives a single number,
/// the mean over a batch. Functions of tensors are losses, `(y, t) -> y.minus(t).abs().mean()`.
@FunctionalInterface
public interface Loss {

    /// The loss of a batch, a single number that gradients flow through.
    ///
    /// @param prediction what the network gave
    /// @param target the labels
    Tensor of(Tensor prediction, Tensor target);
}
