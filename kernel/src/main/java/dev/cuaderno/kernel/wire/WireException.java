package dev.cuaderno.kernel.wire;

/// Frames that are not a message of this connection: truncated, unreadable, forged or replayed. The
/// message says which.
public final class WireException extends Exception {

    private static final long serialVersionUID = 1L;

    WireException(String message) {
        super(message);
    }

    WireException(String message, Throwable cause) {
        super(message, cause);
    }
}
