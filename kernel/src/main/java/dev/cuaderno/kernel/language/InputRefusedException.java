package dev.cuaderno.kernel.language;

/// Nobody can be asked for input; the message says why. Not the same as the end of input, which
/// code may well expect.
public final class InputRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InputRefusedException(String why) {
        super(why);
    }
}
