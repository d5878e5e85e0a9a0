package dev.cuaderno.kernel.session;

import dev.cuaderno.kernel.channel.Connection;
import dev.cuaderno.kernel.channel.ConnectionException;
import dev.cuaderno.kernel.install.JupyterPaths;
import dev.cuaderno.kernel.language.JavaLanguage;
import dev.cuaderno.kernel.language.Settings;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

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
        var environment = System.getenv();
        try (var kernel =
                KernelServer.start(
                        Connection.read(connectionFile),
                        () -> new JavaLanguage(Settings.fromEnvironment(environment)),
                        KernelOptions.of(JupyterPaths.here().data(), environment))) {
            InterruptSignal.handle(kernel::interrupt);
            var _ = endWithParent(kernel, environment);
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(kernel::close));
            kernel.await();
            return 0;
        } catch (ConnectionException | IllegalArgumentException failure) {
            spec.commandLine().getErr().println("kernel: " + failure.getMessage());
            spec.commandLine().getErr().flush();
            return 1;
        }
    }

    // A server that was killed cannot ask its kernels to end.
    private static Future<Void> endWithParent(
            KernelServer kernel, Map<String, String> environment) {
        var parent = environment.getOrDefault("JPY_PARENT_PID", "");
        // On Windows it is not a process id.
        if (parent.matches("[1-9][0-9]*") && !System.getProperty("os.name").startsWith("Windows")) {
            var process = ProcessHandle.of(Long.parseLong(parent));
            if (process.isPresent()) {
                return process.get().onExit().thenRun(kernel::stop);
            }
        }
        return CompletableFuture.completedFuture(null);
    }
}
