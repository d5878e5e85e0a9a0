package dev.cuaderno.optim;

/// The rate times a factor when what is watched, the validation loss if there is one, has not
/// become smaller for more than `patience` epochs (PyTorch's `ReduceLROnPlateau` with mode `min`).
///
/// @param factor what the rate is multiplied with
/// @param patience how many epochs without improvement are tolerated
/// @param threshold how much better counts as better
/// @param relative whether the threshold is a part of the best value so far
/// @param cooldown how many epochs after a change do not count
/// @param lowest the rate goes no lower
public record Plateau(
        double factor,
        int patience,
        double threshold,
        boolean relative,
        int cooldown,
        double lowest)
        implements Schedule {

    /// Changes smaller than this are not worth making.
    private static final double SMALLEST_CHANGE = 1e-8;

    public Plateau {
        Optimizer.within("factor", factor, 0, Math.nextDown(1.0));
        Optimizer.within("patience", patience, 0, Integer.MAX_VALUE);
        Optimizer.within("threshold", threshold, 0, Double.MAX_VALUE);
        Optimizer.within("cooldown", cooldown, 0, Integer.MAX_VALUE);
        Optimizer.within("lowest", lowest, 0, Double.MAX_VALUE);
    }

    /// A tenth of the rate after more than 10 epochs that are not better by a part of 1e-4.
    public Plateau() {
        this(0.1, 10, 1e-4, true, 0, 0);
    }

    /// With another factor.
    public Plateau factor(double value) {
        return new Plateau(value, patience, threshold, relative, cooldown, lowest);
    }

    /// With another patience.
    public Plateau patience(int epochs) {
        return new Plateau(factor, epochs, threshold, relative, cooldown, lowest);
    }

    /// With another threshold, a part of the best value.
    public Plateau threshold(double part) {
        return new Plateau(factor, patience, part, true, cooldown, lowest);
    }

    /// With a threshold that is a difference to the best value.
    public Plateau minDelta(double difference) {
        return new Plateau(factor, patience, difference, false, cooldown, lowest);
    }

    /// With epochs after each change that do not count.
    public Plateau cooldown(int epochs) {
        return new Plateau(factor, patience, threshold, relative, epochs, lowest);
    }

    /// With a lowest rate.
    public Plateau lowest(double rate) {
        return new Plateau(factor, patience, threshold, relative, cooldown, rate);
    }

    /// Goes through all epochs that have ended.
    @Override
    public double rate(double base, Clock clock) {
        var rate = base;
        var best = Double.POSITIVE_INFINITY;
        var bad = 0;
        var cooling = 0;
        for (var loss : clock.losses()) {
            if (loss < (relative ? best * (1 - threshold) : best - threshold)) {
                best = loss;
                bad = 0;
            } else {
                bad++;
            }
            if (cooling > 0) {
                cooling--;
                bad = 0;
            }
            if (bad > patience) {
                var next = Math.max(rate * factor, lowest);
                rate = rate - next > SMALLEST_CHANGE ? next : rate;
                cooling = cooldown;
                bad = 0;
            }
        }
        return rate;
    }
}
