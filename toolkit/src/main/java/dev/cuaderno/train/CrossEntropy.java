package dev.cuaderno.train;

import dev.cuaderno.loss.Losses;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.util.Arrays;
import java.util.List;

/// The cross-entropy of the scores before a softmax, with weights for the classes if wanted: the
/// mean over rows of −Σᵢ wᵢ t′ᵢ ln softmax(z)ᵢ, where t′ is the target with a share s spread
/// evenly.
///
/// With weights and classes as target, it is the weighted mean: the sum is divided by that of the
/// true classes' weights, as PyTorch does.
///
/// @param smoothing s, from 0 up to and without 1
/// @param weights one for each class, or none
public record CrossEntropy(double smoothing, List<Double> weights) implements Loss {

    public CrossEntropy {
        weights = List.copyOf(weights);
        if (weights.stream().anyMatch(weight -> !(weight >= 0))) {
            throw new IllegalArgumentException("crossEntropy: weights are 0 or more: " + weights);
        }
    }

    /// Without smoothing or weights.
    public CrossEntropy() {
        this(0, List.of());
    }

    /// With a share of the target spread evenly over all classes.
    public CrossEntropy smoothing(double share) {
        return new CrossEntropy(share, weights);
    }

    /// With a weight for each class, larger for rare ones.
    public CrossEntropy weights(double... perClass) {
        return new CrossEntropy(smoothing, Arrays.stream(perClass).boxed().toList());
    }

    @Override
    public Tensor of(Tensor prediction, Tensor target) {
        if (weights.isEmpty()) {
            return Losses.crossEntropy(prediction, target, smoothing);
        }
        var numbers = weights.stream().mapToDouble(weight -> weight).toArray();
        var w = Tensor.of(new Storage.Doubles(numbers), Shape.of(numbers.length));
        return Losses.crossEntropy(prediction, target, smoothing, w.to(prediction.dtype()));
    }
}
