package dev.cuaderno.optim;

/// The rate times γ after every tick: η·γ^t (PyTorch's `ExponentialLR`).
///
/// @param factor γ
public record ExponentialDecay(double factor) implements Schedule {

    public ExponentialDecay {
        Optimizer.within("factor", factor, 0, Double.MAX_VALUE);
    }

    @Override
    public double rate(double base, Clock clock) {
        return base * Math.pow(factor, clock.tick());
    }
}
