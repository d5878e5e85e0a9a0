package dev.cuaderno.kernel.install;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/// A kernelspec that is there under this kernel's name, whoever wrote it.
///
/// @param spec the content of its `kernel.json`
public record InstalledKernel(JsonObject spec) {

    /// The name under which the kernel is installed if the user wants no other.
    public static final String NAME = InstallCommand.NAME;

    /// The kernelspec in one of Jupyter's data folders; none where there is none to be read.
    public static Optional<InstalledKernel> in(Path data) {
        var file = JupyterPaths.kernels(data).resolve(NAME).resolve("kernel.json");
        try {
            return Optional.of(
                    new InstalledKernel(
                            JsonParser.parseString(Files.readString(file)).getAsJsonObject()));
        } catch (IOException | JsonParseException | IllegalStateException unreadable) {
            return Optional.empty();
        }
    }

    /// Whether it starts the program that runs now: the same class paths, and a JDK that is there.
    public boolean isThisOne() {
        try {
            var command =
                    spec.getAsJsonArray("argv").asList().stream()
                            .map(word -> word.getAsString())
                            .toList();
            var classPath = command.indexOf("-cp") + 1;
            var cells = spec.getAsJsonObject("env").get("CUADERNO_CLASSPATH");
            return classPath > 0
                    && command.contains(KernelSpec.MAIN)
                    && command.get(classPath)
                            .equals(InstallCommand.absolute(System.getProperty("java.class.path")))
                    && Objects.equals(
                            cells == null ? null : cells.getAsString(),
                            System.getenv("CUADERNO_CLASSPATH"))
                    && Files.isExecutable(Path.of(command.getFirst()));
        } catch (ClassCastException
                | IllegalStateException
                | IndexOutOfBoundsException
                | NullPointerException
                | UnsupportedOperationException foreign) {
            return false;
        }
    }
}
