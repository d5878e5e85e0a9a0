package dev.cuaderno.explain;

/// A figure that was not reproduced: both values and where they differ.
public final class MismatchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MismatchException(String message) {
        super(message);
    }
}
