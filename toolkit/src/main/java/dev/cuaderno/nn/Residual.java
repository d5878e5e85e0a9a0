package dev.cuaderno.nn;

import dev.cuaderno.tensor.Tensor;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// F(x) + x: layers one behind the other, with a way around them; He et al., "Deep residual
/// learning" (2016). Where F changes the shape, x takes a shortcut layer:
///
/// ```java
/// residual(conv2d(64, 128, 3).stride(2).padding(1)).shortcut(conv2d(64, 128, 1).stride(2))
/// ```
///
/// The layers are named by their numbers from 0, the shortcut `shortcut`.
public final class Residual implements Layer {

    private final Map<String, Layer> body;
    private final Layer shortcut;
    private final Map<String, Layer> parts;
    private final Chain chain;

    private Residual(Map<String, Layer> body, Layer shortcut) {
        this.body = body;
        this.shortcut = shortcut;
        var all = new LinkedHashMap<>(body);
        if (shortcut != null) {
            all.put("shortcut", shortcut);
        }
        this.parts = Collections.unmodifiableMap(all);
        this.chain = new Chain(this, body);
    }

    /// The layers of F.
    public static Residual of(Layer... body) {
        return new Residual(Chain.numbered(Arrays.asList(body)), null);
    }

    /// The same with a layer on the way around.
    public Residual shortcut(Layer layer) {
        return new Residual(body, layer);
    }

    @Override
    public Tensor forward(Tensor x) {
        var f = chain.run(x);
        var around = shortcut == null ? x : Trace.noted(shortcut, x, Outline.through(shortcut, x));
        return Trace.noted(this, x, f.plus(around));
    }

    @Override
    public Map<String, ?> components() {
        return parts;
    }

    @Override
    public String toString() {
        return chain.describe("residual");
    }
}
