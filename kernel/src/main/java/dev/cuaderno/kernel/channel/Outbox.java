package dev.cuaderno.kernel.channel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// Messages on their way to the thread that owns the sockets.
///
/// Producers of outputs wait while too much is on its way, so that a cell that shows pictures
/// faster than a front end takes them slows down and does not fill the memory.
final class Outbox {

    /// @param undeliverable run where nobody is at the other end of the route; may be null
    record Item(Channel channel, List<byte[]> frames, Runnable undeliverable) {

        long bytes() {
            var sum = 0L;
            for (var frame : frames) {
                sum += frame.length;
            }
            return sum;
        }
    }

    private static final long MOST_BYTES = 32L << 20;

    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private long bytes;
    private boolean closed;

    /// Adds a message.
    ///
    /// @param mayWait false for threads that must go on
    /// @return true if the owner has to be woken; false if it will look anyhow
    synchronized boolean add(Item item, boolean mayWait) {
        try {
            while (mayWait && item.channel() == Channel.IOPUB && bytes > MOST_BYTES && !closed) {
                wait();
            }
        } catch (InterruptedException interrupted) {
            // An interrupted producer keeps its message and its mark.
            Thread.currentThread().interrupt();
        }
        if (closed) {
            return false;
        }
        var wake = items.isEmpty();
        items.add(item);
        bytes += item.bytes();
        return wake;
    }

    /// All that waits, in order.
    synchronized List<Item> take() {
        var taken = new ArrayList<>(items);
        items.clear();
        return taken;
    }

    /// Gives back the room of a message that was sent or dropped.
    synchronized void sent(Item item) {
        bytes -= item.bytes();
        notifyAll();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
