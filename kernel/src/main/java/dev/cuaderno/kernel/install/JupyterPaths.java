package dev.cuaderno.kernel.install;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where Jupyter looks for its data on each system, by the rules of `jupyter_core.paths`.
///
/// @param environment the variables that change the rules
/// @param system the name of the operating system, as in `os.name`
/// @param home the user's home folder
public record JupyterPaths(Map<String, String> environment, String system, Path home) {

    public JupyterPaths {
        environment = Map.copyOf(environment);
    }

    /// The rules for this process.
    public static JupyterPaths here() {
        return new JupyterPaths(
                System.getenv(),
                System.getProperty("os.name"),
                Path.of(System.getProperty("user.home")));
    }

    /// The user's data folder.
    public Path data() {
        return variable("JUPYTER_DATA_DIR")
                .map(Path::of)
                .orElseGet(() -> isOn("JUPYTER_PLATFORM_DIRS") ? platformData() : plainData());
    }

    private Path plainData() {
        if (isMac()) {
            return home.resolve("Library").resolve("Jupyter");
        }
        if (isWindows()) {
            return variable("APPDATA")
                    .map(folder -> Path.of(folder, "jupyter"))
                    .orElseGet(() -> config().resolve("data"));
        }
        return variable("XDG_DATA_HOME")
                .map(Path::of)
                .orElse(home.resolve(".local").resolve("share"))
                .resolve("jupyter");
    }

    private Path platformData() {
        if (isMac()) {
            return home.resolve("Library").resolve("Application Support").resolve("Jupyter");
        }
        if (isWindows()) {
            return variable("LOCALAPPDATA")
                    .map(Path::of)
                    .orElse(home.resolve("AppData").resolve("Local"))
                    .resolve("Jupyter");
        }
        return plainData();
    }

    private Path config() {
        return variable("JUPYTER_CONFIG_DIR").map(Path::of).orElse(home.resolve(".jupyter"));
    }

    /// The data folder below a prefix, such as a virtual environment.
    public static Path below(Path prefix) {
        return prefix.resolve("share").resolve("jupyter");
    }

    /// The folder of the kernelspecs in a data folder.
    public static Path kernels(Path data) {
        return data.resolve("kernels");
    }

    /// The active Python environment, as its activation script tells.
    public Optional<Path> activeEnvironment() {
        return variable("VIRTUAL_ENV").or(() -> variable("CONDA_PREFIX")).map(Path::of);
    }

    /// Where Jupyter searches, in its order.
    ///
    /// @param prefix of the Python that runs Jupyter, where it is known
    public List<Path> search(Optional<Path> prefix) {
        var folders = new ArrayList<Path>();
        variable("JUPYTER_PATH")
                .ifPresent(
                        paths -> {
                            for (var path : paths.split(File.pathSeparator)) {
                                if (!path.isBlank()) {
                                    folders.add(Path.of(path));
                                }
                            }
                        });
        var ofPrefix = prefix.map(JupyterPaths::below);
        var first = variable("JUPYTER_PREFER_ENV_PATH").map(_ -> isOn("JUPYTER_PREFER_ENV_PATH"));
        if (first.orElse(activeEnvironment().isPresent())) {
            ofPrefix.ifPresent(folders::add);
            folders.add(data());
        } else {
            folders.add(data());
            ofPrefix.ifPresent(folders::add);
        }
        if (!isWindows()) {
            folders.add(Path.of("/usr/local/share/jupyter"));
            folders.add(Path.of("/usr/share/jupyter"));
        }
        return folders;
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private boolean isOn(String name) {
        return variable(name)
                .filter(
                        value ->
                                !List.of("no", "n", "false", "off", "0", "0.0")
                                        .contains(value.toLowerCase(Locale.ROOT)))
                .isPresent();
    }

    private boolean isMac() {
        return system.startsWith("Mac");
    }

    private boolean isWindows() {
        return system.startsWith("Windows");
    }
}
