package dev.cuaderno.kernel.process;

import dev.cuaderno.worker.CellConsole;
import dev.cuaderno.worker.Frames;
import dev.cuaderno.worker.Internals;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A JVM in which cells run, seen from the front.
///
/// Both sides speak over two loopback connections. The worker proves itself with a random token
/// given in its environment, so that no other local user can pose as it.
public final class Worker implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Worker.class.getName());
    private static final Charset NATIVE =
            Charset.forName(System.getProperty("native.encoding", "UTF-8"));

    private static final int ASK_MILLIS = 100;
    private static final int START_SECONDS = 60;
    private static final int END_SECONDS = 1;
    private static final int TOKEN_TIMEOUT_MILLIS = 5_000;

    private final Process process;
    private final Socket control;
    private final Socket event;
    private final ObjectOutputStream controlOut;
    private final ObjectInputStream controlIn;
    private final EventConnection events;
    private final List<Path> classPath;
    private final int endSeconds;
    private final DebugPort debugPort;
    private final Stopper stopper;
    private final Redefiner redefiner;
    private volatile boolean closing;

    private Worker(
            Process process,
            Socket control,
            Socket event,
            Launch launch,
            DebugPort debugPort,
            WorkerListener listener)
            throws IOException {
        this.process = process;
        this.classPath = visible(launch);
        this.endSeconds = StartCache.makes(launch.jvmOptions()) ? START_SECONDS : END_SECONDS;
        this.debugPort = debugPort;
        this.stopper = new Stopper(debugPort);
        this.redefiner = new Redefiner(debugPort);
        this.control = control;
        this.event = event;
        this.events = new EventConnection(event, listener);
        this.controlOut =
                new ObjectOutputStream(new BufferedOutputStream(control.getOutputStream()));
        controlOut.flush();
        this.controlIn = new ObjectInputStream(new BufferedInputStream(control.getInputStream()));
        events.begin();
        daemon("cuaderno-worker-stdout", () -> readPipe(process.getInputStream(), false));
        daemon("cuaderno-worker-stderr", () -> readPipe(process.getErrorStream(), true));
    }

    /// Starts a worker and waits until it has connected.
    ///
    /// @throws IOException if the JVM cannot be started or ends at once; the message holds what it
    ///   printed
    public static Worker start(Launch launch, WorkerListener listener) throws IOException {
        launch.check();
        var token = new byte[Frames.TOKEN_BYTES];
        new SecureRandom().nextBytes(token);
        var debugPort = DebugPort.listen();
        try (var server = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
            var builder = new ProcessBuilder(command(launch, debugPort, server.getLocalPort()));
            builder.directory(launch.folder().toFile());
            builder.environment().put(Frames.TOKEN_VARIABLE, HexFormat.of().formatHex(token));
            daemon("cuaderno-debug-connection", debugPort::accept);
            var process = builder.start();
            try {
                // The worker reads nothing from its standard input: System.in asks the front.
                process.getOutputStream().close();
                var connections = new Socket[2];
                while (connections[0] == null || connections[1] == null) {
                    accept(server, token, process, connections);
                }
                greeted(process.getErrorStream());
                greeted(process.getInputStream());
                return new Worker(
                        process, connections[0], connections[1], launch, debugPort, listener);
            } catch (IOException failure) {
                process.destroyForcibly();
                throw failure;
            }
        } catch (IOException failure) {
            debugPort.close();
            throw failure;
        }
    }

    private static final String INCUBATING = "WARNING: Using incubator modules:";

    /// What a JVM says before it is ready (options it found in its environment, incubator modules)
    /// is for the log and not for whichever cell comes first.
    private static void greeted(InputStream pipe) throws IOException {
        var said = new String(pipe.readNBytes(pipe.available()), NATIVE).strip();
        if (!said.isEmpty()) {
            // Modules that a library asked for are no news; all the rest is worth a line in the
            // log.
            var level =
                    said.startsWith(INCUBATING) && !said.contains("\n")
                            ? System.Logger.Level.DEBUG
                            : System.Logger.Level.INFO;
            LOG.log(level, "the JVM for the cells says: " + said);
        }
    }

    /// What the cells of a worker see, and so compile against.
    public static List<Path> visible(Launch launch) {
        return Stream.concat(Stream.of(WorkerFiles.displayClasses()), launch.classPath().stream())
                .toList();
    }

    /// The class path that the cells see.
    public List<Path> classPath() {
        return classPath;
    }

    private static List<String> command(Launch launch, DebugPort debugPort, int port) {
        var agent = WorkerFiles.agentJar();
        var classPath =
                Stream.concat(Stream.of(agent), visible(launch).stream())
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator));
        var command = new ArrayList<String>();
        command.add(launch.javaExecutable().toString());
        command.add(debugPort.jvmOption());
        command.add("-XX:-UsePerfData");
        command.addAll(HeapSize.JVM_OPTIONS);
        command.addAll(Frugality.inWorker(System.getProperty("os.name")));
        command.addAll(CellConsole.JVM_OPTIONS);
        command.addAll(Internals.JVM_OPTIONS);
        command.addAll(StartCache.workerOptions(launch));
        command.addAll(AskedModules.options(launch.jdkHome(), visible(launch)));
        command.addAll(launch.jvmOptions());
        command.addAll(List.of("-cp", classPath, "dev.cuaderno.worker.Worker", "" + port));
        return command;
    }

    /// Takes one of the worker's connections; strangers are sent away.
    static void accept(ServerSocket server, byte[] token, Process process, Socket[] connections)
            throws IOException {
        server.setSoTimeout(ASK_MILLIS);
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try {
                var socket = server.accept();
                var connection = connection(socket, token);
                if (connection > 0) {
                    connections[connection - 1] = socket;
                    return;
                }
                socket.close();
            } catch (SocketTimeoutException waiting) {
                if (!process.isAlive()) {
                    throw new IOException("the JVM for the cells did not start: " + said(process));
                }
            }
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "the JVM for the cells did not connect within " + START_SECONDS + " s");
            }
        }
    }

    /// Which connection the worker makes by this socket; 0 where it is not the worker.
    private static int connection(Socket socket, byte[] token) {
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TOKEN_TIMEOUT_MILLIS);
            var in = socket.getInputStream();
            var sent = in.readNBytes(Frames.TOKEN_BYTES);
            var connection = in.read();
            socket.setSoTimeout(0);
            return MessageDigest.isEqual(token, sent)
                            && connection >= Frames.CONTROL_CONNECTION
                            && connection <= Frames.EVENT_CONNECTION
                    ? connection
                    : 0;
        } catch (IOException stranger) {
            return 0;
        }
    }

    private static String said(Process process) throws IOException {
        var text =
                new String(process.getErrorStream().readAllBytes(), NATIVE)
                        + new String(process.getInputStream().readAllBytes(), NATIVE);
        return text.isBlank() ? "exit code " + process.exitValue() : text.strip();
    }

    /// The stream on which JShell's requests go out.
    public ObjectOutputStream controlOut() {
        return controlOut;
    }

    /// The stream on which the answers come in.
    public ObjectInputStream controlIn() {
        return controlIn;
    }

    /// Interrupts the thread that runs the cell.
    public void interrupt() {
        events.interrupt();
    }

    /// Throws into the running cell, whatever Java code it is in.
    ///
    /// @return where it was, innermost frame first; empty where no cell ran
    public List<StackTraceElement> stopCell() {
        return stopper.stop();
    }

    /// Takes the frames of the running cell away, where it catches what [#stopCell] throws.
    ///
    /// @return as for [#stopCell]
    public List<StackTraceElement> unwindCell() {
        return stopper.unwind();
    }

    /// Replaces the code of classes of cells, all or none; what was made with their earlier form
    /// lives on.
    ///
    /// @param classes class files by class names
    /// @throws UnsupportedOperationException if the JVM cannot; the message says why
    public void redefine(Map<String, byte[]> classes) {
        redefiner.redefine(classes);
    }

    /// Ends the JVM at once, whatever it does.
    public void kill() {
        process.destroyForcibly();
    }

    public boolean isAlive() {
        // The system knows of an end a moment before the Process object does.
        return process.isAlive() && process.toHandle().isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /// Waits until everything that was printed before the last mark has reached the listener.
    public void awaitMark() {
        events.awaitMark();
    }

    /// Waits for the end of a JVM that is ending, and for its last words to reach the listener.
    ///
    /// @return how it ended, in words
    public String awaitDeath() {
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                return "no longer answered (its connection to the kernel was cut) and was ended";
            }
            events.awaitEnd();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return Ending.describe(process.exitValue());
    }

    @Override
    public void close() {
        closing = true;
        debugPort.close();
        for (var socket : List.of(control, event)) {
            try {
                socket.close();
            } catch (IOException alreadyGone) {
                // Closed is what was wanted.
            }
        }
        try {
            // Its end of the event connection has closed, upon which it ends by itself.
            if (!process.waitFor(endSeconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void readPipe(InputStream pipe, boolean error) {
        var buffer = new byte[8192];
        try {
            for (int count = pipe.read(buffer); count >= 0; count = pipe.read(buffer)) {
                if (!closing) {
                    events.printed(error, Arrays.copyOf(buffer, count));
                }
            }
        } catch (IOException closed) {
            // The pipe ends with the process.
        }
    }

    private static Thread daemon(String name, Runnable task) {
        return Thread.ofPlatform().daemon().name(name).start(task);
    }
}
