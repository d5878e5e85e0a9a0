package dev.cuaderno.nn;

import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Checks a state dict against a layer's names and shapes, and takes its values.
final class StateDict {

    /// A count of batches that PyTorch keeps beside running statistics and that we do not need.
    private static final String BATCHES = "num_batches_tracked";

    private StateDict() {}

    static void load(Layer layer, Map<String, Tensor> state) {
        var parameters = Components.parameters(layer);
        var problems = new ArrayList<String>();
        var missing = new ArrayList<>(parameters.keySet());
        missing.removeAll(state.keySet());
        report("missing", missing, problems);
        var unexpected = new ArrayList<>(state.keySet());
        unexpected.removeAll(parameters.keySet());
        unexpected.removeIf(name -> name.endsWith(BATCHES));
        report("unexpected", unexpected, problems);
        report("of another shape", misshapen(parameters, state), problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "load: the state dict does not fit, nothing was changed"
                            + String.join("", problems));
        }
        parameters.forEach((name, parameter) -> parameter.set(state.get(name)));
    }

    private static List<String> misshapen(
            Map<String, Parameter> parameters, Map<String, Tensor> state) {
        var found = new ArrayList<String>();
        parameters.forEach(
                (name, parameter) -> {
                    var given = state.get(name);
                    if (given != null
                            && parameter.isSettled()
                            && !parameter.shape().equals(given.shape())) {
                        found.add(
                                "%s %s, needed %s"
                                        .formatted(name, given.shape(), parameter.shape()));
                    }
                });
        return found;
    }

    private static void report(String what, List<String> names, List<String> problems) {
        if (!names.isEmpty()) {
            problems.add("\n  %s (%d): %s".formatted(what, names.size(), String.join(", ", names)));
        }
    }
}
