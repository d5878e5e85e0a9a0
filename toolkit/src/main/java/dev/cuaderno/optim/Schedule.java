package dev.cuaderno.optim;

import java.util.Collections;
import java.util.List;

/// How the learning rate changes while a network learns: a function of the rate that the optimiser
/// was given and of how far training has come. Nothing is remembered, so training that is resumed
/// goes on with the same rates.
///
/// ```java
/// fit(net).optimizer(sgd(0.1)).schedule(warmUp(5).then(cosineAnnealing(45)))
/// fit(net).optimizer(sgd(0.1)).schedule((base, clock) -> base / (1 + clock.epoch()))
/// ```
///
/// Schedules count epochs, or with [#perStep] steps. The formulas are those of PyTorch's
/// `torch.optim.lr_scheduler`.
@FunctionalInterface
public interface Schedule {

    /// The learning rate of the next step.
    ///
    /// @param base the optimiser's own rate
    /// @param clock how far training has come
    double rate(double base, Clock clock);

    /// This schedule with steps in place of epochs.
    default Schedule perStep() {
        return (base, clock) -> rate(base, clock.inSteps());
    }

    /// The rates of all steps of a training, for looking at them before it begins. Losses stay at 1
    /// meanwhile.
    default double[] preview(double base, int epochs, int stepsPerEpoch) {
        var rates = new double[epochs * stepsPerEpoch];
        for (var step = 0; step < rates.length; step++) {
            var ended = Collections.nCopies(step / stepsPerEpoch, 1.0);
            rates[step] = rate(base, new Clock(step, rates.length, stepsPerEpoch, false, ended));
        }
        return rates;
    }

    /// How far training has come.
    ///
    /// @param step how many steps have been made
    /// @param steps how many there will be in all
    /// @param stepsPerEpoch how many make one pass over the data
    /// @param counting whether a tick is a step, and not an epoch
    /// @param losses what is watched, validation loss if there is one, for each epoch that has
    ///   ended
    record Clock(int step, int steps, int stepsPerEpoch, boolean counting, List<Double> losses) {

        public Clock {
            losses = List.copyOf(losses);
        }

        /// The number of the present epoch, from 0.
        public int epoch() {
            return step / stepsPerEpoch;
        }

        /// How many ticks have passed.
        public int tick() {
            return counting ? step : epoch();
        }

        /// The same moment, counted in steps.
        public Clock inSteps() {
            return new Clock(step, steps, stepsPerEpoch, true, losses);
        }

        /// The same moment on a clock that starts `ticks` later.
        Clock after(int ticks) {
            var skipped = counting ? ticks : ticks * stepsPerEpoch;
            var ended = Math.min(losses.size(), skipped / stepsPerEpoch);
            return new Clock(
                    step - skipped,
                    steps - skipped,
                    stepsPerEpoch,
                    counting,
                    losses.subList(ended, losses.size()));
        }
    }
}
