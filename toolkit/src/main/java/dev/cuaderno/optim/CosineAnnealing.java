package dev.cuaderno.optim;

/// Half a cosine from the rate η down to the lowest, where it stays: l + (η − l)(1 + cos(πt/T))/2
/// for t ≤ T. Source: I. Loshchilov, F. Hutter, "SGDR: Stochastic Gradient Descent with Warm
/// Restarts", 2017, without restarts (PyTorch's `CosineAnnealingLR` up to T).
///
/// @param ticks T
/// @param lowest l
public record CosineAnnealing(int ticks, double lowest) implements Schedule {

    public CosineAnnealing {
        Optimizer.within("ticks", ticks, 1, Integer.MAX_VALUE);
        Optimizer.within("lowest", lowest, 0, Double.MAX_VALUE);
    }

    /// With another lowest rate than 0.
    public CosineAnnealing lowest(double value) {
        return new CosineAnnealing(ticks, value);
    }

    @Override
    public double rate(double base, Clock clock) {
        return between(base, lowest, Math.min(1, clock.tick() / (double) ticks));
    }

    /// From `start` to `end` along half a cosine.
    static double between(double start, double end, double share) {
        return end + (start - end) * (1 + Math.cos(Math.PI * share)) / 2;
    }
}
