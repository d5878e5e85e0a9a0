package dev.cuaderno.worker;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs a process for a cell. Its output goes where the cell's own goes; it ends with the cell.
final class ShellTask {

    private static final int PATIENCE_MILLIS = 500;

    private ShellTask() {}

    /// @param arguments the command (a list of texts), and whether its output is to be caught
    /// @return the lines of its output, if caught; with its exit code as answer
    static Reply run(Object[] arguments) throws IOException, InterruptedException {
        var command = ((List<?>) arguments[0]).stream().map(String.class::cast).toList();
        var caught = (Boolean) arguments[1] ? new ByteArrayOutputStream() : null;
        var builder =
                new ProcessBuilder(command).directory(new File(System.getProperty("user.dir")));
        // Proves a worker to its front; nobody else's business.
        builder.environment().remove(Frames.TOKEN_VARIABLE);
        var isWindows = System.getProperty("os.name").startsWith("Windows");
        builder.redirectInput(new File(isWindows ? "NUL" : "/dev/null"));
        System.out.flush();
        var process = builder.start();
        try {
            var out = pump(process.getInputStream(), caught == null ? System.out : caught);
            var err = pump(process.getErrorStream(), System.err);
            var code = process.waitFor();
            // A process that it left behind may hold the pipes open for ever.
            out.join(PATIENCE_MILLIS);
            err.join(PATIENCE_MILLIS);
            System.out.flush();
            if (caught == null) {
                return new Reply(null, code);
            }
            synchronized (caught) {
                var encoding = System.getProperty("native.encoding", "UTF-8");
                var text = caught.toString(Charset.forName(encoding));
                return new Reply(List.copyOf(text.lines().toList()), code);
            }
        } finally {
            end(process);
        }
    }

    private static Thread pump(InputStream from, OutputStream to) {
        // Inherits the cell of this thread, so that what it writes reaches that cell.
        var pump =
                new Thread(
                        () -> {
                            var buffer = new byte[8192];
                            try (from) {
                                for (int count = from.read(buffer);
                                        count >= 0;
                                        count = from.read(buffer)) {
                                    synchronized (to) {
                                        to.write(buffer, 0, count);
                                        to.flush();
                                    }
                                }
                            } catch (IOException ended) {
                                // The process has gone, and its pipe with it.
                            }
                        },
                        "cuaderno-shell");
        pump.setDaemon(true);
        pump.start();
        return pump;
    }

    private static void end(Process process) {
        if (!process.isAlive()) {
            return;
        }
        var family = process.descendants().toList();
        family.forEach(ProcessHandle::destroy);
        process.destroy();
        var interrupted = Thread.interrupted();
        try {
            if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException again) {
            process.destroyForcibly();
            interrupted = true;
        }
        family.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
