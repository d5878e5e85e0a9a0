package dev.cuaderno.kernel.language;

import dev.cuaderno.kernel.process.Worker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Stops one cell, more firmly from rung to rung: an interrupt, which polite code heeds; an
/// exception thrown into it, which stops any Java code; the end of its JVM. A second request goes
/// one rung up at once.
final class Interrupter {

    private static final int HEED_MILLIS = 300;
    private static final int REPEAT_MILLIS = 100;
    private static final int THROWS = 3;
    private static final int REPEATS = 12;

    private final Semaphore steps = new Semaphore(0);
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Worker worker;
    private volatile boolean late;
    // The thread of this JVM that works for the cell; null while the worker does.
    private Thread front;
    private boolean climbing;
    // What a request does instead of stopping the worker or the front; null for nothing.
    private Runnable instead;
    private volatile boolean requested;
    private volatile boolean ended;
    private volatile boolean killed;
    private final Object throwing = new Object();
    private List<StackTraceElement> stoppedAt = List.of();

    Interrupter(Worker worker) {
        this.worker = worker;
    }

    synchronized void request() {
        requested = true;
        if (instead != null) {
            instead.run();
            return;
        }
        if (front != null) {
            front.interrupt();
        } else if (climbing) {
            steps.release();
        } else {
            climbing = true;
            Thread.ofVirtual().name("cuaderno-interrupter").start(this::climb);
        }
    }

    /// From here on the calling thread works for the cell, not the worker: it is the one to
    /// interrupt.
    synchronized void enterFront() {
        front = Thread.currentThread();
    }

    /// From here on the worker works for the cell.
    ///
    /// @return whether it was a thread of this JVM before
    synchronized boolean leaveFront() {
        var before = front != null;
        front = null;
        // What is left of an interrupt must not hit the connection to the worker.
        var _ = Thread.interrupted();
        return before;
    }

    /// The cell has ended, by itself or not.
    synchronized void end() {
        ended = true;
        over.countDown();
        steps.release();
    }

    /// From here on a request does this: the session is between two workers, and neither the old
    /// one nor this thread's files may be hit.
    synchronized void hold(Runnable atRequest) {
        instead = atRequest;
        var _ = Thread.interrupted();
    }

    /// From here on a request stops what runs, as before.
    synchronized void release() {
        instead = null;
    }

    /// The cell goes on in another worker.
    void follow(Worker other) {
        worker = other;
    }

    /// Stops the cell, if it has not ended by itself, after some time.
    void limit(Duration time) {
        Thread.ofVirtual()
                .name("cuaderno-timeout")
                .start(
                        () -> {
                            if (!endsWithin(time)) {
                                late = true;
                                request();
                            }
                        });
    }

    private boolean endsWithin(Duration time) {
        try {
            return over.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// True where the cell was stopped because its time was up.
    boolean late() {
        return late;
    }

    /// True once somebody asked to stop the cell.
    boolean requested() {
        return requested;
    }

    /// True where only the end of its JVM stopped the cell.
    boolean killed() {
        return killed;
    }

    /// Where the cell was when an exception was thrown into it; empty if none was.
    List<StackTraceElement> stoppedAt() {
        // What was thrown can be here before the thrower has told where that was.
        synchronized (throwing) {
            return stoppedAt;
        }
    }

    private void climb() {
        worker.interrupt();
        pause(HEED_MILLIS);
        // Code that catches everything catches this too; then its frames are taken away.
        for (int i = 0; i < REPEATS && !ended; i++) {
            synchronized (throwing) {
                var stack = i < THROWS ? worker.stopCell() : worker.unwindCell();
                if (!stack.isEmpty()) {
                    stoppedAt = stack;
                }
            }
            if (pause(REPEAT_MILLIS)) {
                break;
            }
        }
        synchronized (this) {
            if (!ended) {
                killed = true;
                worker.kill();
            }
        }
    }

    /// @return true if the wait was cut short: by the end of the cell or by a second request
    private boolean pause(int millis) {
        try {
            return ended || steps.tryAcquire(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
