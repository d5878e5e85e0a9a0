package dev.cuaderno.grad;

/// A gradient that is not the derivative.
public final class GradientException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// An error with the element and both numbers.
    public GradientException(String message) {
        super(message);
    }
}
