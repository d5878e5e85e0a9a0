package dev.cuaderno.train;

import static dev.cuaderno.words.Words.say;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;

import java.util.ArrayList;
import java.util.List;

/// What k trainings came to, each validated with another kth of the samples.
///
/// @param runs one for each fold
public record CrossValidation(List<Run> runs) implements Displayable {

    public CrossValidation {
        runs = List.copyOf(runs);
    }

    static CrossValidation of(Fit fit, int folds) {
        if (fit.validation() != null) {
            throw new IllegalStateException(
                    "crossValidate: the folds are the validation data; leave validate(...) out");
        }
        if (fit.resume() != null || fit.checkpoint() != null) {
            throw new IllegalStateException(
                    "crossValidate: without checkpoint(...) and resume(...)");
        }
        Trainer.settle(fit.net(), fit.train());
        var before = fit.net().stateDict();
        var runs = new ArrayList<Run>();
        try {
            for (var fold : Splits.kFold(folds, fit.train().size(), fit.seed())) {
                runs.add(
                        fit.train(fit.train().subset(fold.train()))
                                .validate(fit.train().subset(fold.validation()))
                                .startOver(fit.seed())
                                .run());
                if (runs.getLast().ending().startsWith("interrupted")) {
                    break;
                }
            }
        } finally {
            fit.net().load(before);
        }
        return new CrossValidation(runs);
    }

    /// A value of each fold at its best epoch: `values("val_accuracy")`.
    public List<Double> values(String name) {
        return runs.stream().map(run -> run.best().get(name)).toList();
    }

    /// The mean of a value over the folds.
    public double mean(String name) {
        return values(name).stream().mapToDouble(value -> value).average().orElse(Double.NaN);
    }

    /// The standard deviation of a value over the folds: √(Σ(x − mean)²/k).
    public double std(String name) {
        var mean = mean(name);
        return Math.sqrt(
                values(name).stream()
                        .mapToDouble(value -> (value - mean) * (value - mean))
                        .average()
                        .orElse(Double.NaN));
    }

    private Table table() {
        var names = runs.getFirst().history().names();
        var head = new ArrayList<String>();
        head.add(say("fold"));
        head.addAll(names);
        var table = new Table(head.toArray(String[]::new));
        for (var i = 0; i < runs.size(); i++) {
            var best = runs.get(i).best();
            var row = new ArrayList<String>();
            row.add(Integer.toString(i + 1));
            names.forEach(name -> row.add(Table.number(best.get(name))));
            table.row(row.toArray(String[]::new));
        }
        var means = new ArrayList<String>();
        means.add(say("mean ± std"));
        names.forEach(
                name -> means.add(Table.number(mean(name)) + " ± " + Table.number(std(name))));
        return table.row(means.toArray(String[]::new)).mark();
    }

    @Override
    public MimeBundle mime() {
        return table().mime();
    }

    @Override
    public String toString() {
        return table().toString();
    }
}
