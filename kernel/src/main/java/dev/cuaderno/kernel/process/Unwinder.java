package dev.cuaderno.kernel.process;

import com.sun.jdi.ClassNotLoadedException;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.InvalidTypeException;
import com.sun.jdi.Method;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.event.StepEvent;
import com.sun.jdi.request.StepRequest;

/// Leaves the frames of a cell one by one, for code that catches whatever is thrown into it.
///
/// A frame is left by an early return, which no handler sees. Only a native frame on top (a sleep,
/// a wait) cannot be left so: it is thrown out of, and the walk goes on where the exception is
/// caught.
final class Unwinder {

    private static final int MAX_STEPS = 2_000;
    private static final int STEP_MILLIS = 500;
    private static final String CELL = "REPL.$JShell$";

    private final VirtualMachine machine;
    private final ThreadReference thread;
    private final ObjectReference thrown;

    Unwinder(VirtualMachine machine, ThreadReference thread, ObjectReference thrown) {
        this.machine = machine;
        this.thread = thread;
        this.thrown = thrown;
    }

    /// Begins and ends with the machine suspended.
    ///
    /// @return true once no frame of a cell is left
    boolean unwind() throws InterruptedException {
        try {
            for (int i = 0; i < MAX_STEPS; i++) {
                if (!hasCellFrame()) {
                    return true;
                }
                var method = thread.frame(0).location().method();
                if (method.isNative()) {
                    thread.stop(thrown);
                } else {
                    thread.forceEarlyReturn(nothing(method));
                }
                if (!step(method.isNative() ? StepRequest.STEP_OUT : StepRequest.STEP_INTO)) {
                    return false;
                }
            }
        } catch (IncompatibleThreadStateException
                | InvalidTypeException
                | ClassNotLoadedException
                | UnsupportedOperationException cannot) {
            // The next rung of the ladder needs nothing of this.
        }
        return false;
    }

    private boolean hasCellFrame() throws IncompatibleThreadStateException {
        for (var frame : thread.frames()) {
            if (frame.location().declaringType().name().startsWith(CELL)) {
                return true;
            }
        }
        return false;
    }

    /// The zero of a method's return type.
    private Value nothing(Method method) {
        return switch (method.returnTypeName()) {
            case "void" -> machine.mirrorOfVoid();
            case "boolean" -> machine.mirrorOf(false);
            case "byte" -> machine.mirrorOf((byte) 0);
            case "char" -> machine.mirrorOf((char) 0);
            case "short" -> machine.mirrorOf((short) 0);
            case "int" -> machine.mirrorOf(0);
            case "long" -> machine.mirrorOf(0L);
            case "float" -> machine.mirrorOf(0f);
            case "double" -> machine.mirrorOf(0d);
            default -> null;
        };
    }

    /// Lets the machine run until the thread has left its frame.
    private boolean step(int depth) throws InterruptedException {
        var requests = machine.eventRequestManager();
        var request = requests.createStepRequest(thread, StepRequest.STEP_MIN, depth);
        request.setSuspendPolicy(StepRequest.SUSPEND_ALL);
        request.enable();
        machine.resume();
        try {
            var deadline = System.nanoTime() + STEP_MILLIS * 1_000_000L;
            while (true) {
                var left = (deadline - System.nanoTime()) / 1_000_000;
                var events = left <= 0 ? null : machine.eventQueue().remove(left);
                if (events == null) {
                    machine.suspend();
                    return false;
                }
                if (events.stream().anyMatch(StepEvent.class::isInstance)) {
                    return true;
                }
                events.resume();
            }
        } finally {
            requests.deleteEventRequest(request);
        }
    }
}
