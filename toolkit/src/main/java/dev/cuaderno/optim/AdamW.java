package dev.cuaderno.optim;

import java.util.List;

/// Adam with weight decay that does not pass through the gradient's moments: w ← (1 − ηλ)w, then a
/// step of [Adam] without decay.
///
/// Source: I. Loshchilov, F. Hutter, "Decoupled Weight Decay Regularization", 2019.
///
/// @param adam the step, whose own weight decay is 0
/// @param weightDecay λ
public record AdamW(Adam adam, double weightDecay) implements Optimizer {

    public AdamW {
        Optimizer.within("weightDecay", weightDecay, 0, Double.MAX_VALUE);
        if (adam.weightDecay() != 0) {
            throw new IllegalArgumentException("adamW: the weight decay of its Adam is 0");
        }
    }

    /// With λ = 0.01 and Adam's usual numbers.
    public AdamW(double learningRate) {
        this(new Adam(learningRate), 0.01);
    }

    /// With other running means.
    public AdamW betas(double first, double second) {
        return new AdamW(adam.betas(first, second), weightDecay);
    }

    /// With another ε.
    public AdamW epsilon(double value) {
        return new AdamW(adam.epsilon(value), weightDecay);
    }

    /// With another λ.
    public AdamW weightDecay(double value) {
        return new AdamW(adam, value);
    }

    @Override
    public double learningRate() {
        return adam.learningRate();
    }

    @Override
    public List<String> slots() {
        return adam.slots();
    }

    @Override
    public void step(Place at) {
        var kept = 1 - at.learningRate() * weightDecay;
        for (var i = 0; i < at.size(); i++) {
            at.w().set(i, kept * at.w().get(i));
        }
        adam.step(at);
    }
}
