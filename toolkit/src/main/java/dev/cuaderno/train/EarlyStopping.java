package dev.cuaderno.train;

import java.util.List;
import java.util.OptionalInt;

/// When to end training because nothing gets better any more: after `patience` epochs without a new
/// best value. The semantics are those of Keras' `EarlyStopping`; the best weights are put back
/// unless [#keepLast] says otherwise, also when the last epoch is reached.
///
/// ```java
/// fit(net).earlyStopping(3)
/// fit(net).earlyStopping(patience(3).minDelta(0.001).monitor("val_accuracy"))
/// ```
///
/// @param patience how many epochs without improvement end the training
/// @param minDelta how much better counts as better
/// @param monitor the value that is watched, empty for `val_loss`, or `loss` without validation
/// @param startFrom how many epochs at the beginning do not count
/// @param baseline a value that has to be passed for patience to begin anew, or NaN
/// @param restoreBest whether the network gets the weights of the best epoch at the end
public record EarlyStopping(
        int patience,
        double minDelta,
        String monitor,
        int startFrom,
        double baseline,
        boolean restoreBest) {

    public EarlyStopping {
        if (patience < 0 || startFrom < 0 || !(minDelta >= 0)) {
            throw new IllegalArgumentException(
                    "earlyStopping: patience %d, minDelta %s, startFrom %d: none is below 0"
                            .formatted(patience, minDelta, startFrom));
        }
    }

    /// With this patience.
    public EarlyStopping(int patience) {
        this(patience, 0, "", 0, Double.NaN, true);
    }

    /// Only changes by more than this count as better.
    public EarlyStopping minDelta(double difference) {
        return new EarlyStopping(patience, difference, monitor, startFrom, baseline, restoreBest);
    }

    /// Watches another value: `val_accuracy`.
    public EarlyStopping monitor(String value) {
        return new EarlyStopping(patience, minDelta, value, startFrom, baseline, restoreBest);
    }

    /// Begins to watch after so many epochs.
    public EarlyStopping startFrom(int epochs) {
        return new EarlyStopping(patience, minDelta, monitor, epochs, baseline, restoreBest);
    }

    /// Only improvements beyond this value let patience begin anew.
    public EarlyStopping baseline(double value) {
        return new EarlyStopping(patience, minDelta, monitor, startFrom, value, restoreBest);
    }

    /// Leaves the network with the weights of the last epoch.
    public EarlyStopping keepLast() {
        return new EarlyStopping(patience, minDelta, monitor, startFrom, baseline, false);
    }

    /// What the values so far come to.
    ///
    /// @param stop the epoch, from 0, after which training ends; empty while it goes on
    /// @param bestEpoch the best epoch, from 0; −1 before any counted
    /// @param best its value; NaN before any counted
    public record Verdict(OptionalInt stop, int bestEpoch, double best) {}

    /// Goes through a value's course epoch by epoch, up to where training ends.
    ///
    /// @param values one for each epoch
    /// @param higherIsBetter whether more is better
    public Verdict judge(List<Double> values, boolean higherIsBetter) {
        var sign = higherIsBetter ? -1 : 1;
        var best = Double.POSITIVE_INFINITY;
        var bestEpoch = -1;
        var waited = 0;
        for (var epoch = startFrom; epoch < values.size(); epoch++) {
            var value = sign * values.get(epoch);
            bestEpoch = bestEpoch < 0 ? epoch : bestEpoch;
            waited++;
            if (value + minDelta < best) {
                best = value;
                bestEpoch = epoch;
                if (Double.isNaN(baseline) || value + minDelta < sign * baseline) {
                    waited = 0;
                }
            } else if (waited >= patience && epoch > 0) {
                return new Verdict(OptionalInt.of(epoch), bestEpoch, values.get(bestEpoch));
            }
        }
        return new Verdict(
                OptionalInt.empty(), bestEpoch, bestEpoch < 0 ? Double.NaN : values.get(bestEpoch));
    }
}
