package dev.cuaderno.kernel.process;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.InvalidTypeException;
import com.sun.jdi.Location;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.ListeningConnector;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Stops code that does not heed an interrupt, by the JVM's debugger interface, which can throw an
/// exception into any running Java code, library code and empty loops included.
///
/// The worker connects back to a loopback port of this process: a port that the worker listened on
/// would let any local user run code in it.
final class Stopper implements AutoCloseable {

    private static final int ACCEPT_MILLIS = 60_000;
    private static final String CONTROL = "dev.cuaderno.worker.CellControl";
    private static final String CALL = "call";
    private static final String THROWN = "dev.cuaderno.worker.CellStopped";

    private final ListeningConnector connector;
    private final Map<String, Connector.Argument> arguments;
    private final String address;
    private VirtualMachine machine;
    private boolean closed;

    private Stopper(
            ListeningConnector connector,
            Map<String, Connector.Argument> arguments,
            String address) {
        this.connector = connector;
        this.arguments = arguments;
        this.address = address;
    }

    /// Opens the port to which a worker is to connect.
    static Stopper listen() throws IOException {
        var connector =
                Bootstrap.virtualMachineManager().listeningConnectors().stream()
                        .filter(each -> each.transport().name().equals("dt_socket"))
                        .findFirst()
                        .orElseThrow(() -> new IOException("this JDK lacks the module jdk.jdi"));
        var arguments = connector.defaultArguments();
        arguments.get("localAddress").setValue("127.0.0.1");
        arguments.get("port").setValue("0");
        arguments.get("timeout").setValue("" + ACCEPT_MILLIS);
        try {
            var address = connector.startListening(arguments);
            return new Stopper(connector, arguments, address);
        } catch (IllegalConnectorArgumentsException impossible) {
            throw new IOException(impossible);
        }
    }

    /// The JVM option by which the worker connects.
    String jvmOption() {
        var port = address.substring(address.lastIndexOf(':') + 1);
        return "-agentlib:jdwp=transport=dt_socket,server=n,suspend=n,address=127.0.0.1:" + port;
    }

    /// Takes the worker's connection, in the background: nothing waits for it until a cell must be
    /// stopped.
    void accept() {
        try {
            var accepted = connector.accept(arguments);
            synchronized (this) {
                machine = accepted;
                notifyAll();
            }
        } catch (IOException | IllegalConnectorArgumentsException failure) {
            synchronized (this) {
                closed = true;
                notifyAll();
            }
        } finally {
            stopListening();
        }
    }

    /// Throws into the thread that runs the cell, and into those of the common pool that work for
    /// one.
    ///
    /// @return the stack of the cell's thread at that moment, innermost frame first; empty where no
    ///   cell ran
    List<StackTraceElement> stop() {
        return whileSuspended(this::throwIntoCell);
    }

    /// Takes the cell's frames away, for code that catches what [#stop] throws.
    ///
    /// @return as for [#stop]
    List<StackTraceElement> unwind() {
        return whileSuspended(this::unwindCell);
    }

    private interface Action {
        List<StackTraceElement> run() throws InterruptedException;
    }

    private synchronized List<StackTraceElement> whileSuspended(Action action) {
        try {
            while (machine == null && !closed) {
                wait(ACCEPT_MILLIS);
            }
            if (machine == null || closed) {
                return List.of();
            }
            machine.suspend();
            try {
                return action.run();
            } finally {
                machine.resume();
            }
        } catch (VMDisconnectedException gone) {
            return List.of();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private List<StackTraceElement> unwindCell() throws InterruptedException {
        var thrown = thrown();
        for (var thread : machine.allThreads()) {
            try {
                var cell = cellFrames(thread);
                if (thrown != null && !cell.isEmpty()) {
                    return new Unwinder(machine, thread, thrown).unwind() ? cell : List.of();
                }
            } catch (IncompatibleThreadStateException ended) {
                // Not the cell's thread: that one does not end.
            }
        }
        return List.of();
    }

    private ObjectReference thrown() {
        var types = machine.classesByName(THROWN);
        if (types.isEmpty()) {
            return null;
        }
        var type = types.getFirst();
        return (ObjectReference) type.getValue(type.fieldByName("INSTANCE"));
    }

    private List<StackTraceElement> throwIntoCell() {
        var thrown = thrown();
        if (thrown == null) {
            return List.of();
        }
        List<StackTraceElement> stack = List.of();
        for (var thread : machine.allThreads()) {
            try {
                var cell = cellFrames(thread);
                if (!cell.isEmpty()) {
                    stack = cell;
                    thread.stop(thrown);
                } else if (worksForCell(thread)) {
                    thread.stop(thrown);
                }
            } catch (IncompatibleThreadStateException | InvalidTypeException cannot) {
                // A thread that ended meanwhile needs no stopping.
            }
        }
        return stack;
    }

    /// The frames above the agent's call of the cell; none for other threads, and between two
    /// snippets.
    private static List<StackTraceElement> cellFrames(ThreadReference thread)
            throws IncompatibleThreadStateException {
        var frames = new ArrayList<StackTraceElement>();
        if (!thread.name().equals("main")) {
            return frames;
        }
        for (var frame : thread.frames()) {
            var location = frame.location();
            if (location.declaringType().name().equals(CONTROL)
                    && location.method().name().equals(CALL)) {
                return frames;
            }
            frames.add(element(location));
        }
        return List.of();
    }

    private static boolean worksForCell(ThreadReference thread)
            throws IncompatibleThreadStateException {
        if (!thread.name().startsWith("ForkJoinPool.commonPool-worker")) {
            return false;
        }
        for (var frame : thread.frames()) {
            if (frame.location().declaringType().name().startsWith("REPL.$JShell$")) {
                return true;
            }
        }
        return false;
    }

    private static StackTraceElement element(Location location) {
        return new StackTraceElement(
                location.declaringType().name(),
                location.method().name(),
                null,
                location.method().isNative() ? -2 : location.lineNumber());
    }

    private void stopListening() {
        try {
            connector.stopListening(arguments);
        } catch (IOException | IllegalConnectorArgumentsException alreadyStopped) {
            // Not listening is what was wanted.
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        stopListening();
        if (machine != null) {
            try {
                machine.dispose();
            } catch (VMDisconnectedException gone) {
                // The worker ended before us.
            }
        }
    }
}
