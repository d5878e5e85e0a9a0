package dev.cuaderno.kernel.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
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
                        version(), Runtime.version(), System.getProperty("java.home"));
        return 0;
    }

    /// The version as the jar knows it; classes outside of a jar have none.
    static String version() {
        // Maven puts this file into every jar it makes.
        var name = "/META-INF/maven/dev.cuaderno/cuaderno-kernel/pom.properties";
        try (var in = VersionCommand.class.getResourceAsStream(name)) {
            if (in == null) {
                return "(not packaged)";
            }
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
