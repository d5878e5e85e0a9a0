package dev.cuaderno.nn;

import dev.cuaderno.op.ReluInPlace;
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
    private final List<String> names;
    private volatile boolean bound;

    Chain(Layer owner, Map<String, Layer> layers) {
        this.owner = owner;
        this.layers = layers;
        names = List.copyOf(layers.keySet());
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
        Layer last = null;
        for (var at = 0; at < names.size(); at++) {
            var name = names.get(at);
            var before = y;
            try {
                if (isNormWithRelu(at, before)) {
                    at++;
                    y = ((BatchNorm) layers.get(name)).thenRelu(before);
                } else {
                    y = step(layers.get(name), last, before);
                }
            } catch (ShapeException e) {
                throw told(e, name, x, steps);
            }
            last = layers.get(names.get(at));
            if (!y.shape().equals(before.shape())) {
                steps.add("%s -> %s".formatted(place(name), y.shape()));
            }
        }
        return y;
    }

    private boolean isNormWithRelu(int at, Tensor x) {
        return at + 1 < names.size()
                && layers.get(names.get(at)) instanceof BatchNorm
                && Together.isRelu(layers.get(names.get(at + 1)))
                && Together.isWorthwhile(x);
    }

    /// @param last the layer that has given x, or `null` for none of this chain
    private static Tensor step(Layer layer, Layer last, Tensor x) {
        return Together.isRelu(layer) && Together.isFresh(last) && Together.isWorthwhile(x)
                ? new ReluInPlace().apply(x)
                : Trace.noted(layer, x, Outline.through(layer, x));
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
