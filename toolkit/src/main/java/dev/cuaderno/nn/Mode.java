package dev.cuaderno.nn;

import java.util.function.Supplier;

/// Whether layers learn or only answer: dropout and batch normalisation ask. Bound to a scope, so
/// that nobody has to switch it back; outside of any scope layers answer.
public enum Mode {
    TRAINING,
    EVALUATION;

    private static final ScopedValue<Mode> CURRENT = ScopedValue.newInstance();

    /// The mode of the innermost scope around the caller.
    public static Mode current() {
        return CURRENT.orElse(EVALUATION);
    }

    /// Whether the caller stands in a training scope.
    public static boolean isTraining() {
        return current() == TRAINING;
    }

    /// Runs work in this mode.
    public void run(Runnable work) {
        ScopedValue.where(CURRENT, this).run(work);
    }

    /// The result of work done in this mode.
    public <T> T call(Supplier<T> work) {
        return ScopedValue.where(CURRENT, this).call(work::get);
    }
}
