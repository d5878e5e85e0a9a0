package dev.cuaderno.kernel.magic;

/// A magic that cannot do what it was asked: the message says what was expected, what came and how
/// to mend it. It fails the cell without a stack trace.
public final class MagicException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String name;

    public MagicException(String message) {
        this("MagicError", message);
    }

    /// @param name the error's short name, for instance `UsageError`
    public MagicException(String name, String message) {
        super(message);
        this.name = name;
    }

    /// The error's short name.
    public String name() {
        return name;
    }
}
