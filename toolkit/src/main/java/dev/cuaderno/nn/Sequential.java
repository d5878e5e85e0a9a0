package dev.cuaderno.nn;

import dev.cuaderno.tensor.Tensor;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Layers one behind the other. They are named by their numbers from 0, or as given.
public final class Sequential implements Layer {

    private final Map<String, Layer> layers;
    private final Chain chain;

    private Sequential(Map<String, Layer> layers) {
        this.layers = Collections.unmodifiableMap(layers);
        this.chain = new Chain(this, this.layers);
    }

    /// Layers named `0`, `1`, ...
    public static Sequential of(Layer... layers) {
        return new Sequential(Chain.numbered(Arrays.asList(layers)));
    }

    /// Layers with names of their own, in the map's order.
    public static Sequential named(Map<String, ? extends Layer> layers) {
        return new Sequential(new LinkedHashMap<>(layers));
    }

    @Override
    public Tensor forward(Tensor x) {
        return Running.isInside()
                ? steps(x)
                : Running.whole(this, Components.of(this), x, this::steps);
    }

    private Tensor steps(Tensor x) {
        return Trace.noted(this, x, chain.run(x));
    }

    @Override
    public Sequential then(Layer next) {
        var more = new LinkedHashMap<>(layers);
        var number = layers.size();
        // Layers with names of their own may have taken this one.
        while (more.containsKey(Integer.toString(number))) {
            number++;
        }
        more.put(Integer.toString(number), next);
        return new Sequential(more);
    }

    /// The layers in order.
    public List<Layer> layers() {
        return List.copyOf(layers.values());
    }

    /// The layer at a place counted from 0.
    public Layer get(int index) {
        return layers().get(index);
    }

    @Override
    public Map<String, ?> components() {
        return layers;
    }

    @Override
    public String toString() {
        return chain.describe("sequential");
    }
}
