package dev.cuaderno.op;

import dev.cuaderno.tensor.Tensor;

import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;

/// What an operation finds out about a gradient for one of its inputs, kept for the others. A
/// gradient is known by its tensor: its memory may be used again, and even hold the result for the
/// first of the inputs when the others have their turn.
///
/// @param <T> what is found out, which must not refer to the gradient
final class PerGradient<T> {

    private final Map<Tensor, T> known = new WeakHashMap<>();

    synchronized T get(Tensor gradient, Supplier<T> find) {
        var found = known.get(gradient);
        if (found == null) {
            found = find.get();
            known.put(gradient, found);
        }
        return found;
    }

    synchronized void put(Tensor gradient, T found) {
        known.put(gradient, found);
    }
}
