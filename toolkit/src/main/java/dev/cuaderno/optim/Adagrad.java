package dev.cuaderno.optim;

import java.util.List;

/// Adagrad, with g the gradient plus λw: s ← s + g², w ← w − ηg/(√s + ε).
///
/// Source: J. Duchi, E. Hazan, Y. Singer, "Adaptive Subgradient Methods for Online Learning and
/// Stochastic Optimization", 2011.
///
/// @param learningRate η
/// @param epsilon ε
/// @param weightDecay λ
public record Adagrad(double learningRate, double epsilon, double weightDecay)
        implements Optimizer {

    public Adagrad {
        Optimizer.within("learningRate", learningRate, 0, Double.MAX_VALUE);
        Optimizer.within("epsilon", epsilon, 0, Double.MAX_VALUE);
        Optimizer.within("weightDecay", weightDecay, 0, Double.MAX_VALUE);
    }

    /// With ε = 1e-10.
    public Adagrad(double learningRate) {
        this(learningRate, 1e-10, 0);
    }

    /// With another ε.
    public Adagrad epsilon(double value) {
        return new Adagrad(learningRate, value, weightDecay);
    }

    /// With λw added to the gradient.
    public Adagrad weightDecay(double value) {
        return new Adagrad(learningRate, epsilon, value);
    }

    @Override
    public List<String> slots() {
        return List.of("sum");
    }

    @Override
    public void step(Place at) {
        var squares = at.slots().getFirst();
        for (var i = 0; i < at.size(); i++) {
            var w = at.w().get(i);
            var g = at.gradient(i) + weightDecay * w;
            var s = squares.get(i) + g * g;
            squares.set(i, s);
            at.w().set(i, w - at.learningRate() * g / (Math.sqrt(s) + epsilon));
        }
    }
}
