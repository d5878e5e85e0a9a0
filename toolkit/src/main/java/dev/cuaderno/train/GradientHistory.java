package dev.cuaderno.train;

import static dev.cuaderno.words.Words.say;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// How long each parameter's gradient was: the mean over the steps of each epoch, before clipping.
/// Where gradients vanish or explode, it shows here.
public final class GradientHistory implements Displayable {

    private final List<String> names;
    private final List<double[]> epochs = new ArrayList<>();
    private double[] sums;
    private int steps;

    GradientHistory(List<String> names) {
        this.names = names;
        this.sums = new double[names.size()];
    }

    void begin() {
        sums = new double[names.size()];
        steps = 0;
    }

    void add(List<Double> norms) {
        for (var i = 0; i < norms.size(); i++) {
            sums[i] += norms.get(i);
        }
        steps++;
    }

    void end() {
        var count = Math.max(1, steps);
        epochs.add(Arrays.stream(sums).map(sum -> sum / count).toArray());
    }

    /// The parameters, from the network's beginning to its end.
    public List<String> names() {
        return names;
    }

    /// The mean lengths by parameter, one for each epoch.
    public Map<String, List<Double>> norms() {
        var norms = new LinkedHashMap<String, List<Double>>();
        for (var i = 0; i < names.size(); i++) {
            var at = i;
            norms.put(names.get(i), epochs.stream().map(epoch -> epoch[at]).toList());
        }
        return Collections.unmodifiableMap(norms);
    }

    /// One line for each weight (biases left out) over the epochs, on a logarithmic axis.
    public MimeBundle plot() {
        var lines = new LinkedHashMap<String, List<Double>>();
        norms().forEach(
                        (name, norms) -> {
                            if (!name.endsWith("bias")
                                    && norms.stream().allMatch(norm -> norm > 0)) {
                                lines.put(name, norms);
                            }
                        });
        var epochsSoFar =
                IntStream.rangeClosed(1, epochs.size()).mapToObj(i -> (double) i).toList();
        return Charts.logarithmic(say("gradient norm"), say("epoch"), epochsSoFar, lines);
    }

    private Table table() {
        var table = new Table(say("parameter"), say("first epoch"), say("last epoch"));
        norms().forEach(
                        (name, norms) -> {
                            if (!norms.isEmpty()) {
                                table.row(
                                        name,
                                        Table.number(norms.getFirst()),
                                        Table.number(norms.getLast()));
                            }
                        });
        return table;
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
