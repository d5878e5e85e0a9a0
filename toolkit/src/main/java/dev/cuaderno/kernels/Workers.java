package dev.cuaderno.kernels;

import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// Threads that wait for loops to share. Who calls works along, takes one piece after the other,
/// and returns when all are done; a slow thread only delays its own piece.
///
/// A thread without work spins for some microseconds, since the next loop of a network mostly comes
/// at once, and then sleeps. If two threads call at the same time, the second does its loop alone.
public final class Workers {

    /// A piece of a loop.
    @FunctionalInterface
    public interface Task {

        /// Does one piece.
        ///
        /// @param worker who does it, from 0 to the number of threads: never two at the same time
        void run(int piece, int worker);
    }

    private static final long SPIN_NANOS = 50_000;
    private static final long PAUSE_NANOS = 20_000;

    private final Thread[] threads;
    private final ReentrantLock busy = new ReentrantLock();
    private volatile Job job;

    /// @param count threads that work, the caller included
    public Workers(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("at least one thread, not " + count);
        }
        threads = new Thread[count - 1];
        for (var i = 0; i < threads.length; i++) {
            var number = i + 1;
            threads[i] = new Thread(() -> serve(number), "cuaderno-worker-" + (i + 1));
            threads[i].setDaemon(true);
            threads[i].start();
        }
    }

    /// Those that everybody shares: one thread per processor.
    public static Workers shared() {
        return Shared.WORKERS;
    }

    /// How many threads work, the caller included.
    public int count() {
        return threads.length + 1;
    }

    /// How many bytes of memory the threads that work have taken since they began, the caller
    /// included; 0 where the JVM does not count.
    public long allocatedBytes() {
        var counter = Counter.BEAN;
        if (counter == null || !counter.isThreadAllocatedMemoryEnabled()) {
            return 0;
        }
        var sum = counter.getCurrentThreadAllocatedBytes();
        for (var thread : threads) {
            sum += counter.getThreadAllocatedBytes(thread.threadId());
        }
        return sum;
    }

    /// Does `task` for every number from 0 to `pieces`, in any order, on several threads. Pieces
    /// that a second caller does alone have worker 0.
    ///
    /// @throws RuntimeException or an error that one of the pieces threw
    public void run(int pieces, Task task) {
        if (pieces <= 1 || threads.length == 0 || busy.isHeldByCurrentThread() || !busy.tryLock()) {
            for (var piece = 0; piece < pieces; piece++) {
                task.run(piece, 0);
            }
            return;
        }
        try {
            var mine = new Job(task, pieces);
            job = mine;
            for (var i = 0; i < Math.min(threads.length, pieces - 1); i++) {
                LockSupport.unpark(threads[i]);
            }
            mine.work(0);
            mine.awaitEnd();
            mine.forget();
            mine.rethrow();
        } finally {
            busy.unlock();
        }
    }

    private void serve(int worker) {
        Job done = null;
        while (true) {
            var next = awaitJob(done);
            next.work(worker);
            done = next;
        }
    }

    private Job awaitJob(Job done) {
        var since = System.nanoTime();
        while (true) {
            var next = job;
            if (next != done && next != null) {
                return next;
            }
            if (System.nanoTime() - since < SPIN_NANOS) {
                Thread.onSpinWait();
            } else {
                // A job published in between has given its permit, and parking returns at once.
                LockSupport.park(this);
            }
        }
    }

    /// One loop.
    private static final class Job {
        private Task task;
        private final int pieces;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger left;
        private final AtomicReference<Throwable> failure = new AtomicReference<>();

        Job(Task task, int pieces) {
            this.task = task;
            this.pieces = pieces;
            this.left = new AtomicInteger(pieces);
        }

        void work(int worker) {
            for (var piece = next.getAndIncrement();
                    piece < pieces;
                    piece = next.getAndIncrement()) {
                try {
                    if (failure.get() == null) {
                        task.run(piece, worker);
                    }
                } catch (Throwable thrown) {
                    failure.compareAndSet(null, thrown);
                } finally {
                    left.decrementAndGet();
                }
            }
        }

        void awaitEnd() {
            var since = System.nanoTime();
            while (left.get() > 0) {
                if (System.nanoTime() - since < SPIN_NANOS) {
                    Thread.onSpinWait();
                } else {
                    // The other thread may wait for this very processor.
                    LockSupport.parkNanos(this, PAUSE_NANOS);
                }
            }
        }

        /// Lets go of what the loop was about. Threads remember the job until the next one comes,
        /// but take no piece of it any more.
        void forget() {
            task = null;
        }

        void rethrow() {
            switch (failure.get()) {
                case null -> {}
                case RuntimeException thrown -> throw thrown;
                case Error thrown -> throw thrown;
                case Throwable thrown -> throw new IllegalStateException(thrown);
            }
        }
    }

    /// Found once, since finding it takes longer than asking it.
    private static final class Counter {
        static final ThreadMXBean BEAN =
                ManagementFactory.getThreadMXBean() instanceof ThreadMXBean counter
                        ? counter
                        : null;
    }

    private static final class Shared {
        static final Workers WORKERS = new Workers(Runtime.getRuntime().availableProcessors());
    }
}
