package dev.cuaderno.worker;

import java.util.List;

/// What a worker is started with so that `%cd` and `%env` can change what Java fixes at its start:
/// the working folder and the environment.
public final class Internals {

    /// Packages of the JDK that are opened for that.
    public static final List<String> JVM_OPTIONS =
            List.of(
                    "--add-opens=java.base/java.io=ALL-UNNAMED",
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "--add-opens=java.base/java.util=ALL-UNNAMED",
                    "--add-opens=java.base/sun.nio.fs=ALL-UNNAMED");

    private Internals() {}
}
