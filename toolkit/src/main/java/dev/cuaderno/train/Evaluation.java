package dev.cuaderno.train;

import static dev.cuaderno.words.Words.say;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.grad.Scopes;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.plan.Planned;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// How good a network is on data: loss and metrics, and for classes the confusion matrix and the
/// samples it got wrong.
public final class Evaluation implements Displayable {

    private static final int BATCH = 100;

    private final Dataset data;
    private final Map<String, Double> values;
    private final List<Decision> decisions;

    private Evaluation(Dataset data, Map<String, Double> values, List<Decision> decisions) {
        this.data = data;
        this.values = Collections.unmodifiableMap(values);
        this.decisions = decisions;
    }

    /// What the network said about a sample.
    private record Decision(int truth, int predicted, double confidence) {}

    /// Lets a network answer for all samples, in order.
    public static Evaluation of(Layer net, Dataset data, Metric... metrics) {
        Trainer.settle(net, data);
        var planned = Planned.of(net);
        return of(
                x -> Scopes.noGrad(() -> Scopes.evaluating(() -> planned.apply(x))),
                data,
                null,
                List.of(metrics),
                BATCH);
    }

    /// @param loss or `null`
    static Evaluation of(
            UnaryOperator<Tensor> predict,
            Dataset dataset,
            Loss loss,
            List<Metric> metrics,
            int batch) {
        var data = dataset.plain();
        var meters = metrics.stream().map(Metric::start).toList();
        var decisions = new ArrayList<Decision>();
        var threshold =
                metrics.stream()
                        .mapToDouble(one -> one instanceof Accuracy it ? it.threshold() : 0)
                        .max()
                        .orElse(0);
        var sum = 0.0;
        var order = IntStream.range(0, data.size()).toArray();
        try (var batches = data.stream(Splits.batches(order, batch, false), new Generator(0))) {
            for (var part : (Iterable<Batch>) batches::iterator) {
                var prediction = predict.apply(part.inputs());
                meters.forEach(meter -> meter.add(prediction, part.labels()));
                if (loss != null) {
                    sum += loss.of(prediction, part.labels()).itemDouble() * part.size();
                }
                decide(prediction, part, threshold, decisions);
                Interrupt.check();
            }
        }
        var values = new LinkedHashMap<String, Double>();
        if (loss != null) {
            values.put("loss", sum / data.size());
        }
        for (var i = 0; i < meters.size(); i++) {
            values.put(metrics.get(i).name(), meters.get(i).value());
        }
        return new Evaluation(data, values, decisions);
    }

    private static void decide(
            Tensor prediction, Batch batch, double threshold, List<Decision> decisions) {
        int[] truth;
        try {
            truth = Classes.truth(prediction, batch.labels());
        } catch (ShapeException noClasses) {
            return;
        }
        if (truth.length != batch.size()) {
            return;
        }
        var predicted = Classes.predicted(prediction, threshold);
        var single = Classes.single(prediction);
        var confidence = single ? prediction : prediction.softmax().max(prediction.rank() - 1);
        var sure = confidence.toDoubleArray();
        for (var i = 0; i < truth.length; i++) {
            decisions.add(new Decision(truth[i], predicted[i], sure[i]));
        }
    }

    /// How many samples there were.
    public int samples() {
        return data.size();
    }

    /// The loss.
    public double loss() {
        return get("loss");
    }

    /// The accuracy: that metric, or if it was not asked for, the share of samples whose class was
    /// predicted.
    ///
    /// @throws IllegalStateException if it was not asked for and the labels are no classes
    public double accuracy() {
        if (values.containsKey("accuracy")) {
            return get("accuracy");
        }
        requireClasses("accuracy");
        var right = decisions.stream().filter(one -> one.truth == one.predicted).count();
        return (double) right / decisions.size();
    }

    /// Loss and metrics by name.
    public Map<String, Double> values() {
        return values;
    }

    /// The loss or one of the metrics.
    public double get(String name) {
        var value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "evaluation: no value %s; there are %s".formatted(name, values.keySet()));
        }
        return value;
    }

    /// How often each class was taken for each.
    ///
    /// @throws IllegalStateException if the labels are no classes
    public ConfusionMatrix confusion() {
        requireClasses("confusion");
        var matrix = new ConfusionMatrix();
        decisions.forEach(one -> matrix.add(one.truth, one.predicted));
        return data.classes().isEmpty() ? matrix : matrix.named(data.classes());
    }

    /// The samples whose class was not predicted, in their order.
    ///
    /// @throws IllegalStateException if the labels are no classes
    public Mistakes mistakes() {
        requireClasses("mistakes");
        var wrong = new ArrayList<Mistakes.Mistake>();
        for (var i = 0; i < decisions.size(); i++) {
            var one = decisions.get(i);
            if (one.truth != one.predicted) {
                wrong.add(new Mistakes.Mistake(i, one.truth, one.predicted, one.confidence));
            }
        }
        return new Mistakes(data, wrong);
    }

    private void requireClasses(String wanted) {
        if (decisions.size() != data.size()) {
            throw new IllegalStateException(
                    wanted + ": the labels are no classes, one for each sample");
        }
    }

    private Table table() {
        var table = new Table("", say("value"));
        values.forEach((name, value) -> table.row(name, Table.number(value)));
        return table.note(say("%d samples", data.size()));
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
