package dev.cuaderno.kernel.session;

import dev.cuaderno.kernel.message.Header;
import dev.cuaderno.kernel.message.Status;

/// Says `busy` before and `idle` after each request.
///
/// Requests that are served beside a running cell end with an `idle` of their own; since front ends
/// show the last status they saw, the cell's `busy` is then said again.
final class Activity {

    private static final Status BUSY = new Status("busy");
    private static final Status IDLE = new Status("idle");

    private final Publisher publisher;
    private Header running;

    Activity(Publisher publisher) {
        this.publisher = publisher;
    }

    /// Runs `work` for a request in the order of the shell channel.
    void inTurn(Request request, Runnable work) {
        synchronized (this) {
            running = request.header();
            publisher.publish(running, BUSY);
        }
        try {
            work.run();
        } finally {
            synchronized (this) {
                running = null;
                publisher.publish(request.header(), IDLE);
            }
        }
    }

    /// Runs `work` for a request that does not wait for the running cell.
    void aside(Request request, Runnable work) {
        publisher.publish(request.header(), BUSY);
        try {
            work.run();
        } finally {
            synchronized (this) {
                publisher.publish(request.header(), IDLE);
                if (running != null) {
                    publisher.publish(running, BUSY);
                }
            }
        }
    }

    /// The request being served in turn, or null: the parent of what the kernel says unasked.
    synchronized Header running() {
        return running;
    }
}
