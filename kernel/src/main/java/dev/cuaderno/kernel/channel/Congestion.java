package dev.cuaderno.kernel.channel;

import dev.cuaderno.kernel.channel.Outbox.Item;

import org.zeromq.ZMQ;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Outputs that wait for a slow front end, in their order.
///
/// A front end that takes nothing for some seconds (a suspended program, a lost connection) stops
/// being waited for: it loses outputs, the others do not.
final class Congestion {

    private static final int RETRY_MS = 10;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(5);

    private final ZMQ.Socket iopub;
    private final ArrayDeque<Item> waiting = new ArrayDeque<>();
    private long since;

    Congestion(ZMQ.Socket iopub) {
        this.iopub = iopub;
    }

    /// How long the owner may sleep: for ever, except while outputs wait, of whose chance ZeroMQ
    /// gives no sign.
    long pollTimeoutMs() {
        return waiting.isEmpty() ? -1 : RETRY_MS;
    }

    /// Sends `item`, or keeps it behind those that wait.
    void enqueueOr(Item item, Predicate<Item> send) {
        var mayPass = item.channel() != Channel.IOPUB || waiting.isEmpty();
        if (!mayPass || !send.test(item)) {
            if (waiting.isEmpty()) {
                since = System.nanoTime();
            }
            waiting.add(item);
        }
    }

    /// Sends what can be sent.
    void retry(Predicate<Item> send) {
        if (waiting.isEmpty()) {
            return;
        }
        if (System.nanoTime() - since > PATIENCE_NS) {
            iopub.setXpubNoDrop(false);
        }
        while (!waiting.isEmpty() && send.test(waiting.peek())) {
            waiting.remove();
            since = System.nanoTime();
        }
        if (waiting.isEmpty()) {
            iopub.setXpubNoDrop(true);
        }
    }
}
