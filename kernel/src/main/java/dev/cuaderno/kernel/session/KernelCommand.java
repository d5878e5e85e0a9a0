package dev.cuaderno.kernel.session;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `kernel`: serves one notebook front end after another until it is told to end.
@Command(
        name = "kernel",
        description = "Serves the front ends of a connection file; started by Jupyter itself.")
public final class KernelCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "CONNECTION_FILE",
            description = "A file with ports and key, written by Jupyter.")
    private Path connectionFile;

    @Override
    public Integer call() throws InterruptedException {
        return KernelProgram.serve(connectionFile, spec.commandLine().getErr());
    }
}
