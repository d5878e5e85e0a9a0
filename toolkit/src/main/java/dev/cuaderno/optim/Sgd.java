package dev.cuaderno.optim;

import java.util.List;

/// Gradient descent on batches, with g the gradient plus λw:
///
/// - plain: w ← w − ηg
/// - with momentum μ: v ← μv + g, w ← w − ηv. Source: B. T. Polyak, 1964
/// - Nesterov's: v ← μv + g, w ← w − η(g + μv). Source: I. Sutskever and others, "On the importance
///   of initialization and momentum in deep learning", 2013
///
/// @param learningRate η
/// @param momentum μ
/// @param lookAhead whether the second form of momentum is used
/// @param weightDecay λ
public record Sgd(double learningRate, double momentum, boolean lookAhead, double weightDecay)
        implements Optimizer {

    public Sgd {
        Optimizer.within("learningRate", learningRate, 0, Double.MAX_VALUE);
        Optimizer.within("momentum", momentum, 0, 1);
        Optimizer.within("weightDecay", weightDecay, 0, Double.MAX_VALUE);
        if (lookAhead && momentum == 0) {
            throw new IllegalArgumentException(
                    "nesterov is a form of momentum: write momentum(0.9).nesterov()");
        }
    }

    /// Plain descent.
    public Sgd(double learningRate) {
        this(learningRate, 0, false, 0);
    }

    /// With momentum μ, 0.9 for instance.
    public Sgd momentum(double value) {
        return new Sgd(learningRate, value, lookAhead, weightDecay);
    }

    /// With Nesterov's form of momentum.
    public Sgd nesterov() {
        return new Sgd(learningRate, momentum, true, weightDecay);
    }

    /// With λw added to the gradient.
    public Sgd weightDecay(double value) {
        return new Sgd(learningRate, momentum, lookAhead, value);
    }

    @Override
    public List<String> slots() {
        return momentum == 0 ? List.of() : List.of("momentum");
    }

    @Override
    public void step(Place at) {
        if (FloatSteps.sgd(this, at)) {
            return;
        }
        for (var i = 0; i < at.size(); i++) {
            var w = at.w().get(i);
            var g = at.gradient(i) + weightDecay * w;
            if (momentum != 0) {
                var v = momentum * at.slots().getFirst().get(i) + g;
                at.slots().getFirst().set(i, v);
                g = lookAhead ? g + momentum * v : v;
            }
            at.w().set(i, w - at.learningRate() * g);
        }
    }
}
