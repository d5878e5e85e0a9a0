package dev.cuaderno.kernel.magic;

import dev.cuaderno.kernel.language.Outcome;

/// Java that a magic ran has failed: the cell fails with the same outcome.
public final class CellFailure extends Exception {

    private static final long serialVersionUID = 1L;

    // An outcome is never serialized; exceptions merely can be.
    private final transient Outcome.Failed outcome;

    public CellFailure(Outcome.Failed outcome) {
        super(outcome.message());
        this.outcome = outcome;
    }

    /// How it failed.
    public Outcome.Failed outcome() {
        return outcome;
    }
}
