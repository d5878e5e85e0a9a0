package dev.cuaderno.kernel.language;

import dev.cuaderno.kernel.process.Launch;
import dev.cuaderno.kernel.process.Worker;

import jdk.jshell.spi.ExecutionControl;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/// JShell's hand on a worker that is still starting: whoever needs the worker waits for it here.
/// The first imports do not.
final class Arriving implements ExecutionControl {

    private static final int ASK_MILLIS = 100;

    private final CompletableFuture<WorkerControl> control = new CompletableFuture<>();
    private final CompletableFuture<Worker> worker = new CompletableFuture<>();
    private final BooleanSupplier stopped;
    private boolean known;

    /// @param stopped asked while somebody waits, whether to wait no longer
    Arriving(Launch launch, CellOutputs outputs, BooleanSupplier stopped) {
        this.stopped = stopped;
        Thread.ofPlatform().daemon().name("worker-start").start(() -> start(launch, outputs));
    }

    private void start(Launch launch, CellOutputs outputs) {
        try {
            var started = Worker.start(launch, outputs);
            control.complete(new WorkerControl(started));
            worker.complete(started);
        } catch (IOException | RuntimeException | LinkageError failure) {
            control.completeExceptionally(failure);
            worker.completeExceptionally(failure);
        }
    }

    /// The worker, once it has connected.
    ///
    /// @throws IOException if it could not be started; the message holds what it printed
    Worker worker() throws IOException {
        return arrived(worker);
    }

    /// The requests to the worker, once it has connected.
    ///
    /// @throws IOException as for [#worker]
    WorkerControl control() throws IOException {
        return arrived(control);
    }

    private <T> T arrived(CompletableFuture<T> future) throws IOException {
        while (true) {
            try {
                return future.isDone()
                        ? future.join()
                        : future.copy().orTimeout(ASK_MILLIS, TimeUnit.MILLISECONDS).join();
            } catch (CompletionException failure) {
                switch (failure.getCause()) {
                    case TimeoutException waiting -> {
                        if (stopped.getAsBoolean()) {
                            throw new IOException(
                                    "stopped before the JVM for the cells was ready", waiting);
                        }
                    }
                    case IOException cause -> throw cause;
                    default -> throw failure;
                }
            }
        }
    }

    /// Ends the worker, or sees to it that it ends as soon as it has started.
    void abandon() {
        var _ = worker.thenAccept(Worker::close);
    }

    /// Runs something that tells JShell of a class path that the worker was started with.
    void knows(Runnable telling) {
        known = true;
        telling.run();
        known = false;
    }

    private WorkerControl ready() throws EngineTerminationException {
        try {
            return control();
        } catch (IOException failure) {
            throw new EngineTerminationException(failure.getMessage());
        }
    }

    @Override
    public void load(ClassBytecodes[] classes)
            throws ClassInstallException, NotImplementedException, EngineTerminationException {
        ready().load(classes);
    }

    @Override
    public void redefine(ClassBytecodes[] classes)
            throws ClassInstallException, NotImplementedException, EngineTerminationException {
        ready().redefine(classes);
    }

    @Override
    public String invoke(String type, String method)
            throws RunException, EngineTerminationException, InternalException {
        return ready().invoke(type, method);
    }

    @Override
    public String varValue(String type, String variable)
            throws RunException, EngineTerminationException, InternalException {
        return ready().varValue(type, variable);
    }

    @Override
    public void addToClasspath(String path) throws EngineTerminationException, InternalException {
        if (!known) {
            ready().addToClasspath(path);
        }
    }

    @Override
    public void stop() throws EngineTerminationException, InternalException {
        ready().stop();
    }

    @Override
    public Object extensionCommand(String command, Object argument)
            throws RunException, EngineTerminationException, InternalException {
        return ready().extensionCommand(command, argument);
    }

    @Override
    public void close() {
        // The worker belongs to the session, which closes it.
    }
}
