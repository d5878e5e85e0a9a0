package dev.cuaderno.kernel.lab;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where programs keep a user's data on each system.
public final class OwnFolder {

    private OwnFolder() {}

    /// Cuaderno's folder for this user.
    public static Path here() {
        return of(
                System.getenv(),
                System.getProperty("os.name"),
                Path.of(System.getProperty("user.home")));
    }

    /// Cuaderno's folder.
    ///
    /// @param system the name of the operating system, as in `os.name`
    static Path of(Map<String, String> environment, String system, Path home) {
        if (system.startsWith("Mac")) {
            return home.resolve("Library").resolve("Application Support").resolve("Cuaderno");
        }
        if (system.startsWith("Windows")) {
            return folder(environment, "LOCALAPPDATA")
                    .orElse(home.resolve("AppData").resolve("Local"))
                    .resolve("Cuaderno");
        }
        return folder(environment, "XDG_DATA_HOME")
                .orElse(home.resolve(".local").resolve("share"))
                .resolve("cuaderno");
    }

    private static Optional<Path> folder(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .filter(Path::isAbsolute);
    }
}
