package dev.cuaderno.kernel.lab;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Starts programs. Tests put answers of their own in its place.
interface Runs {

    /// Whether a command ends well. What it says is not shown.
    boolean succeeds(List<String> command);

    /// Runs a command before the user's eyes.
    ///
    /// @return its exit code
    int show(List<String> command) throws IOException, InterruptedException;

    /// Those of this machine. What commands say goes to standard error.
    static Runs here() {
        return new Runs() {

            private static final long PATIENCE_S = 60;

            @Override
            public boolean succeeds(List<String> command) {
                try {
                    var process =
                            new ProcessBuilder(command)
                                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                                    .start();
                    process.getOutputStream().close();
                    if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                        process.destroyForcibly();
                        return false;
                    }
                    return process.exitValue() == 0;
                } catch (IOException unstartable) {
                    return false;
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }

            @Override
            public int show(List<String> command) throws IOException, InterruptedException {
                // Its standard output would mix with that of the command that is asked for.
                var process = new ProcessBuilder(command).inheritIO();
                process.redirectOutput(ProcessBuilder.Redirect.PIPE);
                process.redirectErrorStream(true);
                var running = endWithThis(process.start());
                running.getInputStream().transferTo(System.err);
                return running.waitFor();
            }
        };
    }

    /// Ends a program where this one ends before it.
    static Process endWithThis(Process process) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroy));
        return process;
    }
}
