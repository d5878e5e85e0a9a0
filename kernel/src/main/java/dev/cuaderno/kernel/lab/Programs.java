package dev.cuaderno.kernel.lab;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The programs that can be called by their name alone.
///
/// @param path the folders that are searched, as in the variable `PATH`
/// @param windows whether programs have endings
record Programs(String path, boolean windows) {

    /// Those of this process.
    static Programs here() {
        var path = System.getenv("PATH");
        return new Programs(
                path == null ? "" : path, System.getProperty("os.name").startsWith("Windows"));
    }

    /// The first program of this name.
    Optional<Path> find(String name) {
        return all(name).stream().findFirst();
    }

    /// All programs of this name, in the order of the search.
    List<Path> all(String name) {
        return List.of(path.split(File.pathSeparator)).stream()
                .filter(folder -> !folder.isBlank())
                .flatMap(folder -> in(folder, name).stream())
                .distinct()
                .toList();
    }

    private Optional<Path> in(String folder, String name) {
        try {
            var program = Path.of(folder).toAbsolutePath().resolve(file(name));
            return Files.isRegularFile(program) && Files.isExecutable(program)
                    ? Optional.of(program)
                    : Optional.empty();
        } catch (InvalidPathException odd) {
            return Optional.empty();
        }
    }

    /// The program of this name in a Python environment.
    Path inEnvironment(Path environment, String name) {
        return environment.resolve(windows ? "Scripts" : "bin").resolve(file(name));
    }

    private String file(String name) {
        return windows ? name + ".exe" : name;
    }
}
