package dev.cuaderno.kernel.process;

import java.util.List;
import java.util.Locale;

/// Options by which a JVM has the C library return what compilers took at the start: an idle kernel
/// holds a tenth less. None where the system cannot do so.
public final class Frugality {

    private static final String TRIM = "-XX:TrimNativeHeapInterval=5000";

    private Frugality() {}

    /// For the kernel's own JVM; an older one accepts them as well: it must get as far as saying
    /// that it is too old.
    public static List<String> inFront() {
        return inFront(System.getProperty("os.name"));
    }

    static List<String> inFront(String system) {
        return canTrim(system) ? List.of("-XX:+IgnoreUnrecognizedVMOptions", TRIM) : List.of();
    }

    /// For the JVM of the cells. A C library that cannot do it is no matter for a cell's output.
    static List<String> inWorker(String system) {
        return canTrim(system) ? List.of(TRIM, "-Xlog:trimnative=off") : List.of();
    }

    private static boolean canTrim(String system) {
        return system.toLowerCase(Locale.ROOT).equals("linux");
    }
}
