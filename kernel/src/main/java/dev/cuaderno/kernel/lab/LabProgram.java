package dev.cuaderno.kernel.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Finds the program `jupyter-lab`: the one on the PATH; or else one in a Python environment of our
/// own, which is made on the first call.
///
/// @param programs what is on the PATH
/// @param runs starts programs
/// @param environment the folder of the environment of our own
/// @param say tells the user what is done
record LabProgram(Programs programs, Runs runs, Path environment, Consumer<String> say) {

    private static final String NAME = "jupyter-lab";

    // Written last. Without it an environment is what an installation that was broken off left.
    private static final String COMPLETE = "cuaderno-complete";

    /// The program, installed if need be.
    ///
    /// @throws LabException if there is none and none can be installed
    Path find() throws LabException, IOException, InterruptedException {
        var there = onPath().or(this::ofOurOwn);
        return there.isPresent() ? there.get() : install();
    }

    private Optional<Path> onPath() {
        for (var program : programs.all(NAME)) {
            // A version manager leaves programs on the PATH that only say how to install them.
            if (runs.succeeds(List.of(program.toString(), "--version"))) {
                return Optional.of(program);
            }
            say.accept(program + " does not work and is passed over");
        }
        return Optional.empty();
    }

    private Optional<Path> ofOurOwn() {
        var program = programs.inEnvironment(environment, NAME);
        return Files.exists(environment.resolve(COMPLETE)) && Files.isExecutable(program)
                ? Optional.of(program)
                : Optional.empty();
    }

    private Path install() throws LabException, IOException, InterruptedException {
        var python = python();
        say.accept("no jupyter-lab on the PATH: installing JupyterLab for Cuaderno alone, in");
        say.accept("  " + environment);
        say.accept("making a Python environment there with " + python + " ...");
        Files.createDirectories(environment.getParent());
        if (runs.show(List.of(python.toString(), "-m", "venv", "--clear", environment.toString()))
                != 0) {
            throw new LabException(
                    python + " could not make a Python environment in " + environment);
        }
        say.accept("fetching JupyterLab with pip (a minute or two) ...");
        var pip = programs.inEnvironment(environment, "python").toString();
        if (runs.show(
                        List.of(
                                pip,
                                "-m",
                                "pip",
                                "install",
                                "--quiet",
                                "--disable-pip-version-check",
                                "jupyterlab"))
                != 0) {
            throw new LabException(
                    "pip could not install JupyterLab (see above). Is there a network? What was"
                            + " begun is in "
                            + environment
                            + "; the next try begins anew.");
        }
        Files.writeString(environment.resolve(COMPLETE), "");
        return ofOurOwn()
                .orElseThrow(
                        () ->
                                new LabException(
                                        "pip installed JupyterLab, but there is no "
                                                + programs.inEnvironment(environment, NAME)));
    }

    private Path python() throws LabException {
        Path bare = null;
        for (var name : List.of("python3", "python", "py")) {
            for (var program : programs.all(name)) {
                if (runs.succeeds(List.of(program.toString(), "-c", "import venv, ensurepip"))) {
                    return program;
                }
                // Python 2 would not do either.
                if (bare == null
                        && runs.succeeds(List.of(program.toString(), "-c", "import venv"))) {
                    bare = program;
                }
            }
        }
        if (bare != null) {
            throw new LabException(
                    "no jupyter-lab on the PATH, and "
                            + bare
                            + " cannot make environments to install it in: its module ensurepip"
                            + " is missing. On Debian and Ubuntu: apt install python3-venv.");
        }
        throw new LabException(
                "no jupyter-lab and no Python 3 on the PATH. Install Python"
                        + " (https://www.python.org/downloads) and try again, or install"
                        + " JupyterLab yourself.");
    }
}
