package dev.cuaderno.train;

import dev.cuaderno.tensor.Generator;

import java.util.ArrayList;

/// Tries learning rates: from a small one to a large one at equal ratios, one step for each, until
/// the loss has become four times its lowest. Source: L. N. Smith, "Cyclical Learning Rates for
/// Training Neural Networks", 2017, section 3.3.
final class RateFinder {

    /// The share of the past in the smoothed loss.
    private static final double MEMORY = 0.9;

    private static final double TOO_LARGE = 4;

    private final Fit fit;

    RateFinder(Fit fit) {
        this.fit = fit;
    }

    RateCurve find(double from, double to, int steps) {
        if (!(from > 0 && to > from) || steps < 2) {
            throw new IllegalArgumentException(
                    "findRate: from a small rate to a larger one in two steps or more, not %s to %s in %d"
                            .formatted(from, to, steps));
        }
        Trainer.settle(fit.net(), fit.train());
        var before = fit.net().stateDict();
        try {
            if (fit.isStartingOver()) {
                fit.net().init(fit.seed());
            }
            return curve(from, Math.pow(to / from, 1.0 / (steps - 1)), steps);
        } finally {
            fit.net().load(before);
        }
    }

    private RateCurve curve(double from, double ratio, int steps) {
        var engine = new TapeEngine(fit.net(), fit.loss(), fit.optimizer());
        var random = new Generator(fit.seed());
        var rates = new ArrayList<Double>();
        var losses = new ArrayList<Double>();
        var smooth = new ArrayList<Double>();
        var mean = 0.0;
        var lowest = Double.POSITIVE_INFINITY;
        for (var pass = 0; rates.size() < steps; pass++) {
            var order = random.fork("order " + pass).permutation(fit.train().size());
            for (var indices : Splits.batches(order, fit.batch(), false)) {
                Interrupt.check();
                var step = rates.size();
                var rate = from * Math.pow(ratio, step);
                var noise = random.fork("noise " + step);
                var batch = fit.train().batch(indices, noise.fork("samples"));
                double loss;
                try {
                    loss = engine.learn(batch, order(step, rate, noise)).loss();
                } catch (NotFiniteException tooFar) {
                    return new RateCurve(rates, losses, smooth);
                }
                mean = MEMORY * mean + (1 - MEMORY) * loss;
                rates.add(rate);
                losses.add(loss);
                smooth.add(mean / (1 - Math.pow(MEMORY, step + 1)));
                lowest = Math.min(lowest, smooth.getLast());
                if (smooth.getLast() > TOO_LARGE * lowest || rates.size() == steps) {
                    return new RateCurve(rates, losses, smooth);
                }
            }
        }
        return new RateCurve(rates, losses, smooth);
    }

    private Engine.Order order(int step, double rate, Generator noise) {
        return new Engine.Order(
                "step " + (step + 1), rate, 1, true, true, fit.clipNorm(), fit.clipValue(), noise);
    }
}
