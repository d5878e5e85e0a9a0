package dev.cuaderno.nn;

import dev.cuaderno.tensor.Generator;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Where layers take their random numbers from while a piece of code runs. Training gives every
/// step a generator of its own, so that what is dropped depends on the seed, the step and the
/// layer's name, and training that is resumed drops the same.
///
/// Outside of any scope a layer draws from a stream of its own that goes on from call to call.
public final class Noise {

    private static final ScopedValue<Noise> CURRENT = ScopedValue.newInstance();

    private final Generator root;
    private final Map<String, Integer> calls = new HashMap<>();

    private Noise(Generator root) {
        this.root = root;
    }

    /// The result of code whose layers draw from streams that depend on the generator's seed, their
    /// names, and for a layer used several times on which time it is.
    public static <T> T from(Generator generator, Supplier<T> body) {
        return ScopedValue.where(CURRENT, new Noise(generator))
                .<T, RuntimeException>call(body::get);
    }

    /// The stream for one draw of a layer, or `null` outside of any scope.
    static Generator next(String name) {
        return CURRENT.isBound() ? CURRENT.get().draw(name) : null;
    }

    private synchronized Generator draw(String name) {
        var call = calls.merge(name, 1, Integer::sum);
        return root.fork(name + " " + call);
    }
}
