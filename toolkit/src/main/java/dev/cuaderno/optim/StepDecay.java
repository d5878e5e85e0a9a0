package dev.cuaderno.optim;

/// The rate times γ after every so many ticks: η·γ^⌊t/n⌋ (PyTorch's `StepLR`).
///
/// @param every n
/// @param factor γ
public record StepDecay(int every, double factor) implements Schedule {

    public StepDecay {
        Optimizer.within("every", every, 1, Integer.MAX_VALUE);
        Optimizer.within("factor", factor, 0, Double.MAX_VALUE);
    }

    @Override
    public double rate(double base, Clock clock) {
        var times = clock.tick() / every;
        return base * Math.pow(factor, times);
    }
}
