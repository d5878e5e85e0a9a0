package dev.cuaderno.kernel.process;

import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.InvalidTypeException;
import com.sun.jdi.Location;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;

import java.util.ArrayList;
import java.util.List;

/// Stops code that does not heed an interrupt, by the JVM's debugger interface, which can throw an
/// exception into any running Java code, library code and empty loops included.
final class Stopper {

    private static final String CONTROL = "dev.cuaderno.worker.CellControl";
    private static final String CALL = "call";
    private static final String THROWN = "dev.cuaderno.worker.CellStopped";

    private final DebugPort port;

    Stopper(DebugPort port) {
        this.port = port;
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
        List<StackTraceElement> run(VirtualMachine machine) throws InterruptedException;
    }

    private synchronized List<StackTraceElement> whileSuspended(Action action) {
        try {
            var machine = port.machine();
            if (machine == null) {
                return List.of();
            }
            machine.suspend();
            try {
                return action.run(machine);
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

    private List<StackTraceElement> unwindCell(VirtualMachine machine) throws InterruptedException {
        var thrown = thrown(machine);
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

    private ObjectReference thrown(VirtualMachine machine) {
        var types = machine.classesByName(THROWN);
        if (types.isEmpty()) {
            return null;
        }
        var type = types.getFirst();
        return (ObjectReference) type.getValue(type.fieldByName("INSTANCE"));
    }

    private List<StackTraceElement> throwIntoCell(VirtualMachine machine) {
        var thrown = thrown(machine);
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
}
