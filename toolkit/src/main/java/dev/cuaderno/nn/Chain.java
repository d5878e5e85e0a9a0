package dev.cuaderno.nn;

import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Runs named layers one behind the other for the layer that owns them, tells a trace what came out
/// of each, and says in errors where in the chain they arose and how the shapes came about.
final class Chain {

    /// How many steps before the error are told.
    private static final int TOLD = 3;

    private final Layer owner;
    private final Map<String, Layer> layers;
    private volatile boolean bound;

    Chain(Layer owner, Map<String, Layer> layers) {
        this.owner = owner;
        this.layers = layers;
        layers.forEach(
                (name, layer) -> {
                    if (layer == null) {
                        throw new IllegalArgumentException("layer " + name + " is null");
                    }
                });
    }

    /// Names `0`, `1`, ... for layers.
    static Map<String, Layer> numbered(List<Layer> layers) {
        var named = new LinkedHashMap<String, Layer>();
        for (var layer : layers) {
            named.put(Integer.toString(named.size()), layer);
        }
        return named;
    }

    Tensor run(Tensor x) {
        bindOnce();
        var y = x;
        var steps = new ArrayList<String>();
        for (var entry : layers.entrySet()) {
            var before = y;
            try {
                y =
                        Trace.noted(
                                entry.getValue(),
                                before,
                                Outline.through(entry.getValue(), before));
            } catch (ShapeException e) {
                throw told(e, entry.getKey(), x, steps);
            }
            if (!y.shape().equals(before.shape())) {
                steps.add("%s -> %s".formatted(place(entry.getKey()), y.shape()));
            }
        }
        return y;
    }

    /// The names of a chain that is run by itself; a network around it has given longer ones.
    void bindOnce() {
        if (!bound) {
            Components.bindUnnamed(owner);
            bound = true;
        }
    }

    private String place(String name) {
        return layers.get(name) instanceof Primitive primitive && !primitive.path().isEmpty()
                ? "net." + primitive.path()
                : name;
    }

    private ShapeException told(ShapeException e, String name, Tensor x, List<String> steps) {
        var operation = e.operation();
        if (!operation.startsWith("net.")) {
            operation =
                    "net.%s (%s): %s".formatted(name, Summary.name(layers.get(name)), operation);
        }
        if (e.why().contains(" -> ") || steps.isEmpty()) {
            return Places.rename(e, operation, e.why());
        }
        var from = Math.max(0, steps.size() - TOLD);
        var journey =
                (from == 0 ? x.shape() + ", " : "..., ")
                        + String.join(", ", steps.subList(from, steps.size()));
        var why = e.why().isEmpty() ? journey : e.why() + "; " + journey;
        return Places.rename(e, operation, why);
    }

    String describe(String name) {
        return layers.values().stream()
                .map(layer -> layer instanceof Primitive ? layer.toString() : Summary.name(layer))
                .collect(Collectors.joining(", ", name + "(", ")"));
    }
}
