package dev.cuaderno.kernel.session;

import dev.cuaderno.kernel.message.Execute;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// A thread that serves requests one after the other.
final class Turns {

    private static final System.Logger LOG = System.getLogger(Turns.class.getName());

    private final LinkedBlockingQueue<Request> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger cells = new AtomicInteger();
    private final String name;
    private boolean serving;
    private boolean stopping;
    private Thread thread;

    Turns(String name) {
        this.name = name;
    }

    void start(Consumer<Request> service) {
        thread = Thread.ofPlatform().name(name).daemon().start(() -> serve(service));
    }

    void add(Request request) {
        if (request.message().content() instanceof Execute.Request) {
            cells.incrementAndGet();
        }
        queue.add(request);
    }

    /// Whether a cell runs or waits here.
    boolean holdsCells() {
        return cells.get() > 0;
    }

    private void serve(Consumer<Request> service) {
        while (goesOn()) {
            try {
                var request = queue.take();
                if (!begins()) {
                    return;
                }
                try {
                    service.accept(request);
                } finally {
                    if (request.message().content() instanceof Execute.Request) {
                        cells.decrementAndGet();
                    }
                }
            } catch (InterruptedException ending) {
                // A stray interrupt of one request is not the end of the others.
            } catch (RuntimeException | LinkageError | StackOverflowError failure) {
                LOG.log(System.Logger.Level.ERROR, "a request on " + name + " failed", failure);
            }
        }
    }

    private synchronized boolean goesOn() {
        serving = false;
        return !stopping;
    }

    private synchronized boolean begins() {
        serving = !stopping;
        return serving;
    }

    /// Serves nothing more; the request being served goes on.
    synchronized void stop() {
        stopping = true;
        // An interrupt in the middle of a request would hit what it reads and writes.
        if (thread != null && !serving) {
            thread.interrupt();
        }
    }

    /// Waits, for a time, until the request being served is done.
    void awaitEnd(Duration time) {
        try {
            if (thread != null && thread != Thread.currentThread()) {
                thread.join(time);
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}
