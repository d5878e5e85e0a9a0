package dev.cuaderno.grad;

/// What holds while a piece of code runs, in its thread: whether steps are recorded, and whether
/// layers behave as in training. Scopes nest and end by themselves, also after an exception.
public final class Scopes {

    private static final ScopedValue<Boolean> RECORDING = ScopedValue.newInstance();
    private static final ScopedValue<Boolean> TRAINING = ScopedValue.newInstance();

    private static final ScopedValue<Boolean> NUMBERLESS = ScopedValue.newInstance();

    private Scopes() {}

    /// Runs code in which tensors stand for others and their numbers mean nothing: asking for one
    /// is a [NumberlessException].
    public static <T, X extends Throwable> T numberless(ScopedValue.CallableOp<? extends T, X> body)
            throws X {
        return ScopedValue.where(NUMBERLESS, true).call(body);
    }

    /// Runs code with numbers again inside of [#numberless].
    public static <T, X extends Throwable> T withNumbers(
            ScopedValue.CallableOp<? extends T, X> body) throws X {
        return ScopedValue.where(NUMBERLESS, false).call(body);
    }

    /// Whether numbers mean nothing here.
    public static boolean areNumberless() {
        return NUMBERLESS.orElse(false);
    }

    /// To be called by whatever takes numbers out of tensors.
    ///
    /// @throws NumberlessException inside of [#numberless]
    public static void needNumbers() {
        if (areNumberless()) {
            throw new NumberlessException();
        }
    }

    /// Runs code whose results are plain values, whatever they are computed from.
    public static <T, X extends Throwable> T noGrad(ScopedValue.CallableOp<? extends T, X> body)
            throws X {
        return ScopedValue.where(RECORDING, false).call(body);
    }

    /// Runs code whose steps are recorded, also inside a `noGrad` scope.
    public static <T, X extends Throwable> T grad(ScopedValue.CallableOp<? extends T, X> body)
            throws X {
        return ScopedValue.where(RECORDING, true).call(body);
    }

    /// Runs code in which layers behave as in training: dropout drops, batch normalisation uses the
    /// batch's own statistics.
    public static <T, X extends Throwable> T training(ScopedValue.CallableOp<? extends T, X> body)
            throws X {
        return ScopedValue.where(TRAINING, true).call(body);
    }

    /// Runs code in which layers behave as in use, also inside a training scope.
    public static <T, X extends Throwable> T evaluating(ScopedValue.CallableOp<? extends T, X> body)
            throws X {
        return ScopedValue.where(TRAINING, false).call(body);
    }

    /// Whether steps are recorded here: true outside of `noGrad`.
    public static boolean recording() {
        return RECORDING.orElse(true);
    }

    /// Whether layers behave as in training here: false outside of `training`.
    public static boolean inTraining() {
        return TRAINING.orElse(false);
    }
}
