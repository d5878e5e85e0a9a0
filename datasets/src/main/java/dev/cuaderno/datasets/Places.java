package dev.cuaderno.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where data sets may lie on this machine.
///
/// @param variables the environment
/// @param system the operating system's name, as in `os.name`
/// @param home the user's folder
/// @param working the folder of the notebook
/// @param packages where Debian's packages put data sets
record Places(
        Map<String, String> variables, String system, Path home, Path working, Path packages) {

    private static final String DATA = "CUADERNO_DATA";
    private static final String OFFLINE = "CUADERNO_OFFLINE";
    private static final String MIRROR = "CUADERNO_MIRROR";

    static Places here() {
        return new Places(
                System.getenv(),
                System.getProperty("os.name"),
                Path.of(System.getProperty("user.home")),
                Path.of(""),
                Path.of("/usr/share/datasets"));
    }

    /// The folders that may hold a data set, those asked first that come first.
    List<Path> folders(Published set) {
        var all = new ArrayList<Path>();
        variable(DATA).map(Path::of).ifPresent(data -> addBelow(all, data, set));
        all.add(own(set.name()));
        all.add(packages.resolve(set.name()));
        if (!set.torchvision().isEmpty()) {
            for (var root : List.of(working.resolve("data"), home.resolve("data"))) {
                all.add(root.resolve(set.torchvision()).resolve("raw"));
            }
        }
        for (var root : List.of(working.resolve("data"), home.resolve("data"), keras())) {
            all.add(root.resolve(set.name()));
        }
        return all;
    }

    private static void addBelow(List<Path> all, Path data, Published set) {
        all.add(data.resolve(set.name()));
        if (!set.torchvision().isEmpty()) {
            all.add(data.resolve(set.torchvision()).resolve("raw"));
        }
    }

    /// Where Keras keeps what it has downloaded.
    Path keras() {
        return variable("KERAS_HOME")
                .map(Path::of)
                .orElse(home.resolve(".keras"))
                .resolve("datasets");
    }

    /// Where Cuaderno keeps what it has downloaded of a data set.
    Path own(String name) {
        Path data;
        if (system.startsWith("Mac")) {
            data = home.resolve("Library").resolve("Application Support").resolve("Cuaderno");
        } else if (system.startsWith("Windows")) {
            data =
                    absolute("LOCALAPPDATA")
                            .orElse(home.resolve("AppData").resolve("Local"))
                            .resolve("Cuaderno");
        } else {
            data =
                    absolute("XDG_DATA_HOME")
                            .orElse(home.resolve(".local").resolve("share"))
                            .resolve("cuaderno");
        }
        return data.resolve("datasets").resolve(name);
    }

    /// Whether nothing may be downloaded.
    boolean isOffline() {
        return variable(OFFLINE).isPresent();
    }

    /// The servers to ask for a file, a mirror of the user's own first.
    List<String> servers(Published set, Published.Download file) {
        var all = new ArrayList<String>();
        variable(MIRROR)
                .map(url -> url.endsWith("/") ? url : url + "/")
                .ifPresent(url -> all.add(url + set.name() + "/"));
        all.addAll(file.folders());
        return all;
    }

    private Optional<Path> absolute(String name) {
        return variable(name).map(Path::of).filter(Path::isAbsolute);
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }
}
