package dev.cuaderno.train;

import static dev.cuaderno.words.Words.say;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// How often each class was taken for each: row = truth, column = prediction.
///
/// Of class c, with TP right decisions for it, FP wrong ones for it and FN wrong ones for others:
/// precision TP/(TP+FP), recall TP/(TP+FN), F1 = 2TP/(2TP+FP+FN); 0 where nothing is divided by
/// nothing. Source: C. J. van Rijsbergen, "Information Retrieval", 1979, chapter 7.
public final class ConfusionMatrix implements Displayable {

    private final double threshold;
    private final List<String> names;
    private long[][] counts = new long[0][0];

    /// An empty matrix that grows with the classes it meets.
    public ConfusionMatrix() {
        this(0);
    }

    /// The same, with a threshold for networks with a single output, see [Accuracy].
    public ConfusionMatrix(double threshold) {
        this(threshold, List.of());
    }

    ConfusionMatrix(double threshold, List<String> names) {
        this.threshold = threshold;
        this.names = List.copyOf(names);
    }

    /// The same counts with names for the classes.
    public ConfusionMatrix named(List<String> classes) {
        var copy = new ConfusionMatrix(threshold, classes);
        copy.counts = counts;
        copy.grow(classes.size());
        return copy;
    }

    /// Counts a batch.
    ///
    /// @param prediction scores `[N, C]`, or a single number for each sample
    /// @param target classes `[N]`, or probabilities `[N, C]`
    public void add(Tensor prediction, Tensor target) {
        grow(Classes.single(prediction) ? 2 : prediction.size(-1));
        var predicted = Classes.predicted(prediction, threshold);
        var truth = Classes.truth(prediction, target);
        for (var i = 0; i < truth.length; i++) {
            add(truth[i], predicted[i]);
        }
    }

    /// Counts one decision.
    public void add(int truth, int predicted) {
        if (truth < 0 || predicted < 0) {
            throw new IndexOutOfBoundsException(
                    "confusion: classes count from 0: %d, %d".formatted(truth, predicted));
        }
        grow(Math.max(truth, predicted) + 1);
        counts[truth][predicted]++;
    }

    private void grow(int classes) {
        if (classes > counts.length) {
            var larger = new long[classes][];
            for (var row = 0; row < classes; row++) {
                larger[row] =
                        row < counts.length
                                ? Arrays.copyOf(counts[row], classes)
                                : new long[classes];
            }
            counts = larger;
        }
    }

    /// How many classes have been met.
    public int classes() {
        return counts.length;
    }

    /// The name of a class: its number unless names were given.
    public String name(int number) {
        return number < names.size() ? names.get(number) : Integer.toString(number);
    }

    /// How often a class was taken for another (or for itself).
    public long count(int truth, int predicted) {
        return counts[truth][predicted];
    }

    /// The counts, `[classes, classes]`.
    public Tensor counts() {
        var rows = new double[counts.length][counts.length];
        for (var row = 0; row < rows.length; row++) {
            for (var column = 0; column < rows.length; column++) {
                rows[row][column] = (double) counts[row][column];
            }
        }
        return Tensors.nested(rows);
    }

    /// How many samples have been counted.
    public long total() {
        return Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
    }

    /// How many samples of a class have been counted.
    public long support(int number) {
        return Arrays.stream(counts[number]).sum();
    }

    private long predictions(int number) {
        return Arrays.stream(counts).mapToLong(row -> row[number]).sum();
    }

    /// The share of right decisions.
    public double accuracy() {
        var right = 0L;
        for (var i = 0; i < counts.length; i++) {
            right += counts[i][i];
        }
        return (double) right / total();
    }

    /// Of what was taken for a class, the share that was it.
    public double precision(int number) {
        return share(counts[number][number], predictions(number));
    }

    /// Of what was a class, the share that was taken for it.
    public double recall(int number) {
        return share(counts[number][number], support(number));
    }

    /// The harmonic mean of precision and recall.
    public double f1(int number) {
        return share(2 * counts[number][number], support(number) + predictions(number));
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    double mean(ToDoubleFunction<Integer> score, ToDoubleFunction<Integer> weight) {
        var sum = 0.0;
        var weights = 0.0;
        for (var i = 0; i < counts.length; i++) {
            // Of a class that has never been met nothing can be said.
            if (support(i) > 0 || predictions(i) > 0) {
                sum += weight.applyAsDouble(i) * score.applyAsDouble(i);
                weights += weight.applyAsDouble(i);
            }
        }
        return sum / weights;
    }

    /// Precision, recall, F1 and number of samples of each class, and their means.
    public Table report() {
        var table = new Table(say("class"), say("precision"), say("recall"), "F1", say("samples"));
        for (var i = 0; i < counts.length; i++) {
            table.row(
                    name(i),
                    Table.number(precision(i)),
                    Table.number(recall(i)),
                    Table.number(f1(i)),
                    Long.toString(support(i)));
        }
        for (var averaging : List.of(ClassScore.Averaging.MACRO, ClassScore.Averaging.WEIGHTED)) {
            var cells = new ArrayList<String>();
            cells.add(averaging == ClassScore.Averaging.MACRO ? say("mean") : say("weighted mean"));
            for (var kind : ClassScore.Kind.values()) {
                cells.add(Table.number(new ClassScore(kind, averaging, -1, threshold).of(this)));
            }
            cells.add(Long.toString(total()));
            table.row(cells.toArray(String[]::new));
        }
        return table.note(say("accuracy") + " " + Table.number(accuracy()));
    }

    /// The counts as a table, the diagonal in green and errors in red, each the deeper the larger
    /// its share of the row.
    @Override
    public MimeBundle mime() {
        return ConfusionTable.of(this);
    }

    @Override
    public String toString() {
        return ConfusionTable.text(this);
    }
}
