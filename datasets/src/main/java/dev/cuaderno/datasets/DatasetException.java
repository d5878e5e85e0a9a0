package dev.cuaderno.datasets;

/// Says that data are missing, damaged or of another kind than expected: which file, where, and
/// what to do about it.
public final class DatasetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatasetException(String message) {
        super(message);
    }

    DatasetException(String message, Throwable cause) {
        super(message, cause);
    }
}
