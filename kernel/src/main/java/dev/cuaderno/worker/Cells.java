package dev.cuaderno.worker;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;

/// Which cell a thread works for: a thread inherits the cell of the thread that started it, so that
/// what it prints later still reaches that cell.
final class Cells {

    private final InheritableThreadLocal<Integer> cell = new InheritableThreadLocal<>();
    private volatile int running;

    /// The calling thread, and the threads it starts, work for this cell from now on.
    void enter(int sequence) {
        running = sequence;
        cell.set(sequence);
    }

    /// The cell of the calling thread.
    int current() {
        var own = cell.get();
        return own == null || isShared(Thread.currentThread()) ? running : own;
    }

    /// Threads of the common pool outlive the cell that happened to start them.
    private static boolean isShared(Thread thread) {
        return thread instanceof ForkJoinWorkerThread worker
                && worker.getPool() == ForkJoinPool.commonPool();
    }
}
