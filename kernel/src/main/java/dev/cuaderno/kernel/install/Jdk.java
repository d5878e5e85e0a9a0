package dev.cuaderno.kernel.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/// A JDK on disk.
///
/// @param home its folder
record Jdk(Path home) {

    private static final int OLDEST = 25;

    /// The JDK of this process.
    static Jdk here() {
        return new Jdk(Path.of(System.getProperty("java.home")));
    }

    /// Its `java` program.
    Path java() {
        var plain = home.resolve("bin").resolve("java");
        return Files.exists(plain) ? plain : plain.resolveSibling("java.exe");
    }

    /// Makes sure that the kernel can run on it.
    ///
    /// @throws InstallException if not; says why and what would do
    Jdk check() throws InstallException {
        if (!Files.isExecutable(java())) {
            throw new InstallException(
                    home + " is no JDK: it has no bin/java. Give the folder that holds bin.");
        }
        var release = release();
        var version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
        var modules = release.getProperty("MODULES", "").replace("\"", "");
        if (feature(version) < OLDEST) {
            throw new InstallException(
                    home
                            + " is Java "
                            + version
                            + ", the kernel needs a JDK "
                            + OLDEST
                            + " or newer. Install one and name it with --jdk.");
        }
        if (!modules.isEmpty() && !(" " + modules + " ").contains(" jdk.jshell ")) {
            throw new InstallException(
                    home + " has no module jdk.jshell: it is a JRE. Name a whole JDK with --jdk.");
        }
        return this;
    }

    private Properties release() throws InstallException {
        var release = new Properties();
        try (var text = Files.newBufferedReader(home.resolve("release"))) {
            release.load(text);
            return release;
        } catch (IOException missing) {
            throw new InstallException(
                    home + " is no JDK: its file 'release' cannot be read (" + missing + ")");
        }
    }

    /// The number of its version, for instance 25.
    int feature() throws InstallException {
        return feature(release().getProperty("JAVA_VERSION", "").replace("\"", ""));
    }

    private static int feature(String version) {
        try {
            return Runtime.Version.parse(version).feature();
        } catch (IllegalArgumentException odd) {
            return 0;
        }
    }
}
