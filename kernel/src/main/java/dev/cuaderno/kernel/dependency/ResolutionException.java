package dev.cuaderno.kernel.dependency;

import java.io.Serial;

/// Something a notebook asked for cannot be had. The message is written for the user: what, from
/// which repository, why, and how to mend it.
public final class ResolutionException extends Exception {

    @Serial private static final long serialVersionUID = 1;

    public ResolutionException(String message) {
        super(message);
    }

    public ResolutionException(String message, Throwable cause) {
        super(message, cause);
    }
}
