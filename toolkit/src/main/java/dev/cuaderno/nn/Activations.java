package dev.cuaderno.nn;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.words.Words;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What every layer gave for one input, by the layers' names.
///
/// Gradients flow through the tensors: `grad(loss, activations.get("conv1"))` says how the loss
/// changes with what that layer gave.
public final class Activations implements Displayable {

    private static final String BARS = " ▁▂▃▄▅▆▇█";
    private static final int BINS = 16;

    private static final List<String> HEAD =
            List.of("layer", "", "shape", "mean", "std", "min", "max", "zeros", "distribution");

    private final Map<String, Tensor> results = new LinkedHashMap<>();
    private final Map<String, String> layers = new LinkedHashMap<>();
    private Tensor output;

    private Activations() {}

    /// Runs a network and keeps what its layers give, in the order in which they finish.
    public static Activations record(Layer net, Tensor x) {
        var activations = new Activations();
        activations.output =
                Hooks.onForward(
                        net,
                        (name, layer, _, y) -> activations.keep(name, layer, y),
                        () -> net.apply(x));
        return activations;
    }

    private void keep(String name, Layer layer, Tensor y) {
        if (name.isEmpty()) {
            return;
        }
        var key = name;
        for (var time = 2; results.containsKey(key); time++) {
            key = name + " (" + time + ")";
        }
        results.put(key, y);
        layers.put(key, Summary.name(layer));
    }

    /// The names of the layers; one that ran again has its number behind its name.
    public List<String> names() {
        return List.copyOf(results.keySet());
    }

    /// What a layer gave.
    ///
    /// @throws IllegalArgumentException naming the layers, if there is none of that name
    public Tensor get(String name) {
        var found = results.get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "activations: no layer %s; there are %s"
                            .formatted(name, String.join(", ", results.keySet())));
        }
        return found;
    }

    /// What the network gave.
    public Tensor output() {
        return output;
    }

    /// Everything, by the layers' names.
    public Map<String, Tensor> all() {
        return Collections.unmodifiableMap(results);
    }

    /// How many elements of a layer's result lie in each of so many equal intervals between its
    /// least and its greatest.
    public int[] histogram(String name, int bins) {
        return histogram(get(name).toDoubleArray(), bins);
    }

    private static int[] histogram(double[] values, int bins) {
        var counts = new int[bins];
        var least = Arrays.stream(values).min().orElse(0);
        var width = Arrays.stream(values).max().orElse(0) - least;
        for (var value : values) {
            var bin = width > 0 ? (int) ((value - least) / width * bins) : 0;
            counts[Math.clamp(bin, 0, bins - 1)]++;
        }
        return counts;
    }

    private static String bars(int... counts) {
        var most = Arrays.stream(counts).max().orElse(1);
        var bars = new StringBuilder();
        for (var count : counts) {
            bars.append(BARS.charAt((int) Math.ceil((BARS.length() - 1.0) * count / most)));
        }
        return bars.toString();
    }

    private List<List<String>> rows() {
        var rows = new ArrayList<List<String>>();
        results.forEach(
                (name, y) -> {
                    var values = y.toDoubleArray();
                    var zeros = Arrays.stream(values).filter(v -> v == 0).count();
                    var plain = y.detach();
                    rows.add(
                            List.of(
                                    name,
                                    layers.get(name),
                                    y.shape().toString(),
                                    number(plain.mean().itemDouble()),
                                    number(plain.std().itemDouble()),
                                    number(plain.min().itemDouble()),
                                    number(plain.max().itemDouble()),
                                    String.format(
                                            Locale.ROOT, "%.1f %%", 100.0 * zeros / values.length),
                                    bars(histogram(values, BINS))));
                });
        return rows;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    /// For each layer shape, mean, standard deviation, extremes, the share of zeros and a small
    /// histogram.
    @Override
    public MimeBundle mime() {
        return MimeBundle.html(
                PlainTable.html(HEAD.stream().map(Words::say).toList(), rows()), toString());
    }

    @Override
    public String toString() {
        return PlainTable.text(HEAD.stream().map(Words::say).toList(), rows());
    }
}
