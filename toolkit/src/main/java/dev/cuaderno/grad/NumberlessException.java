package dev.cuaderno.grad;

/// Code asked for the numbers of a tensor while its network was only being drawn.
public final class NumberlessException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /// Says so.
    public NumberlessException() {
        super("what it does depends on numbers");
    }
}
