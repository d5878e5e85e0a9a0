package dev.cuaderno.kernel.session;

import dev.cuaderno.kernel.channel.Connection;
import dev.cuaderno.kernel.channel.ConnectionException;
import dev.cuaderno.kernel.install.JupyterPaths;
import dev.cuaderno.kernel.language.JavaLanguage;
import dev.cuaderno.kernel.language.Settings;
import dev.cuaderno.kernel.notebook.NotebookFile;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/// The kernel as Jupyter starts it. It does what the command `kernel` does without the machinery of
/// the command line, which would take a third of the time to the first result.
public final class KernelProgram {

    private KernelProgram() {}

    /// @param arguments the connection file
    public static void main(String[] arguments) throws InterruptedException {
        var err = new PrintWriter(System.err, true, System.err.charset());
        if (arguments.length != 1) {
            err.println(
                    "kernel: expected one argument, a connection file; got " + arguments.length);
            System.exit(2);
        }
        System.exit(serve(Path.of(arguments[0]), err));
    }

    /// Serves a connection file until the kernel is told to end.
    ///
    /// @param err for what keeps it from starting
    /// @return the exit code: 0, or 1 where it could not start
    static int serve(Path connectionFile, PrintWriter err) throws InterruptedException {
        var environment = System.getenv();
        var java = new HeadStart(() -> new JavaLanguage(settings(environment)));
        try (var kernel =
                KernelServer.start(
                        Connection.read(connectionFile),
                        java,
                        KernelOptions.of(JupyterPaths.here().data(), environment))) {
            InterruptSignal.handle(kernel::interrupt);
            var _ = endWithParent(kernel, environment);
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(kernel::close));
            kernel.await();
            return 0;
        } catch (ConnectionException | IllegalArgumentException failure) {
            err.println("kernel: " + failure.getMessage());
            err.flush();
            return 1;
        }
    }

    /// What the environment says; the notebook for which a Jupyter server starts the kernel gives
    /// the language.
    static Settings settings(Map<String, String> environment) throws IOException {
        var settings = Settings.fromEnvironment(environment);
        var session = environment.getOrDefault("JPY_SESSION_NAME", "");
        if (!session.endsWith(".ipynb")) {
            return settings;
        }
        try {
            return settings.inLanguage(NotebookFile.read(Path.of(session)).lang(), environment);
        } catch (IOException | InvalidPathException unreadable) {
            // Not this machine's path, or not saved yet: a kernel needs no notebook.
            return settings;
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
