package dev.cuaderno.optim;

import java.util.List;

/// Adam, with g the gradient plus λw, at step t: m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², w ← w −
/// η·m̂/(√v̂ + ε) with m̂ = m/(1−β₁ᵗ), v̂ = v/(1−β₂ᵗ).
///
/// Source: D. P. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", 2015.
///
/// @param learningRate η
/// @param beta1 β₁
/// @param beta2 β₂
/// @param epsilon ε
/// @param weightDecay λ
public record Adam(
        double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
        implements Optimizer {

    public Adam {
        Optimizer.within("learningRate", learningRate, 0, Double.MAX_VALUE);
        Optimizer.within("beta1", beta1, 0, Math.nextDown(1.0));
        Optimizer.within("beta2", beta2, 0, Math.nextDown(1.0));
        Optimizer.within("epsilon", epsilon, 0, Double.MAX_VALUE);
        Optimizer.within("weightDecay", weightDecay, 0, Double.MAX_VALUE);
    }

    /// With the authors' β₁ = 0.9, β₂ = 0.999, ε = 1e-8.
    public Adam(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-8, 0);
    }

    /// With other running means.
    public Adam betas(double first, double second) {
        return new Adam(learningRate, first, second, epsilon, weightDecay);
    }

    /// With another ε.
    public Adam epsilon(double value) {
        return new Adam(learningRate, beta1, beta2, value, weightDecay);
    }

    /// With λw added to the gradient.
    public Adam weightDecay(double value) {
        return new Adam(learningRate, beta1, beta2, epsilon, value);
    }

    @Override
    public List<String> slots() {
        return List.of("exp_avg", "exp_avg_sq");
    }

    @Override
    public void step(Place at) {
        if (FloatSteps.adam(this, at)) {
            return;
        }
        var first = at.slots().get(0);
        var second = at.slots().get(1);
        var firstScale = 1 - Math.pow(beta1, at.step());
        var secondScale = 1 - Math.pow(beta2, at.step());
        for (var i = 0; i < at.size(); i++) {
            var w = at.w().get(i);
            var g = at.gradient(i) + weightDecay * w;
            var m = beta1 * first.get(i) + (1 - beta1) * g;
            var v = beta2 * second.get(i) + (1 - beta2) * g * g;
            first.set(i, m);
            second.set(i, v);
            var step = m / firstScale / (Math.sqrt(v / secondScale) + epsilon);
            at.w().set(i, w - at.learningRate() * step);
        }
    }
}
