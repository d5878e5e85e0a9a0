package dev.cuaderno.train;

import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Tensor;

import java.util.List;
import java.util.Map;

/// The one place where a network learns: forward, loss, backward and update. Everything else about
/// training stands around it, so that another engine needs to do no more than this.
interface Engine {

    /// The names of the trainable parameters, in the order of [Outcome#norms].
    List<String> parameters();

    /// Adds the gradients of a batch, and with the last batch of a step changes the parameters.
    ///
    /// Nothing has been changed by a step that throws.
    ///
    /// @throws NotFiniteException if the loss or a gradient is not finite
    Outcome learn(Batch batch, Order order);

    /// What the network answers, without learning.
    Tensor predict(Tensor inputs);

    /// What the optimiser remembers, by names.
    Map<String, Tensor> state();

    /// Takes over what [#state] gave.
    void restore(Map<String, Tensor> state);

    /// How a batch is learnt from.
    ///
    /// @param place where training is, for errors
    /// @param rate the learning rate
    /// @param share the weight of this batch's loss in its step: 1 unless batches are put together
    /// @param first whether a step begins with it
    /// @param last whether a step ends with it
    /// @param clipNorm the longest that all gradients together may be, or infinity
    /// @param clipValue the largest that an element of a gradient may be, or infinity
    /// @param noise for dropout and its like
    record Order(
            String place,
            double rate,
            double share,
            boolean first,
            boolean last,
            double clipNorm,
            double clipValue,
            Generator noise) {}

    /// What came of a batch.
    ///
    /// @param loss its loss
    /// @param prediction what the network gave while learning
    /// @param norms the lengths of the gradients before clipping; empty unless a step ended
    record Outcome(double loss, Tensor prediction, List<Double> norms) {}
}
