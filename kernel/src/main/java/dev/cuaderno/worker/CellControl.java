package dev.cuaderno.worker;

import dev.cuaderno.display.Display;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.display.Renderers;

import jdk.jshell.execution.DirectExecutionControl;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;

/// Carries out what JShell in the front asks for: load, invoke, redefine; and the few requests of
/// our own.
///
/// Values stay here: what [#invoke(Method)] returns is empty, the front asks for a rendering where
/// it wants one.
final class CellControl extends DirectExecutionControl {

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

    CellControl(CellLoader loader, Cells cells, Events events) {
        super(loader);
        this.loader = loader;
        this.cells = cells;
        this.events = events;
    }

    @Override
    protected String invoke(Method method) throws Exception {
        lastValue = null;
        lastThrowable = null;
        try {
            synchronized (running) {
                if (interrupted) {
                    throw new InvocationTargetException(CellStopped.INSTANCE);
                }
                runner = Thread.currentThread();
            }
            lastValue = call(method);
            return "";
        } catch (InvocationTargetException thrown) {
            lastThrowable = thrown.getCause();
            throw thrown;
        } catch (CellStopped stopped) {
            // Thrown into the reflective call itself.
            lastThrowable = stopped;
            throw new InvocationTargetException(stopped);
        } finally {
            synchronized (running) {
                runner = null;
                // An interrupt that came too late must not hit the next cell.
                var _ = Thread.interrupted();
            }
        }
    }

    /// The one frame below a cell's own, by which the front knows that it may throw into this
    /// thread.
    private static Object call(Method method)
            throws InvocationTargetException, IllegalAccessException, CellStopped {
        return method.invoke(null);
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
                System.out.flush();
                System.err.flush();
                events.mark(cells.current());
                yield null;
            }
            case Requests.RENDER -> {
                if (lastValue instanceof Display.Handle) {
                    // What it stands for has been shown already.
                    yield null;
                }
                var bundle = render(lastValue);
                yield new Object[] {
                    new LinkedHashMap<>(bundle.data()), new LinkedHashMap<>(bundle.metadata())
                };
            }
            case Requests.FAILURE -> lastThrowable == null ? null : Failure.of(lastThrowable);
            default -> super.extensionCommand(command, argument);
        };
    }

    /// The forms of a value, by the renderers that the cells can see.
    synchronized MimeBundle render(Object value) {
        if (renderers == null) {
            renderers = Renderers.load(loader.classLoader());
        }
        return renderers.render(value);
    }

    @Override
    public void addToClasspath(String path) throws EngineTerminationException, InternalException {
        super.addToClasspath(path);
        synchronized (this) {
            renderers = null;
        }
    }
}
