package dev.cuaderno.kernel.install;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `doctor`: looks for what keeps the kernel from working, and says how to mend it.
@Command(
        name = "doctor",
        description = {
            "Checks the JDK, the installed kernels, their start caches, the loopback network and"
                    + " Jupyter; starts each kernel as Jupyter does and runs a cell.",
            "",
            "Says for each fault how to mend it. The exit code is 0 only if there is none."
        },
        sortOptions = false)
public final class DoctorCommand implements Callable<Integer> {

    private static final int TIMEOUT_MILLIS = 5_000;

    @Spec private CommandSpec spec;

    @ArgGroup private Place place;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var diagnosis = new Diagnosis(out);
        diagnosis.about("This machine");
        java(diagnosis);
        loopback(diagnosis);
        jupyter(diagnosis);
        try {
            kernels(diagnosis);
        } catch (InstallException unknown) {
            diagnosis.fault(unknown.getMessage(), "Give another place, or none.");
        }
        out.println();
        out.println(
                switch (diagnosis.faults()) {
                    case 0 -> "No fault found.";
                    case 1 -> "One fault found.";
                    default -> diagnosis.faults() + " faults found.";
                });
        out.flush();
        return diagnosis.faults() == 0 ? 0 : 1;
    }

    private static void java(Diagnosis diagnosis) {
        try {
            Jdk.here().check();
            diagnosis.good("JDK " + Runtime.version() + " in " + Jdk.here().home());
        } catch (InstallException unfit) {
            diagnosis.fault(unfit.getMessage(), "Set JAVA_HOME to the folder of a whole JDK.");
        }
    }

    private static void loopback(Diagnosis diagnosis) {
        var here = InetAddress.getLoopbackAddress();
        try (var server = new ServerSocket(0, 1, here);
                var client = new Socket(here, server.getLocalPort())) {
            server.setSoTimeout(TIMEOUT_MILLIS);
            server.accept().close();
            diagnosis.good("connections on " + client.getInetAddress().getHostAddress());
        } catch (IOException blocked) {
            diagnosis.fault(
                    "no connections on " + here.getHostAddress() + ": " + blocked.getMessage(),
                    "Front ends and kernels speak over it: allow it in the firewall or sandbox.");
        }
    }

    private static void jupyter(Diagnosis diagnosis) {
        var found = onPath(System.getenv().getOrDefault("PATH", ""), "jupyter");
        if (found.isPresent()) {
            diagnosis.good("Jupyter, " + found.get());
        } else {
            diagnosis.note(
                    "no Jupyter on the PATH",
                    "Kernels need one: activate its environment, or pip install jupyterlab."
                            + " Running notebooks with 'cuaderno run' does not.");
        }
    }

    /// The first program of this name in the folders of a PATH.
    static Optional<Path> onPath(String path, String name) {
        for (var folder : path.split(File.pathSeparator)) {
            for (var ending : List.of("", ".exe")) {
                var file = Path.of(folder, name + ending);
                if (!folder.isBlank() && Files.isRegularFile(file) && Files.isExecutable(file)) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    private void kernels(Diagnosis diagnosis) throws InstallException {
        var paths = JupyterPaths.here();
        var folders =
                place == null ? paths.search(Place.prefix(paths)) : List.of(place.data(paths));
        var kernels = SpecFile.below(folders);
        if (kernels.isEmpty()) {
            diagnosis.about("Kernels");
            diagnosis.fault(
                    "none of this program is installed below "
                            + String.join(", ", folders.stream().map(Path::toString).toList()),
                    "Run: cuaderno install");
        }
        for (var kernel : kernels) {
            diagnosis.about("Kernel '" + kernel.name() + "' in " + kernel.folder());
            new Checkup(kernel, diagnosis).run();
        }
    }
}
