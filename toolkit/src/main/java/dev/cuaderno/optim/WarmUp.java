package dev.cuaderno.optim;

/// A rate that grows evenly from a part of η to η: η·(s + (1 − s)·t/n) for t ≤ n, then η (PyTorch's
/// `LinearLR`), or whatever [#then] says, whose own time begins there (`SequentialLR`).
///
/// @param ticks n
/// @param start s, from 0 to 1
/// @param next what follows
public record WarmUp(int ticks, double start, Schedule next) implements Schedule {

    public WarmUp {
        Optimizer.within("ticks", ticks, 1, Integer.MAX_VALUE);
        Optimizer.within("start", start, 0, 1);
    }

    /// From a third of η on.
    public WarmUp(int ticks) {
        this(ticks, 1.0 / 3, (base, clock) -> base);
    }

    /// With another start.
    public WarmUp from(double part) {
        return new WarmUp(ticks, part, next);
    }

    /// With another schedule behind it.
    public WarmUp then(Schedule other) {
        return new WarmUp(ticks, start, other);
    }

    @Override
    public double rate(double base, Clock clock) {
        if (clock.tick() < ticks) {
            return base * (start + (1 - start) * clock.tick() / ticks);
        }
        return next.rate(base, clock.after(ticks));
    }
}
