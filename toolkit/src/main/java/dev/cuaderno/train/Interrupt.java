package dev.cuaderno.train;

/// Notices a polite wish to stop.
final class Interrupt extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private Interrupt() {
        super("interrupted", null, false, false);
    }

    /// @throws Interrupt if this thread was interrupted; its mark is taken away then
    static void check() {
        if (Thread.interrupted()) {
            throw new Interrupt();
        }
    }
}
