package dev.cuaderno.train;

import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

/// Reads classes out of predictions and labels.
final class Classes {

    private Classes() {}

    /// Whether the network gives one number for each sample and not one for each class.
    static boolean single(Tensor prediction) {
        return prediction.rank() <= 1 || prediction.size(-1) == 1;
    }

    /// The class that is predicted for each sample: the largest score, or for a single number
    /// whether it lies above the threshold.
    static int[] predicted(Tensor prediction, double threshold) {
        return whole(
                single(prediction)
                        ? prediction.gt(threshold)
                        : prediction.argmax(prediction.rank() - 1));
    }

    /// The true class of each sample, from classes or from probabilities of the prediction's shape.
    static int[] truth(Tensor prediction, Tensor target) {
        if (single(prediction)) {
            require(prediction.elements() == target.elements(), prediction, target);
            return whole(target.gt(0.5));
        }
        if (target.shape().equals(prediction.shape())) {
            return whole(target.argmax(target.rank() - 1));
        }
        require(target.shape().equals(rows(prediction)), prediction, target);
        return whole(target);
    }

    private static Shape rows(Tensor prediction) {
        return prediction.shape().without(-1);
    }

    private static void require(boolean holds, Tensor prediction, Tensor target) {
        if (!holds) {
            throw ShapeException.in("metric")
                    .rule("one class for each sample, or probabilities like the prediction")
                    .got("prediction " + prediction.shape() + ", target " + target.shape())
                    .fix("a target " + rows(prediction))
                    .error();
        }
    }

    private static int[] whole(Tensor tensor) {
        var numbers = tensor.toDoubleArray();
        var classes = new int[numbers.length];
        for (var i = 0; i < classes.length; i++) {
            classes[i] = (int) numbers[i];
        }
        return classes;
    }
}
