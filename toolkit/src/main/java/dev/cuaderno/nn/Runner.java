package dev.cuaderno.nn;

import dev.cuaderno.tensor.Shape;

import java.util.Optional;
import java.util.ServiceLoader;

/// Prepares networks to run faster than layer by layer. What does so is found by [ServiceLoader],
/// so that layers need not know of it.
public interface Runner {

    /// A layer that computes what the network does, with the same gradients, to the accuracy of its
    /// numbers.
    Layer over(Layer net);

    /// Begins to prepare a training with batches of a shape in the background, and returns at once.
    ///
    /// @param net all of whose parameters have shapes
    void expect(Layer net, Shape input);

    /// The network prepared by the first runner there is, or the network itself.
    static Layer prepare(Layer net) {
        return first().map(runner -> runner.over(net)).orElse(net);
    }

    /// The first runner there is.
    static Optional<Runner> first() {
        return ServiceLoader.load(Runner.class, Runner.class.getClassLoader()).findFirst();
    }
}
