package dev.cuaderno.nn;

import dev.cuaderno.grad.Scopes;

import java.util.function.Supplier;

/// Whether layers learn or only answer: dropout and batch normalisation ask. Bound to a scope, so
/// that nobody has to switch it back; outside of any scope layers answer.
public enum Mode {
    TRAINING,
    EVALUATION;

    /// The mode of the innermost scope around the caller.
    public static Mode current() {
        return Scopes.inTraining() ? TRAINING : EVALUATION;
    }

    /// Whether the caller stands in a training scope.
    public static boolean isTraining() {
        return Scopes.inTraining();
    }

    /// Runs work in this mode.
    public void run(Runnable work) {
        this.<Void>call(
                () -> {
                    work.run();
                    return null;
                });
    }

    /// The result of work done in this mode.
    public <T> T call(Supplier<T> work) {
        return this == TRAINING
                ? Scopes.<T, RuntimeException>training(work::get)
                : Scopes.<T, RuntimeException>evaluating(work::get);
    }
}
