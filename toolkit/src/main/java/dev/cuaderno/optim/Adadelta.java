package dev.cuaderno.optim;

import java.util.List;

/// Adadelta, with g the gradient plus λw: v ← ρv + (1−ρ)g², d = g·√(u + ε)/√(v + ε), u ← ρu +
/// (1−ρ)d², w ← w − ηd. Steps have the size of earlier steps, so that η can stay 1.
///
/// Source: M. D. Zeiler, "ADADELTA: An Adaptive Learning Rate Method", 2012.
///
/// @param learningRate η
/// @param decay ρ
/// @param epsilon ε
/// @param weightDecay λ
public record Adadelta(double learningRate, double decay, double epsilon, double weightDecay)
        implements Optimizer {

    public Adadelta {
        Optimizer.within("learningRate", learningRate, 0, Double.MAX_VALUE);
        Optimizer.within("decay", decay, 0, 1);
        Optimizer.within("epsilon", epsilon, 0, Double.MAX_VALUE);
        Optimizer.within("weightDecay", weightDecay, 0, Double.MAX_VALUE);
    }

    /// With ρ = 0.9, ε = 1e-6.
    public Adadelta(double learningRate) {
        this(learningRate, 0.9, 1e-6, 0);
    }

    /// With other running means.
    public Adadelta decay(double value) {
        return new Adadelta(learningRate, value, epsilon, weightDecay);
    }

    /// With another ε.
    public Adadelta epsilon(double value) {
        return new Adadelta(learningRate, decay, value, weightDecay);
    }

    /// With λw added to the gradient.
    public Adadelta weightDecay(double value) {
        return new Adadelta(learningRate, decay, epsilon, value);
    }

    @Override
    public List<String> slots() {
        return List.of("square_avg", "acc_delta");
    }

    @Override
    public void step(Place at) {
        var squares = at.slots().get(0);
        var steps = at.slots().get(1);
        for (var i = 0; i < at.size(); i++) {
            var w = at.w().get(i);
            var g = at.gradient(i) + weightDecay * w;
            var v = decay * squares.get(i) + (1 - decay) * g * g;
            squares.set(i, v);
            var u = steps.get(i);
            var d = g * Math.sqrt(u + epsilon) / Math.sqrt(v + epsilon);
            steps.set(i, decay * u + (1 - decay) * d * d);
            at.w().set(i, w - at.learningRate() * d);
        }
    }
}
