package dev.cuaderno.nn;

import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Layers side by side on the same input, their results joined along the channels or added. The
/// branches are named by their numbers from 0, or as given.
public final class Parallel implements Layer {

    private final Map<String, Layer> branches;
    private final boolean added;
    private volatile boolean bound;

    private Parallel(Map<String, Layer> branches, boolean added) {
        if (branches.isEmpty()) {
            throw new IllegalArgumentException("parallel: at least one branch is needed");
        }
        this.branches = Collections.unmodifiableMap(branches);
        this.added = added;
    }

    /// Branches joined along axis 1.
    public static Parallel of(Layer... branches) {
        return new Parallel(Chain.numbered(Arrays.asList(branches)), false);
    }

    /// Branches with names of their own, in the map's order, joined along axis 1.
    public static Parallel named(Map<String, ? extends Layer> branches) {
        return new Parallel(new LinkedHashMap<>(branches), false);
    }

    /// The same with the results added.
    public Parallel sum() {
        return new Parallel(branches, true);
    }

    @Override
    public Tensor forward(Tensor x) {
        if (!bound) {
            Components.bindUnnamed(this);
            bound = true;
        }
        var results = new Tensor[branches.size()];
        var next = 0;
        for (var branch : branches.values()) {
            results[next++] = Trace.noted(branch, x, Outline.through(branch, x));
        }
        var y =
                added
                        ? Arrays.stream(results).reduce(Tensor::plus).orElseThrow()
                        : Tensors.concat(1, results);
        return Trace.noted(this, x, y);
    }

    @Override
    public Map<String, ?> components() {
        return branches;
    }

    @Override
    public String toString() {
        return branches.values().stream()
                .map(
                        branch ->
                                branch instanceof Primitive
                                        ? branch.toString()
                                        : Summary.name(branch))
                .collect(Collectors.joining(", ", "parallel(", ")"));
    }
}
