package dev.cuaderno.kernel.install;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The options that say for whom: the user, a Python environment, or a prefix.
final class Place {

    private static final long PATIENCE_S = 20;

    @Option(
            names = "--user",
            description = "For this user, in Jupyter's data folder (what is done without options).")
    private boolean user;

    @Option(
            names = "--sys-prefix",
            description =
                    "For the active Python environment (virtualenv or conda), or else the Python on"
                            + " the PATH.")
    private boolean sysPrefix;

    @Option(
            names = "--prefix",
            paramLabel = "FOLDER",
            description = "Below FOLDER, in share/jupyter.")
    private Path prefix;

    /// Jupyter's data folder that is meant.
    Path data(JupyterPaths paths) throws InstallException {
        if (prefix != null) {
            return JupyterPaths.below(prefix.toAbsolutePath().normalize());
        }
        if (user || !sysPrefix) {
            return paths.data();
        }
        return JupyterPaths.below(
                prefix(paths)
                        .orElseThrow(
                                () ->
                                        new InstallException(
                                                "no Python environment is active and no python is"
                                                        + " on the PATH; activate one, or use"
                                                        + " --prefix FOLDER")));
    }

    /// The prefix of the Python whose Jupyter will look for the kernel, as far as one can see.
    static Optional<Path> prefix(JupyterPaths paths) {
        return paths.activeEnvironment().or(Place::pythonPrefix);
    }

    private static Optional<Path> pythonPrefix() {
        for (var name : List.of("python3", "python")) {
            try {
                var python =
                        new ProcessBuilder(name, "-c", "import sys; print(sys.prefix)")
                                .redirectError(ProcessBuilder.Redirect.DISCARD)
                                .start();
                python.getOutputStream().close();
                var text =
                        new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (python.waitFor(PATIENCE_S, TimeUnit.SECONDS)
                        && python.exitValue() == 0
                        && !text.isBlank()) {
                    return Optional.of(Path.of(text.strip()));
                }
            } catch (IOException absent) {
                // The next name.
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
