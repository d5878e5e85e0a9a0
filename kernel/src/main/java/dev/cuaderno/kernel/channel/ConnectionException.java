package dev.cuaderno.kernel.channel;

/// A connection file that cannot be used, or sockets that cannot be bound. The message says what
/// was expected, what came, and how to mend it.
public final class ConnectionException extends Exception {

    private static final long serialVersionUID = 1L;

    public ConnectionException(String message) {
        super(message);
    }

    public ConnectionException(String message, Throwable cause) {
        super(message, cause);
    }
}
