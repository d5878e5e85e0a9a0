package dev.cuaderno.kernel.install;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/// `uninstall`: takes back what `install` did.
@Command(
        name = "uninstall",
        description = "Removes the Java kernel from Jupyter.",
        sortOptions = false)
public final class UninstallCommand implements Callable<Integer> {

    private static final List<String> FILES =
            List.of("logo-svg.svg", "logo-32x32.png", "logo-64x64.png", "kernel.json");

    private static final Pattern CACHE =
            Pattern.compile("(front|worker-[0-9a-f]{8})\\.aot(\\.new(\\.config)?)?|worker\\.jar");

    @Spec private CommandSpec spec;

    @ArgGroup private Place place = new Place();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = InstallCommand.NAME,
            description = "The kernel's name (${DEFAULT-VALUE}).")
    private String name;

    @Override
    public Integer call() {
        try {
            var data = place.data(JupyterPaths.here());
            var folder = JupyterPaths.kernels(data).resolve(name);
            remove(folder);
            spec.commandLine().getOut().println("Removed " + folder);
            spec.commandLine().getOut().flush();
            return 0;
        } catch (InstallException | IOException failure) {
            spec.commandLine().getErr().println("uninstall: " + failure.getMessage());
            spec.commandLine().getErr().flush();
            return 1;
        }
    }

    /// Removes a kernelspec of this kernel, and of no other.
    static void remove(Path folder) throws InstallException, IOException {
        var file = folder.resolve("kernel.json");
        if (!Files.exists(file)) {
            throw new InstallException(
                    "no kernel is installed in "
                            + folder
                            + "; 'jupyter kernelspec list' shows where they are");
        }
        if (SpecFile.in(folder).isEmpty()) {
            throw new InstallException(
                    folder + " holds another program's kernel; it is left as it is");
        }
        for (var ours : FILES) {
            Files.deleteIfExists(folder.resolve(ours));
        }
        removeCache(folder);
        try (var rest = Files.list(folder)) {
            if (rest.findAny().isPresent()) {
                return;
            }
        }
        Files.delete(folder);
    }

    /// Removes the start cache of a kernelspec, if it has one.
    static void removeCache(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                if (CACHE.matcher(file.getFileName().toString()).matches()) {
                    Files.delete(file);
                }
            }
        }
    }
}
