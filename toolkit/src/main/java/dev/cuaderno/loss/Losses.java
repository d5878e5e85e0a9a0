package dev.cuaderno.loss;

import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

/// Losses: functions of a prediction and a target that give a single number, the mean over all
/// elements or rows. They are made of differentiable operations, and so have gradients.
///
/// Prediction and target have equal shapes unless said otherwise: no broadcasting, which between
/// `[N]` and `[N, 1]` would silently compare everything with everything.
public final class Losses {

    private Losses() {}

    /// The mean squared error: the mean of (y − t)².
    public static Tensor mse(Tensor prediction, Tensor target) {
        same("mse", prediction, target);
        return prediction.minus(target).square().mean();
    }

    /// The mean absolute error: the mean of |y − t|.
    public static Tensor l1(Tensor prediction, Tensor target) {
        same("l1", prediction, target);
        return prediction.minus(target).abs().mean();
    }

    /// The mean of ½d² where |d| ≤ δ, and δ(|d| − ½δ) elsewhere, with d = y − t. Source: P. J.
    /// Huber, "Robust Estimation of a Location Parameter", 1964.
    ///
    /// @param delta δ, above 0
    public static Tensor huber(Tensor prediction, Tensor target, double delta) {
        same("huber", prediction, target);
        if (!(delta > 0)) {
            throw new IllegalArgumentException("huber: delta is above 0, not " + delta);
        }
        var size = prediction.minus(target).abs();
        // With c = min(|d|, delta), both cases are c(|d| - c/2).
        var inner = size.clamp(0, delta);
        return inner.times(size.minus(inner.times(0.5))).mean();
    }

    /// The binary cross-entropy: the mean of −t ln p − (1 − t) ln(1 − p), with 0·ln 0 = 0.
    ///
    /// @param probability p, from 0 to 1
    /// @param target t, 0 or 1 or between
    public static Tensor bce(Tensor probability, Tensor target) {
        same("bce", probability, target);
        var yes = target.timesLog(probability);
        var no = oneMinus(target).timesLog(oneMinus(probability));
        return yes.plus(no).mean().negate();
    }

    /// The binary cross-entropy of p = sigmoid(z): the mean of ln(1 + e^z) − t·z for each element,
    /// written so that it stays finite and exact for large scores.
    ///
    /// @param logits z, any numbers
    /// @param target t, 0 or 1 or between
    public static Tensor bceWithLogits(Tensor logits, Tensor target) {
        return bceWithLogitsEach(logits, target).mean();
    }

    /// The terms of [#bceWithLogits], one for each element.
    public static Tensor bceWithLogitsEach(Tensor logits, Tensor target) {
        same("bceWithLogits", logits, target);
        // -t ln sigmoid(z) - (1-t) ln sigmoid(-z); with t = 1 the difference above loses digits.
        return target.times(logits.negate().softplus())
                .plus(oneMinus(target).times(logits.softplus()));
    }

    /// The cross-entropy −Σᵢ t′ᵢ ln softmax(z)ᵢ, the mean over rows, with t′ = (1 − s)·t + s/C.
    /// Source of the smoothing: C. Szegedy and others, "Rethinking the Inception Architecture for
    /// Computer Vision", 2016, section 7.
    ///
    /// @param scores z, `[..., C]`
    /// @param target t: probabilities `[..., C]` or the numbers of the true classes `[...]`
    /// @param smoothing s, from 0 up to and without 1
    public static Tensor crossEntropy(Tensor scores, Tensor target, double smoothing) {
        checkSmoothing(smoothing);
        if (smoothing == 0 || scores.rank() == 0) {
            return scores.crossEntropy(target);
        }
        var classes = scores.size(-1);
        var whole =
                target.shape().equals(scores.shape().without(-1)) ? target.oneHot(classes) : target;
        return scores.crossEntropy(whole.times(1 - smoothing).plus(smoothing / classes));
    }

    /// The cross-entropy with a weight for each class, larger for rare ones: Σᵢ wᵢ t′ᵢ (−ln
    /// softmax(z)ᵢ) summed over rows, with t′ as in [#crossEntropy(Tensor, Tensor, double)]. With
    /// classes as target the sum is divided by that of the true classes' weights, with
    /// probabilities by the number of rows, as PyTorch does.
    ///
    /// @param weights w, `[C]`
    public static Tensor crossEntropy(
            Tensor scores, Tensor target, double smoothing, Tensor weights) {
        checkSmoothing(smoothing);
        checkWeights("crossEntropy", scores, weights);
        var classes = scores.size(-1);
        var indices = target.shape().equals(scores.shape().without(-1));
        var whole = indices ? target.oneHot(classes).to(scores.dtype()) : target;
        var shares = whole.times(1 - smoothing).plus(smoothing / classes);
        var loss = scores.crossEntropy(shares.times(weights));
        var rows = scores.elements() / classes;
        return indices ? loss.times(rows).div(whole.times(weights).sum()) : loss;
    }

    private static void checkSmoothing(double smoothing) {
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw new IllegalArgumentException(
                    "crossEntropy: the smoothing is from 0 to less than 1, not " + smoothing);
        }
    }

    private static void checkWeights(String loss, Tensor scores, Tensor weights) {
        if (scores.rank() == 0 || !weights.shape().equals(Shape.of(scores.size(-1)))) {
            throw ShapeException.in(loss)
                    .rule("one weight for each class")
                    .got("weights %s, scores %s".formatted(weights.shape(), scores.shape()))
                    .fix(
                            scores.rank() == 0
                                    ? "scores [..., C]"
                                    : "%d weights".formatted(scores.size(-1)))
                    .error();
        }
        if (weights.lt(0).any()) {
            throw new IllegalArgumentException(loss + ": weights are 0 or more");
        }
    }

    /// The negative log-likelihood with a weight for each class: Σ w·(−ln p) at the true classes,
    /// divided by the sum of their weights.
    ///
    /// @param weights w, `[C]`
    public static Tensor nll(Tensor logProbabilities, Tensor classes, Tensor weights) {
        checkWeights("nll", logProbabilities, weights);
        checkClasses("nll", logProbabilities, classes);
        var mask = classes.oneHot(logProbabilities.size(-1)).to(logProbabilities.dtype());
        var chosen = logProbabilities.where(mask, mask.times(0)).times(weights);
        return chosen.sum().div(mask.times(weights).sum()).negate();
    }

    /// The hinge loss of several classes: for each row Σ max(0, 1 − z_t + zⱼ) over the wrong
    /// classes j, t being the true one, divided by the number of classes; the mean over rows.
    /// Source: K. Crammer and Y. Singer, "On the Algorithmic Implementation of Multiclass
    /// Kernel-based Vector Machines", 2001, in the summed form of J. Weston and C. Watkins, 1999;
    /// PyTorch divides by the classes too.
    ///
    /// @param scores z, `[..., C]`
    /// @param classes the numbers of the true classes, `[...]`
    public static Tensor multiClassHinge(Tensor scores, Tensor classes) {
        checkClasses("multiClassHinge", scores, classes);
        var mask = classes.oneHot(scores.size(-1)).to(scores.dtype());
        var right = scores.times(mask).keepDims().sum(-1);
        var margins = scores.minus(right).plus(1).relu();
        return margins.times(oneMinus(mask)).mean();
    }

    private static void checkClasses(String loss, Tensor scores, Tensor classes) {
        if (scores.rank() == 0 || !classes.shape().equals(scores.shape().without(-1))) {
            throw refuse(loss, scores, classes, "one class per row of scores");
        }
    }

    /// The negative log-likelihood: the mean over rows of −(ln p) at the true class.
    ///
    /// @param logProbabilities ln p, `[..., C]`, as [Tensor#logSoftmax()] gives
    /// @param classes the numbers of the true classes, `[...]`
    public static Tensor nll(Tensor logProbabilities, Tensor classes) {
        checkClasses("nll", logProbabilities, classes);
        var mask = classes.oneHot(logProbabilities.size(-1));
        var chosen = logProbabilities.where(mask, mask.times(0));
        return chosen.sum().div(-classes.elements());
    }

    /// The Kullback-Leibler divergence KL(p‖q) = Σᵢ pᵢ ln(pᵢ/qᵢ) along the last axis, the mean over
    /// rows, with 0·ln 0 = 0.
    ///
    /// @param p the probabilities that hold
    /// @param q the probabilities that are compared with them
    public static Tensor klDiv(Tensor p, Tensor q) {
        same("klDiv", p, q);
        var rows = p.rank() == 0 ? 1 : p.elements() / p.size(-1);
        return p.timesLog(p).minus(p.timesLog(q)).sum().div(rows);
    }

    /// The hinge loss: the mean of max(0, 1 − t·a).
    ///
    /// @param score a, any numbers
    /// @param label t, −1 or 1
    public static Tensor hinge(Tensor score, Tensor label) {
        return hingeEach(score, label).mean();
    }

    /// The terms of [#hinge], one for each element.
    public static Tensor hingeEach(Tensor score, Tensor label) {
        same("hinge", score, label);
        return oneMinus(label.times(score)).relu();
    }

    private static Tensor oneMinus(Tensor x) {
        return x.negate().plus(1);
    }

    private static void same(String loss, Tensor prediction, Tensor target) {
        if (!prediction.shape().equals(target.shape())) {
            throw refuse(loss, prediction, target, "prediction and target have the same shape");
        }
    }

    private static ShapeException refuse(String loss, Tensor a, Tensor b, String rule) {
        Shape shape = a.shape();
        return ShapeException.in(loss)
                .rule(rule)
                .got(shape + " and " + b.shape())
                .fix("reshape(...) one of them")
                .error();
    }
}
