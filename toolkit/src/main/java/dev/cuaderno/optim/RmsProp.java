package dev.cuaderno.optim;

import java.util.List;

/// RMSProp, with g the gradient plus λw: v ← αv + (1−α)g², w ← w − ηg/(√v + ε).
///
/// Source: T. Tieleman, G. Hinton, "Lecture 6.5 - rmsprop", Neural Networks for Machine Learning,
/// 2012.
///
/// @param learningRate η
/// @param decay α
/// @param epsilon ε
/// @param weightDecay λ
public record RmsProp(double learningRate, double decay, double epsilon, double weightDecay)
        implements Optimizer {

    public RmsProp {
        Optimizer.within("learningRate", learningRate, 0, Double.MAX_VALUE);
        Optimizer.within("decay", decay, 0, 1);
        Optimizer.within("epsilon", epsilon, 0, Double.MAX_VALUE);
        Optimizer.within("weightDecay", weightDecay, 0, Double.MAX_VALUE);
    }

    /// With α = 0.99, ε = 1e-8.
    public RmsProp(double learningRate) {
        this(learningRate, 0.99, 1e-8, 0);
    }

    /// With another running mean.
    public RmsProp decay(double value) {
        return new RmsProp(learningRate, value, epsilon, weightDecay);
    }

    /// With another ε.
    public RmsProp epsilon(double value) {
        return new RmsProp(learningRate, decay, value, weightDecay);
    }

    /// With λw added to the gradient.
    public RmsProp weightDecay(double value) {
        return new RmsProp(learningRate, decay, epsilon, value);
    }

    @Override
    public List<String> slots() {
        return List.of("square_avg");
    }

    @Override
    public void step(Place at) {
        var squares = at.slots().getFirst();
        for (var i = 0; i < at.size(); i++) {
            var w = at.w().get(i);
            var g = at.gradient(i) + weightDecay * w;
            var v = decay * squares.get(i) + (1 - decay) * g * g;
            squares.set(i, v);
            at.w().set(i, w - at.learningRate() * g / (Math.sqrt(v) + epsilon));
        }
    }
}
