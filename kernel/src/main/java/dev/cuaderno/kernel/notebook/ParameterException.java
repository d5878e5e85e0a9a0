package dev.cuaderno.kernel.notebook;

import java.io.IOException;

/// A notebook cannot be given the parameters that are asked for; the message says why.
public final class ParameterException extends IOException {
    private static final long serialVersionUID = 1;

    ParameterException(String message) {
        super(message);
    }
}
