package dev.cuaderno.tensor;

import dev.cuaderno.op.Softmax;

/// From scores to probabilities, and how wrong they are.
public sealed interface Probabilities permits Tensor {

    private Tensor self() {
        return (Tensor) this;
    }

    /// pᵢ = e^zᵢ / Σⱼ e^zⱼ along the last axis.
    default Tensor softmax() {
        return softmax(-1);
    }

    /// pᵢ = e^zᵢ / Σⱼ e^zⱼ along an axis.
    default Tensor softmax(int axis) {
        return new Softmax(axis, false).apply(self());
    }

    /// ln pᵢ = zᵢ − ln Σⱼ e^zⱼ along the last axis, finite also where p is too small to be written.
    default Tensor logSoftmax() {
        return logSoftmax(-1);
    }

    /// ln pᵢ = zᵢ − ln Σⱼ e^zⱼ along an axis.
    default Tensor logSoftmax(int axis) {
        return new Softmax(axis, true).apply(self());
    }

    /// The cross-entropy −Σᵢ tᵢ ln softmax(z)ᵢ of scores, the mean over rows.
    ///
    /// @param target for scores `[..., C]` either probabilities of the same shape, or the numbers
    ///   of the true classes, `[...]`
    /// @return a single number
    /// @throws ShapeException if the target has neither shape
    default Tensor crossEntropy(Tensor target) {
        return CrossEntropy.ofScores(self(), target);
    }

    /// The cross-entropy of scores, see [#crossEntropy(Tensor)].
    ///
    /// @param classes the true class of each row
    default Tensor crossEntropy(int... classes) {
        var target = new double[classes.length];
        for (var i = 0; i < classes.length; i++) {
            target[i] = classes[i];
        }
        var labels = Tensors.of(target);
        return crossEntropy(self().rank() == 1 ? labels.squeeze(0) : labels);
    }

    /// A row of `classes` numbers for each element, 1 at the class it names and 0 elsewhere.
    ///
    /// @throws IndexOutOfBoundsException if an element is not a class
    default Tensor oneHot(int classes) {
        return CrossEntropy.oneHot(self(), classes);
    }
}
