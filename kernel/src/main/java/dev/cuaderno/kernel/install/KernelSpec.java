package dev.cuaderno.kernel.install;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import dev.cuaderno.kernel.Start;
import dev.cuaderno.kernel.process.Frugality;
import dev.cuaderno.kernel.process.StartCache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What Jupyter needs to start the kernel.
///
/// @param name of its folder
/// @param displayName of it in menus
/// @param java the `java` program that runs the kernel, absolute
/// @param classPath of the kernel, absolute paths
/// @param environment variables that the kernel is started with
/// @param cache what makes its start faster, where there is one
record KernelSpec(
        String name,
        String displayName,
        Path java,
        String classPath,
        Map<String, String> environment,
        Optional<StartCache> cache) {

    /// The class that serves a connection file.
    static final String MAIN = Start.class.getName();

    // The kernel itself compiles and passes messages on; user code has a JVM of its own. On two
    // cores the quick compiler alone more than halves the time of the first cell, and a small heap
    // to begin with saves 100 MB that a large machine's default would take.
    private static final List<String> OPTIONS =
            List.of("-Xms32m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    KernelSpec {
        environment = Map.copyOf(environment);
    }

    /// The command by which Jupyter starts the kernel.
    List<String> command() {
        var command = new ArrayList<String>();
        command.add(java.toString());
        cache.ifPresent(
                files -> {
                    command.addAll(StartCache.useInFront(files.front()));
                    command.add("-D" + StartCache.PROPERTY + "=" + files.folder());
                });
        command.addAll(OPTIONS);
        command.addAll(Frugality.inFront());
        command.addAll(List.of("-cp", classPath, MAIN, "{connection_file}"));
        return command;
    }

    /// The folder below `kernels` that this writes.
    Path folder(Path kernels) {
        return kernels.resolve(name);
    }

    /// The same kernel without a cache.
    KernelSpec plain() {
        return new KernelSpec(name, displayName, java, classPath, environment, Optional.empty());
    }

    /// The text of `kernel.json`.
    String json() {
        var command = new JsonArray();
        command().forEach(command::add);
        var variables = new JsonObject();
        new TreeMap<>(environment).forEach(variables::addProperty);
        var encryption = new JsonArray();
        encryption.add("curve");
        var metadata = new JsonObject();
        metadata.addProperty("debugger", false);
        metadata.add("supported_encryption", encryption);
        var spec = new JsonObject();
        spec.add("argv", command);
        spec.addProperty("display_name", displayName);
        spec.addProperty("language", "java");
        spec.addProperty("interrupt_mode", "message");
        spec.addProperty("kernel_protocol_version", "5.5");
        spec.add("env", variables);
        spec.add("metadata", metadata);
        return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(spec)
                + "\n";
    }

    /// Writes the kernelspec below `kernels`, in place of one of the same name.
    ///
    /// @return its folder
    Path write(Path kernels) throws IOException {
        var folder = folder(kernels);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("logo-svg.svg"), Logo.svg());
        Files.write(folder.resolve("logo-32x32.png"), Logo.png(32));
        Files.write(folder.resolve("logo-64x64.png"), Logo.png(64));
        // Last and at once: a Jupyter that looks meanwhile sees the old one or the new one.
        var fresh = Files.writeString(folder.resolve("kernel.json.new"), json());
        Files.move(fresh, folder.resolve("kernel.json"), StandardCopyOption.REPLACE_EXISTING);
        return folder;
    }
}
