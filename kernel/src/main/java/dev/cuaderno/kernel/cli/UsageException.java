package dev.cuaderno.kernel.cli;

/// The command line asks for something that cannot be; its message says what and how to mend it.
final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
