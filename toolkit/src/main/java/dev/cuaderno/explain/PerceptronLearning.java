package dev.cuaderno.explain;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A perceptron that learns, sample by sample: w ← w + η(t−y)x, b ← b + η(t−y), from zeros, until
/// an epoch goes by without a mistake. After F. Rosenblatt, "The perceptron" (1958).
///
/// @param inputs one per row, `[samples, n]`
/// @param targets 0 or 1, `[samples]`
public record PerceptronLearning(Tensor inputs, Tensor targets, double rate, List<Step> steps)
        implements Displayable {

    private static final int MOST_LINES = 24;

    public PerceptronLearning {
        steps = List.copyOf(steps);
    }

    /// One sample.
    ///
    /// @param step counted from 1
    /// @param sample the row
    /// @param sum w·x + b before the step
    /// @param output y
    /// @param weights after the step
    /// @param bias after the step
    public record Step(int step, int sample, double sum, int output, Tensor weights, double bias) {}

    static PerceptronLearning of(Tensor inputs, Tensor targets, double rate, int epochs) {
        if (inputs.rank() != 2 || targets.rank() != 1 || targets.size(0) != inputs.size(0)) {
            throw ShapeException.in("learnPerceptron")
                    .rule("inputs [samples, n], one per row, and targets [samples]")
                    .got("inputs %s, targets %s".formatted(inputs.shape(), targets.shape()))
                    .fix("as many targets as inputs have rows")
                    .error();
        }
        var weights = new double[inputs.size(1)];
        var bias = 0.0;
        var steps = new ArrayList<Step>();
        for (var epoch = 0; epoch < epochs; epoch++) {
            var mistakes = 0;
            for (var sample = 0; sample < inputs.size(0); sample++) {
                var x = inputs.at(sample).toDoubleArray();
                var sum = bias;
                for (var i = 0; i < x.length; i++) {
                    sum += weights[i] * x[i];
                }
                var output = sum > 0 ? 1 : 0;
                var error = targets.getDouble(sample) - output;
                mistakes += error == 0 ? 0 : 1;
                for (var i = 0; i < x.length; i++) {
                    weights[i] += rate * error * x[i];
                }
                bias += rate * error;
                var now = Tensors.of(Arrays.copyOf(weights, weights.length));
                steps.add(new Step(steps.size() + 1, sample, sum, output, now, bias));
            }
            if (mistakes == 0) {
                break;
            }
        }
        return new PerceptronLearning(inputs, targets, rate, steps);
    }

    /// The perceptron as it was left.
    public Perceptron learned() {
        return new Perceptron(steps.getLast().weights(), steps.getLast().bias(), inputs);
    }

    /// Whether it answers every sample as it should.
    public boolean separates() {
        return Arrays.equals(learned().outputs().toDoubleArray(), targets.toDoubleArray());
    }

    private String title() {
        return "w ← w + η(t − y)x,  b ← b + η(t − y),  η = " + Figures.of(rate);
    }

    private String[] row(Step step) {
        var target = targets.getDouble(step.sample());
        return new String[] {
            Integer.toString(step.step()),
            Figures.list(inputs.at(step.sample())),
            Figures.of(target),
            Figures.of(step.sum()),
            Integer.toString(step.output()),
            Figures.of(target - step.output()),
            Figures.list(step.weights()),
            Figures.of(step.bias())
        };
    }

    @Override
    public String toString() {
        var lines = new ArrayList<String>();
        lines.add(title());
        var pattern = "%s  x = %s  t = %s  w·x+b = %s  y = %s  t−y = %s  →  w = %s  b = %s";
        var shown = Shortened.of(steps, MOST_LINES);
        shown.first().forEach(step -> lines.add(pattern.formatted((Object[]) row(step))));
        if (shown.left() > 0) {
            lines.add("… (" + shown.left() + ")");
        }
        shown.last().forEach(step -> lines.add(pattern.formatted((Object[]) row(step))));
        return String.join("\n", lines);
    }

    @Override
    public MimeBundle mime() {
        var html = new StringBuilder("<div style=\"margin:.5em 0\">");
        html.append("<div style=\"margin:0 0 .35em;font-size:.95em\">");
        html.append(Html.escape(title())).append("</div>");
        html.append(
                "<div style=\"display:flex;flex-wrap:wrap;align-items:flex-start;gap:1em 2em\">");
        if (inputs.size(1) == 2) {
            var plane = new DividedPlane(inputs, targets);
            steps.forEach(step -> plane.with(step.weights(), step.bias()));
            html.append(plane.svg(title() + "; " + learned()));
        }
        var table = new StepTable("", "x", "t", "w·x + b", "y", "t − y", "w", "b");
        var shown = Shortened.of(steps, MOST_LINES);
        shown.first().forEach(step -> write(table, step));
        if (shown.left() > 0) {
            table.gap(shown.left());
        }
        shown.last().forEach(step -> write(table, step));
        return MimeBundle.html(html.append(table.html()).append("</div></div>") + "", toString());
    }

    /// Steps that change something stand out.
    private void write(StepTable table, Step step) {
        var mistaken = targets.getDouble(step.sample()) != step.output();
        table.marked(mistaken ? "background:rgba(245,158,11,.22)" : "", row(step));
    }
}
