package dev.cuaderno.worker;

import dev.cuaderno.display.Display;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.display.Renderers;
import dev.cuaderno.magic.Magics;

import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.SPIResolutionException;

import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;

/// Carries out what JShell in the front asks for: load, invoke, redefine; and the few requests of
/// our own.
///
/// Values stay here: what [#invoke(Method)] returns is empty, the front asks for a rendering where
/// it wants one.
final class CellControl extends DirectExecutionControl {

    private static final int READINGS = 2;

    private final CellLoader loader;
    private final Cells cells;
    private final Events events;
    private final Object running = new Object();
    private Thread runner;
    private boolean interrupted;
    private Object lastValue;
    // Mentioned here so that the class is loaded before a cell can be stopped.
    private Throwable lastThrowable = CellStopped.INSTANCE;
    private Renderers renderers;
    private long consumedNanos;

    CellControl(CellLoader loader, Cells cells, Events events) {
        super(loader);
        this.loader = loader;
        this.cells = cells;
        this.events = events;
    }

    @Override
    protected String invoke(Method method) throws Exception {
        try {
            run(() -> method.invoke(null), true);
        } finally {
            if (System.out == null) {
                // JShell's side flushes it, come what may.
                System.setOut(new PrintStream(OutputStream.nullOutputStream()));
            }
        }
        return "";
    }

    /// Without its message: that is code of the user, too, which [#failure] reads with care.
    @Override
    protected String throwConvertedInvocationException(Throwable cause)
            throws RunException, InternalException {
        if (cause instanceof SPIResolutionException) {
            return super.throwConvertedInvocationException(cause);
        }
        throw new UserException("", cause.getClass().getName(), new StackTraceElement[0]);
    }

    /// Code of the user, or that may call some.
    private interface Work {
        Object run() throws Throwable;
    }

    /// Runs what can be stopped. What it gives or throws is remembered.
    ///
    /// @param heed whether an interrupt that came before keeps it from running
    private void run(Work work, boolean heed) throws InvocationTargetException {
        lastValue = null;
        lastThrowable = null;
        var begin = System.nanoTime();
        try {
            synchronized (running) {
                if (interrupted && heed) {
                    throw new InvocationTargetException(CellStopped.INSTANCE);
                }
                runner = Thread.currentThread();
            }
            lastValue = call(work);
        } catch (InvocationTargetException thrown) {
            lastThrowable = thrown.getCause();
            throw thrown;
        } catch (Throwable thrown) {
            // By what is not called by reflection, or into the reflective call itself.
            lastThrowable = thrown;
            throw new InvocationTargetException(thrown);
        } finally {
            consumedNanos += System.nanoTime() - begin;
            synchronized (running) {
                runner = null;
                // An interrupt that came too late must not hit the next cell.
                var _ = Thread.interrupted();
            }
        }
    }

    /// The one frame below a cell's own, by which the front knows that it may throw into this
    /// thread.
    private static Object call(Work work) throws Throwable {
        return work.run();
    }

    /// Interrupts the thread that runs a cell; between two snippets, keeps the next one from
    /// running.
    void interrupt() {
        synchronized (running) {
            interrupted = true;
            if (runner != null) {
                runner.interrupt();
            }
        }
    }

    /// Whether the running cell is being stopped.
    boolean stopping() {
        synchronized (running) {
            return interrupted;
        }
    }

    /// Remembers code that the front has put in place by the debugger interface.
    @Override
    public void redefine(ClassBytecodes[] classes) {
        loader.classesRedefined(classes);
    }

    @Override
    public Object extensionCommand(String command, Object argument)
            throws RunException, EngineTerminationException, InternalException {
        return switch (command) {
            case Requests.ENTER -> {
                synchronized (running) {
                    interrupted = false;
                }
                cells.enter((Integer) argument);
                yield null;
            }
            case Requests.LEAVE -> {
                flush(System.out);
                flush(System.err);
                events.mark(cells.current());
                yield null;
            }
            case Requests.RENDER -> {
                // What a handle stands for has been shown already.
                yield lastValue instanceof Display.Handle ? null : renderLast();
            }
            case Requests.CARRY -> carry((String[]) argument);
            case Requests.FAILURE -> failure();
            case Requests.TASK -> task((Object[]) argument);
            case Requests.HAND -> {
                Magics.setValue(argument == null ? lastValue : ((Object[]) argument)[0]);
                yield null;
            }
            case Requests.TEXT -> text((Object[]) argument);
            case Requests.CLOCK -> clock();
            case Requests.PEEK -> {
                var variable = (String[]) argument;
                yield Peek.at(() -> findClass(variable[0]).getDeclaredField(variable[1]));
            }
            default -> super.extensionCommand(command, argument);
        };
    }

    /// The forms of the last value, or false where making them threw.
    private Object renderLast() {
        var value = lastValue;
        try {
            run(() -> render(value), true);
            var bundle = (MimeBundle) lastValue;
            return new Object[] {
                new LinkedHashMap<>(bundle.data()), new LinkedHashMap<>(bundle.metadata())
            };
        } catch (InvocationTargetException thrown) {
            return false;
        } finally {
            lastValue = value;
        }
    }

    /// The last throwable, whose message is made by code of the user too.
    private Failure failure() {
        var thrown = lastThrowable;
        var value = lastValue;
        try {
            for (var attempt = 0; thrown != null && attempt < READINGS; attempt++) {
                try {
                    run(() -> Failure.of(thrown), false);
                    return (Failure) lastValue;
                } catch (InvocationTargetException stopped) {
                    // A stop that was meant for the cell may hit the reading of what it threw.
                }
            }
            return thrown == null ? null : Failure.unreadable(thrown);
        } finally {
            lastThrowable = thrown;
            lastValue = value;
        }
    }

    /// A cell may have put a stream of its own in the place of ours, or none.
    private static void flush(PrintStream stream) {
        try {
            if (stream != null) {
                stream.flush();
            }
        } catch (RuntimeException broken) {
            // It is the cell's, and nothing of ours waits in it.
        }
    }

    private Object[] task(Object[] request) throws InternalException {
        try {
            var type = Class.forName(getClass().getPackageName() + "." + request[0]);
            var method = type.getDeclaredMethod("run", Object[].class);
            run(() -> method.invoke(null, new Object[] {request[1]}), true);
            var reply = (Reply) lastValue;
            lastValue = reply.value();
            return new Object[] {true, reply.answer()};
        } catch (InvocationTargetException thrown) {
            return new Object[] {false, null};
        } catch (ReflectiveOperationException impossible) {
            throw new InternalException("task " + request[0] + ": " + impossible);
        }
    }

    private String text(Object[] variable) throws InternalException {
        try {
            var field = findClass((String) variable[0]).getDeclaredField((String) variable[1]);
            // Public, but in a class that is not.
            field.setAccessible(true);
            var value = field.get(null);
            return value != null && value.getClass().isArray()
                    ? render(value).plainText()
                    : String.valueOf(value);
        } catch (ReflectiveOperationException | RuntimeException failure) {
            throw new InternalException("the value of " + variable[1] + ": " + failure);
        }
    }

    private long[] clock() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        var cpu =
                threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : -1;
        var bytes =
                threads.isThreadAllocatedMemorySupported()
                        ? threads.getCurrentThreadAllocatedBytes()
                        : -1;
        return new long[] {consumedNanos, cpu, bytes};
    }

    private boolean carry(String[] names) {
        try {
            var from = findClass(names[0]).getDeclaredField(names[2]);
            var to = findClass(names[1]).getDeclaredField(names[2]);
            from.setAccessible(true);
            to.setAccessible(true);
            var value = from.get(null);
            var fits =
                    to.getType().isPrimitive()
                            ? to.getType() == from.getType()
                            : value == null || to.getType().isInstance(value);
            if (fits) {
                to.set(null, value);
            }
            return fits;
        } catch (ReflectiveOperationException gone) {
            return false;
        }
    }

    /// The forms of a value, by the renderers that the cells can see.
    synchronized MimeBundle render(Object value, String... types) {
        if (renderers == null) {
            renderers = Renderers.load(loader.classLoader());
        }
        return renderers.render(value, types);
    }

    @Override
    public void addToClasspath(String path) throws EngineTerminationException, InternalException {
        super.addToClasspath(path);
        synchronized (this) {
            renderers = null;
        }
    }
}
