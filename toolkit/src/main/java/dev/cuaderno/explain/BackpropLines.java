package dev.cuaderno.explain;

import java.util.ArrayList;
import java.util.List;

/// The lines of a step of backpropagation: letters, then numbers, then the value. Layers are
/// counted from 1, neurons from 0; `W1[0,1]` is the weight from input 1 to neuron 0 of layer 1.
final class BackpropLines {

    private static final int MOST_TERMS = 8;
    private static final int MOST_LINES = 24;

    private final Backprop step;

    BackpropLines(Backprop step) {
        this.step = step;
    }

    /// One weight or bias on its way through a step.
    record Change(String name, String gradient, String numeric, String next) {}

    String title() {
        var sizes = new StringBuilder(Integer.toString(step.input().size(0)));
        step.layers().forEach(layer -> sizes.append(" → ").append(layer.neurons().outputs()));
        return sizes + ",  " + step.objective().formula();
    }

    /// `z1[0] = 0.15*0.05 + 0.2*0.1 + 0.35 = 0.3775, a1[0] = sigmoid(0.3775) = 0.5933`.
    List<String> forward() {
        var lines = new ArrayList<String>();
        for (var l = 0; l < step.layers().size(); l++) {
            var layer = step.layers().get(l);
            for (var i = 0; i < layer.neurons().outputs(); i++) {
                var terms = new ArrayList<String>();
                for (var j = 0; j < layer.neurons().inputs(); j++) {
                    terms.add(
                            Figures.product(
                                    layer.neurons().weight().getDouble(i, j),
                                    layer.input().getDouble(j)));
                }
                terms.add(Figures.signed(layer.neurons().bias().getDouble(i)));
                var z = Figures.of(layer.z().getDouble(i));
                var line =
                        "z%d[%d] = %s = %s".formatted(l + 1, i, Figures.sum(terms, MOST_TERMS), z);
                lines.add(line + answer(layer, l, i, z));
            }
        }
        return lines;
    }

    private static String answer(Backprop.Result layer, int l, int i, String z) {
        var a = Figures.of(layer.a().getDouble(i));
        if (layer.neurons().name().isEmpty()) {
            return ",  a%d[%d] = %s".formatted(l + 1, i, a);
        }
        var inside = layer.neurons().isElementwise() ? z : "z" + (l + 1);
        var index = layer.neurons().isElementwise() ? "" : "[" + i + "]";
        return ",  a%d[%d] = %s(%s)%s = %s"
                .formatted(l + 1, i, layer.neurons().name(), inside, index, a);
    }

    String loss() {
        return "E = %s = %s"
                .formatted(
                        step.objective()
                                .numbers(
                                        step.output().toDoubleArray(),
                                        step.target().toDoubleArray()),
                        Figures.of(step.loss()));
    }

    /// From the last layer to the first: `δ2[0] = (0.7514 - 0.01)*0.1868 = 0.1385`.
    List<String> backward() {
        var lines = new ArrayList<String>();
        for (var l = step.layers().size() - 1; l >= 0; l--) {
            var layer = step.layers().get(l);
            for (var i = 0; i < layer.neurons().outputs(); i++) {
                lines.add(
                        "δ%d[%d] = %s = %s"
                                .formatted(
                                        l + 1,
                                        i,
                                        error(l, i),
                                        Figures.of(layer.delta().getDouble(i))));
            }
        }
        return lines;
    }

    private String error(int l, int i) {
        var layer = step.layers().get(l);
        if (!layer.neurons().isElementwise()) {
            return throughSoftmax(layer, l, i);
        }
        var before =
                l == step.layers().size() - 1
                        ? step.objective().slope(layer.a().getDouble(i), step.target().getDouble(i))
                        : "(" + sentBack(l, i) + ")";
        return layer.neurons().name().isEmpty()
                ? before
                : before + "*" + Figures.of(layer.slope().getDouble(i));
    }

    /// Softmax mixes: every ∂E/∂a takes part; with cross-entropy what remains is a − t.
    private String throughSoftmax(Backprop.Result layer, int l, int i) {
        if (l == step.layers().size() - 1
                && step.objective() == Objective.CROSS_ENTROPY
                && Math.abs(step.target().sum().itemDouble() - 1) < 1e-9) {
            return Figures.of(layer.a().getDouble(i))
                    + " - "
                    + Figures.of(step.target().getDouble(i));
        }
        return "Σk ∂E/∂a%d[k]*∂a%d[k]/∂z%d[%d]".formatted(l + 1, l + 1, l + 1, i);
    }

    /// Σ over the next layer's neurons of weight times δ.
    private String sentBack(int l, int i) {
        var next = step.layers().get(l + 1);
        var terms = new ArrayList<String>();
        for (var k = 0; k < next.neurons().outputs(); k++) {
            terms.add(
                    Figures.product(
                            next.neurons().weight().getDouble(k, i), next.delta().getDouble(k)));
        }
        return Figures.sum(terms, MOST_TERMS);
    }

    /// `∂E/∂W2[0,0] = δ2[0]*a1[0] = 0.1385*0.5933 = 0.08217`, and what follows from it.
    List<Change> changes() {
        var changes = new ArrayList<Change>();
        for (var l = step.layers().size() - 1; l >= 0; l--) {
            var layer = step.layers().get(l);
            var nextWeight = layer.nextWeight(step.rate());
            var nextBias = layer.nextBias(step.rate());
            for (var i = 0; i < layer.neurons().outputs(); i++) {
                var delta = layer.delta().getDouble(i);
                for (var j = 0; j < layer.neurons().inputs(); j++) {
                    var gradient = layer.weightGradient().getDouble(i, j);
                    changes.add(
                            new Change(
                                    "W%d[%d,%d]".formatted(l + 1, i, j),
                                    Figures.product(delta, layer.input().getDouble(j))
                                            + " = "
                                            + Figures.of(gradient),
                                    Figures.of(layer.differences().getDouble(i, j)),
                                    update(
                                            layer.neurons().weight().getDouble(i, j),
                                            gradient,
                                            nextWeight.getDouble(i, j))));
                }
                changes.add(
                        new Change(
                                "b%d[%d]".formatted(l + 1, i),
                                Figures.of(delta),
                                "",
                                update(
                                        layer.neurons().bias().getDouble(i),
                                        layer.biasGradient().getDouble(i),
                                        nextBias.getDouble(i))));
            }
        }
        return changes;
    }

    private String update(double now, double gradient, double next) {
        return "%s - %s = %s"
                .formatted(
                        Figures.of(now), Figures.product(step.rate(), gradient), Figures.of(next));
    }

    String deviation() {
        return "max |∂E/∂W − (E(w + h) − E(w − h))/2h| = " + Figures.of(step.deviation());
    }

    static Shortened<String> shortened(List<String> lines) {
        return Shortened.of(lines, MOST_LINES);
    }

    static Shortened<Change> shortenedChanges(List<Change> changes) {
        return Shortened.of(changes, MOST_LINES);
    }

    String text() {
        var text = new ArrayList<String>();
        text.add(title());
        text.add("");
        add(text, shortened(forward()));
        text.add("");
        text.add(loss());
        text.add("");
        add(text, shortened(backward()));
        text.add("");
        add(
                text,
                shortened(
                        changes().stream()
                                .map(
                                        change ->
                                                "∂E/∂%s = %s   %s ← %s"
                                                        .formatted(
                                                                change.name(),
                                                                change.gradient(),
                                                                change.name(),
                                                                change.next()))
                                .toList()));
        text.add("");
        text.add(deviation());
        return String.join("\n", text);
    }

    private static void add(List<String> text, Shortened<String> lines) {
        text.addAll(lines.first());
        if (lines.left() > 0) {
            text.add("… (" + lines.left() + ")");
        }
        text.addAll(lines.last());
    }
}
