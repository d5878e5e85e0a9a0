package dev.cuaderno.nn;

import dev.cuaderno.tensor.Tensor;

import java.util.IdentityHashMap;
import java.util.function.Supplier;

/// Looks at what layers are given and give, while a piece of code runs in this thread:
///
/// ```java
/// Hooks.onForward(net, (name, layer, x, y) -> System.out.println(name + " " + y.shape()),
///         () -> net.apply(images));
/// ```
///
/// Layers inside a function of tensors are seen under the name `?`, as in summaries.
public final class Hooks {

    private static final ScopedValue<Hooks> CURRENT = ScopedValue.newInstance();

    private final IdentityHashMap<Layer, String> names = new IdentityHashMap<>();
    private final Hook hook;
    private Layer lastLayer;
    private Tensor lastResult;

    private Hooks(Layer net, Hook hook) {
        this.hook = hook;
        for (var part : Components.bind(net)) {
            if (part.value() instanceof Layer layer) {
                names.put(layer, part.path());
            }
        }
    }

    /// What is told about a layer.
    @FunctionalInterface
    public interface Hook {

        /// A layer has computed.
        ///
        /// @param name the layer's place in the network, empty for the network itself
        /// @param layer the layer
        /// @param x what it was given
        /// @param y what it gave; gradients flow through it as they do without a hook
        void saw(String name, Layer layer, Tensor x, Tensor y);
    }

    /// To be called by a record of layers at the end of its `forward`, where others call it
    /// directly: summaries and hooks then see its result. What a `sequential(...)` and its like
    /// contain is seen anyhow.
    ///
    /// @return y
    public static Tensor result(Layer layer, Tensor x, Tensor y) {
        return Trace.noted(layer, x, y);
    }

    /// The result of code that runs a network, with a look at each of its layers, in the order in
    /// which they finish.
    public static <T> T onForward(Layer net, Hook hook, Supplier<T> body) {
        return ScopedValue.where(CURRENT, new Hooks(net, hook))
                .<T, RuntimeException>call(body::get);
    }

    /// Whether somebody looks: then every layer has to run by itself.
    public static boolean areWatching() {
        return CURRENT.isBound();
    }

    /// Tells a hook around the caller.
    ///
    /// @return y
    static Tensor seen(Layer layer, Tensor x, Tensor y) {
        if (CURRENT.isBound()) {
            CURRENT.get().tell(layer, x, y);
        }
        return y;
    }

    private void tell(Layer layer, Tensor x, Tensor y) {
        // A chain and the chain around it both report the inner one.
        if (layer != lastLayer || y != lastResult) {
            lastLayer = layer;
            lastResult = y;
            hook.saw(names.getOrDefault(layer, Summary.HIDDEN), layer, x, y);
        }
    }
}
