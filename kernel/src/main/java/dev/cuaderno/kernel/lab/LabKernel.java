package dev.cuaderno.kernel.lab;

import dev.cuaderno.kernel.install.InstallCommand;
import dev.cuaderno.kernel.install.InstalledKernel;
import dev.cuaderno.kernel.install.JupyterPaths;

import picocli.CommandLine;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Sees to it that a JupyterLab finds this very kernel, whatever else is installed.
///
/// @param paths where Jupyter searches
/// @param own a folder for a kernelspec of our own
record LabKernel(JupyterPaths paths, Path own) {

    /// The variables that JupyterLab needs to find the kernel: none where it is installed already,
    /// in the way the user chose.
    ///
    /// @param program the JupyterLab that is to find it
    Map<String, String> variables(Path program) throws LabException {
        if (isFoundBy(program)) {
            return Map.of();
        }
        var folder = JupyterPaths.below(own);
        if (!InstalledKernel.in(folder).map(InstalledKernel::isThisOne).orElse(false)) {
            install();
        }
        var others = paths.environment().getOrDefault("JUPYTER_PATH", "");
        return Map.of(
                "JUPYTER_PATH",
                others.isBlank() ? folder + "" : folder + File.pathSeparator + others);
    }

    // Jupyter takes the first of a name.
    private boolean isFoundBy(Path program) {
        var prefix = Optional.ofNullable(program.getParent()).map(Path::getParent);
        return paths.search(prefix).stream()
                .flatMap(folder -> InstalledKernel.in(folder).stream())
                .findFirst()
                .map(InstalledKernel::isThisOne)
                .orElse(false);
    }

    private void install() throws LabException {
        var said = new StringWriter();
        var command = new CommandLine(new InstallCommand());
        command.setOut(new PrintWriter(said));
        command.setErr(new PrintWriter(said));
        if (command.execute("--prefix", own.toString()) != 0) {
            throw new LabException("the kernel could not be installed: " + said.toString().strip());
        }
    }
}
