package dev.cuaderno.optim;

/// From highest/divider up to the highest rate in a part of the training, and down to
/// highest/divider/finalDivider in the rest, both along half a cosine; a tick is a step. The
/// optimiser's own rate is not used, and its momentum stays as it is.
///
/// Source: L. N. Smith, N. Topin, "Super-Convergence: Very Fast Training of Neural Networks Using
/// Large Learning Rates", 2018 (PyTorch's `OneCycleLR` in two phases).
///
/// @param highest the rate at the top
/// @param rising the part of the training that goes up, between 0 and 1
/// @param divider how much smaller the first rate is
/// @param finalDivider how much smaller the last is than the first
public record OneCycle(double highest, double rising, double divider, double finalDivider)
        implements Schedule {

    public OneCycle {
        Optimizer.within("highest", highest, 0, Double.MAX_VALUE);
        Optimizer.within("rising", rising, 0, 1);
        Optimizer.within("divider", divider, Double.MIN_NORMAL, Double.MAX_VALUE);
        Optimizer.within("finalDivider", finalDivider, Double.MIN_NORMAL, Double.MAX_VALUE);
    }

    /// Up for 30 % of the steps, from a 25th; the end is 10,000 times below the start.
    public OneCycle(double highest) {
        this(highest, 0.3, 25, 1e4);
    }

    /// With another part of the training that goes up.
    public OneCycle rising(double part) {
        return new OneCycle(highest, part, divider, finalDivider);
    }

    /// With other distances from the top.
    public OneCycle dividers(double first, double last) {
        return new OneCycle(highest, rising, first, last);
    }

    @Override
    public double rate(double base, Clock clock) {
        var first = highest / divider;
        var top = rising * clock.steps() - 1;
        var end = clock.steps() - 1;
        if (clock.step() <= top) {
            return CosineAnnealing.between(first, highest, top <= 0 ? 1 : clock.step() / top);
        }
        var share = end <= top ? 1 : Math.min(1, (clock.step() - top) / (end - top));
        return CosineAnnealing.between(highest, first / finalDivider, share);
    }
}
