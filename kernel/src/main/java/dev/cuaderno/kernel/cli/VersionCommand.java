package dev.cuaderno.kernel.cli;

import dev.cuaderno.kernel.session.KernelVersion;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/// `cuaderno version`.
@Command(name = "version", description = "Prints the version of Cuaderno and of its JDK.")
final class VersionCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine()
                .getOut()
                .printf(
                        "cuaderno %s (Java %s, %s)%n",
                        KernelVersion.text(), Runtime.version(), System.getProperty("java.home"));
        return 0;
    }
}
