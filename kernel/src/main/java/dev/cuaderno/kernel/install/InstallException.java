package dev.cuaderno.kernel.install;

/// Something that stands in the way of an installation. The message says what and how to mend it.
final class InstallException extends Exception {

    private static final long serialVersionUID = 1L;

    InstallException(String message) {
        super(message);
    }
}
