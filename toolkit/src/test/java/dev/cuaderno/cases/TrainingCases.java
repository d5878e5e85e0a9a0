package dev.cuaderno.cases;

import com.google.gson.JsonElement;

import dev.cuaderno.train.EarlyStopping;
import dev.cuaderno.train.Iterations;
import dev.cuaderno.train.Splits;
import dev.cuaderno.train.TopK;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Dividing data, counting steps, stopping and ranking.
final class TrainingCases {

    static final Map<String, CaseOp> OPS =
            Map.of(
                    "early_stopping", TrainingCases::earlyStopping,
                    "kfold_sizes", TrainingCases::folds,
                    "split_sizes", TrainingCases::split,
                    "iterations", TrainingCases::iterations,
                    "top_k_accuracy", TrainingCases::topK);

    private TrainingCases() {}

    private static Map<String, ?> earlyStopping(CaseInput in) {
        var losses =
                in.inputs().getAsJsonArray("validation_loss").asList().stream()
                        .map(JsonElement::getAsDouble)
                        .toList();
        var results =
                Arrays.stream(in.integers("patience"))
                        .mapToObj(patience -> new EarlyStopping(patience).judge(losses, false))
                        .map(
                                verdict ->
                                        Map.of(
                                                "stop_epoch",
                                                verdict.stop().isPresent()
                                                        ? (Object) verdict.stop().getAsInt()
                                                        : "never",
                                                "best_epoch",
                                                verdict.bestEpoch(),
                                                "best",
                                                verdict.best()))
                        .toList();
        return Map.of("results", results);
    }

    private static Map<String, ?> folds(CaseInput in) {
        var folds = Splits.kFold(in.count("k"), in.count("n"), 1);
        return Map.of(
                "fold_sizes", folds.stream().map(fold -> fold.validation().length).toList(),
                "train_sizes", folds.stream().map(fold -> fold.train().length).toList());
    }

    private static Map<String, ?> split(CaseInput in) {
        var parts =
                Splits.holdOut(
                        in.count("n"),
                        in.integer("test", 0),
                        in.number("validation_fraction_of_rest", 0));
        return Map.of(
                "train", parts.train(),
                "validation", parts.validation(),
                "test", parts.test());
    }

    /// The case brings its own numbers along with the results.
    private static Map<String, ?> iterations(CaseInput in) {
        var rows =
                List.of(
                        new int[] {60000, 128, 10},
                        new int[] {60000, 32, 1},
                        new int[] {50000, 100, 3},
                        new int[] {1200000, 128, 90},
                        new int[] {10, 4, 2});
        return Map.of(
                "rows",
                rows.stream()
                        .map(
                                row -> {
                                    var one = Iterations.of(row[0], row[1], row[2]);
                                    return Map.of(
                                            "n", row[0],
                                            "batch", row[1],
                                            "epochs", row[2],
                                            "iterations_per_epoch", one.perEpoch(),
                                            "last_batch", one.lastBatch(),
                                            "total", one.total(),
                                            "dropping_last", one.dropping());
                                })
                        .toList());
    }

    private static Map<String, ?> topK(CaseInput in) {
        var ranked =
                in.inputs().getAsJsonArray("ranked_predictions").asList().stream()
                        .map(row -> words(row))
                        .toList();
        var truth = words(in.inputs().get("truth"));
        return Map.of(
                "accuracy",
                Arrays.stream(in.integers("k")).mapToObj(k -> TopK.of(k, ranked, truth)).toList());
    }

    private static List<String> words(JsonElement array) {
        return array.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList();
    }
}
