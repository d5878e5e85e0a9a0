package dev.cuaderno.train;

import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

/// Samples that are learnt from together, and what they are.
///
/// @param inputs `[N, ...]`
/// @param labels `[N, ...]`: the numbers of the true classes `[N]`, or whatever else the loss takes
///   as its target
public record Batch(Tensor inputs, Tensor labels) {

    public Batch {
        if (inputs.rank() == 0 || labels.rank() == 0 || inputs.size(0) != labels.size(0)) {
            throw ShapeException.in("batch")
                    .rule("inputs [N, ...] and labels [N, ...] with the same N")
                    .got("inputs " + inputs.shape() + ", labels " + labels.shape())
                    .fix("one label for each sample")
                    .error();
        }
    }

    /// How many samples it has.
    public int size() {
        return inputs.size(0);
    }
}
