package dev.cuaderno.kernel;

import dev.cuaderno.kernel.session.KernelProgram;

/**
 * What Jupyter starts: makes sure that the JVM is new enough, then is the kernel. Compiled for old
 * JVMs, which could not even read the other classes, and would say so in terms of class files.
 */
public final class Start {

    private static final int NEEDED = 25;

    private Start() {}

    /** Serves the connection file that is given. */
    public static void main(String[] arguments) throws InterruptedException {
        String problem =
                problem(
                        System.getProperty("java.specification.version"),
                        System.getProperty("java.home"));
        if (problem != null) {
            System.err.println(problem);
            System.exit(1);
        }
        KernelProgram.main(arguments);
    }

    /** Says why this JVM will not do; null where it will. */
    static String problem(String version, String home) {
        // Before Java 9 it is 1.8.
        int major = version.startsWith("1.") ? 8 : Integer.parseInt(version);
        return major >= NEEDED
                ? null
                : "kernel: Cuaderno needs Java "
                        + NEEDED
                        + " or newer, and this is Java "
                        + major
                        + " in "
                        + home
                        + ".\nInstall a newer JDK and run 'cuaderno install' (with --jdk FOLDER to"
                        + " choose it): the kernelspec names the java that it starts.";
    }
}
