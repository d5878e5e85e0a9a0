package dev.cuaderno.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What one pass over the data came to.
///
/// @param number from 1
/// @param rate the learning rate of its last step
/// @param values loss and metrics by name, those of the validation data as `val_loss`,
///   `val_accuracy`, ...; training values are means over the epoch, during which the network
///   changes
public record Epoch(int number, double rate, Map<String, Double> values) {

    static final String VALIDATION = "val_";

    public Epoch {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /// The loss.
    public double loss() {
        return get("loss");
    }

    /// The loss on the validation data.
    public double valLoss() {
        return get("val_loss");
    }

    /// The accuracy, if that metric was asked for.
    public double accuracy() {
        return get("accuracy");
    }

    /// The accuracy on the validation data.
    public double valAccuracy() {
        return get("val_accuracy");
    }

    /// One of the values.
    ///
    /// @throws IllegalArgumentException naming those there are
    public double get(String name) {
        var value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "epoch: no value %s; there are %s".formatted(name, values.keySet()));
        }
        return value;
    }

    /// `epoch 7: loss 0.1234, val_loss 0.2345`.
    @Override
    public String toString() {
        var parts = new ArrayList<String>();
        values.forEach((name, value) -> parts.add(name + " " + Table.number(value)));
        return "epoch " + number + ": " + String.join(", ", parts);
    }
}
