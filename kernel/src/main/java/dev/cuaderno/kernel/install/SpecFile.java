package dev.cuaderno.kernel.install;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A kernelspec of this kernel as it lies on disk, made by this version or an earlier one.
///
/// @param folder that holds `kernel.json`
/// @param command the words of `argv`
/// @param environment the variables of `env`
record SpecFile(Path folder, List<String> command, Map<String, String> environment) {

    private static final String FILE = "kernel.json";

    // The main class had another name once.
    private static final String PACKAGES = "dev.cuaderno.kernel.";

    /// The kernelspec in a folder, unless it is another program's or unreadable.
    static Optional<SpecFile> in(Path folder) {
        try {
            var json = JsonParser.parseString(Files.readString(folder.resolve(FILE)));
            var spec = json.getAsJsonObject();
            var command =
                    spec.getAsJsonArray("argv").asList().stream()
                            .map(word -> word.getAsString())
                            .toList();
            var variables = new TreeMap<String, String>();
            var env = spec.has("env") ? spec.getAsJsonObject("env") : new JsonObject();
            env.asMap().forEach((name, value) -> variables.put(name, value.getAsString()));
            return command.stream().anyMatch(word -> word.startsWith(PACKAGES))
                    ? Optional.of(new SpecFile(folder, command, variables))
                    : Optional.empty();
        } catch (IOException
                | JsonParseException
                | IllegalStateException
                | ClassCastException
                | NullPointerException
                | UnsupportedOperationException other) {
            return Optional.empty();
        }
    }

    /// All of this kernel's below Jupyter's data folders, in Jupyter's order.
    static List<SpecFile> below(List<Path> dataFolders) {
        var found = new ArrayList<SpecFile>();
        for (var data : dataFolders) {
            try (var folders = Files.list(JupyterPaths.kernels(data))) {
                folders.sorted().forEach(folder -> in(folder).ifPresent(found::add));
            } catch (IOException absent) {
                // Jupyter does not mind either.
            }
        }
        return found;
    }

    String name() {
        return folder.getFileName().toString();
    }

    /// The `java` program.
    Path java() {
        return Path.of(command.getFirst());
    }

    /// The jars and folders of the kernel.
    List<Path> classPath() {
        var at = command.indexOf("-cp");
        return at < 0 || at + 1 == command.size()
                ? List.of()
                : List.of(command.get(at + 1).split(File.pathSeparator)).stream()
                        .map(Path::of)
                        .toList();
    }

    /// The rest of the option that begins so, for instance the file after `-XX:AOTCache=`.
    Optional<String> option(String start) {
        return command.stream()
                .filter(word -> word.startsWith(start))
                .map(word -> word.substring(start.length()))
                .findFirst();
    }
}
