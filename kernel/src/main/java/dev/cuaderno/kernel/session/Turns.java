package dev.cuaderno.kernel.session;

import dev.cuaderno.kernel.message.Execute;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// A thread that serves requests one after the other.
final class Turns {

    private static final System.Logger LOG = System.getLogger(Turns.class.getName());

    private final LinkedBlockingQueue<Request> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger cells = new AtomicInteger();
    private final String name;
    private volatile boolean stopping;
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
        while (!stopping) {
            try {
                var request = queue.take();
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

    /// Serves nothing more; the request being served goes on.
    void stop() {
        stopping = true;
        if (thread != null && thread != Thread.currentThread()) {
            thread.interrupt();
        }
    }
}
