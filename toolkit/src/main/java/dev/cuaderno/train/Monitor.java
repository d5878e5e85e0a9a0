package dev.cuaderno.train;

import java.util.List;

/// The value that decides which epoch is best and when to stop.
///
/// @param name of the value
/// @param higherIsBetter whether more is better
/// @param rule how it is judged
/// @param validating whether there are validation data
record Monitor(String name, boolean higherIsBetter, EarlyStopping rule, boolean validating) {

    static Monitor of(Fit fit) {
        var rule =
                fit.earlyStopping() == null
                        ? new EarlyStopping(Integer.MAX_VALUE)
                        : fit.earlyStopping();
        var usual = fit.validation() == null ? "loss" : Epoch.VALIDATION + "loss";
        var name = rule.monitor().isEmpty() ? usual : rule.monitor();
        var plain =
                name.startsWith(Epoch.VALIDATION)
                        ? name.substring(Epoch.VALIDATION.length())
                        : name;
        var metric = fit.metrics().stream().filter(one -> one.name().equals(plain)).findFirst();
        var known = plain.equals("loss") || metric.isPresent();
        if (!known || (!name.equals(plain) && fit.validation() == null)) {
            throw new IllegalStateException(
                    "earlyStopping: nothing is called %s; name its metric, and validation data for val_..."
                            .formatted(name));
        }
        return new Monitor(
                name,
                metric.map(Metric::higherIsBetter).orElse(false),
                rule,
                fit.validation() != null);
    }

    /// Where the best epoch lies and whether training ends; without early stopping patience has no
    /// end.
    EarlyStopping.Verdict judge(List<Epoch> epochs) {
        return rule.judge(epochs.stream().map(one -> one.get(name)).toList(), higherIsBetter);
    }

    /// What schedules watch: the validation loss, or the loss.
    List<Double> loss(History history) {
        var watched = validating ? "val_loss" : "loss";
        return history.epochs().stream().map(one -> one.get(watched)).toList();
    }
}
