package dev.cuaderno.kernel.process;

/// Says in words how a worker JVM ended.
final class Ending {

    private static final int BY_SIGNAL = 128;
    private static final int SIGABRT = 6;
    private static final int SIGKILL = 9;
    private static final int SIGSEGV = 11;
    private static final int SIGTERM = 15;

    private Ending() {}

    /// A clause for "the JVM of this notebook ...".
    static String describe(int exitCode) {
        return switch (exitCode - BY_SIGNAL) {
            case SIGKILL -> "was killed (signal 9: by hand, or because memory ran out)";
            case SIGTERM -> "was asked to end (signal 15)";
            case SIGABRT, SIGSEGV ->
                    "crashed (signal " + (exitCode - BY_SIGNAL) + ") in native code";
            default -> "ended with exit code " + exitCode + " (System.exit)";
        };
    }
}
