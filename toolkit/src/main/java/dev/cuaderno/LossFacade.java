package dev.cuaderno;

import dev.cuaderno.loss.Losses;
import dev.cuaderno.tensor.Tensor;

/// Losses, for [Cuaderno]: each takes the prediction first, then the target, and gives a single
/// number. The formulas are in [Losses].
abstract class LossFacade extends OptimFacade {

    LossFacade() {}

    /// The mean of the squared differences.
    public static Tensor mse(Tensor prediction, Tensor target) {
        return Losses.mse(prediction, target);
    }

    /// The mean of the absolute differences.
    public static Tensor l1(Tensor prediction, Tensor target) {
        return Losses.l1(prediction, target);
    }

    /// Squared up to a difference of `delta`, absolute beyond.
    public static Tensor huber(Tensor prediction, Tensor target, double delta) {
        return Losses.huber(prediction, target, delta);
    }

    /// The binary cross-entropy of probabilities.
    public static Tensor bce(Tensor probability, Tensor target) {
        return Losses.bce(probability, target);
    }

    /// The binary cross-entropy of the scores before a sigmoid; finite for all of them.
    public static Tensor bceWithLogits(Tensor logits, Tensor target) {
        return Losses.bceWithLogits(logits, target);
    }

    /// The cross-entropy of the scores before a softmax, the target being classes or probabilities.
    public static Tensor crossEntropy(Tensor scores, Tensor target) {
        return scores.crossEntropy(target);
    }

    /// The cross-entropy with a share `smoothing` of the target spread evenly over all classes.
    public static Tensor crossEntropy(Tensor scores, Tensor target, double smoothing) {
        return Losses.crossEntropy(scores, target, smoothing);
    }

    /// The negative log-likelihood of the true classes.
    public static Tensor nll(Tensor logProbabilities, Tensor classes) {
        return Losses.nll(logProbabilities, classes);
    }

    /// The cross-entropy with a weight for each class, `[C]`, larger for rare ones.
    public static Tensor crossEntropy(Tensor scores, Tensor target, Tensor weights) {
        return Losses.crossEntropy(scores, target, 0, weights);
    }

    /// The negative log-likelihood with a weight for each class, `[C]`.
    public static Tensor nll(Tensor logProbabilities, Tensor classes, Tensor weights) {
        return Losses.nll(logProbabilities, classes, weights);
    }

    /// The hinge loss of several classes, from their scores.
    public static Tensor multiClassHinge(Tensor scores, Tensor classes) {
        return Losses.multiClassHinge(scores, classes);
    }

    /// The Kullback-Leibler divergence KL(p‖q), the mean over rows.
    public static Tensor klDiv(Tensor p, Tensor q) {
        return Losses.klDiv(p, q);
    }

    /// The hinge loss of labels −1 and 1.
    public static Tensor hinge(Tensor score, Tensor label) {
        return Losses.hinge(score, label);
    }
}
