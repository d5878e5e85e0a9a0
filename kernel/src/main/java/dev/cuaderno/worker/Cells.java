package dev.cuaderno.worker;

import dev.cuaderno.display.Capture;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;

/// Which cell a thread works for: a thread inherits the cell of the thread that started it, so that
/// what it prints later still reaches that cell.
final class Cells {

    private static final InheritableThreadLocal<Capture> CAPTURE = new InheritableThreadLocal<>();

    private final InheritableThreadLocal<Integer> cell = new InheritableThreadLocal<>();
    private volatile int running;

    /// The calling thread, and the threads it starts, work for this cell from now on.
    void enter(int sequence) {
        running = sequence;
        cell.set(sequence);
        // A cell that was stopped inside a capture leaves none behind.
        CAPTURE.remove();
    }

    /// The cell of the calling thread.
    int current() {
        var own = cell.get();
        return own == null || isShared(Thread.currentThread()) ? running : own;
    }

    /// Who takes the outputs of the calling thread in place of its cell, or null.
    Capture capture() {
        return isShared(Thread.currentThread()) ? null : CAPTURE.get();
    }

    /// Runs `body`, whose outputs `taker` takes.
    void capture(Capture taker, Runnable body) {
        var before = CAPTURE.get();
        CAPTURE.set(taker);
        try {
            body.run();
        } finally {
            if (before == null) {
                CAPTURE.remove();
            } else {
                CAPTURE.set(before);
            }
        }
    }

    /// Threads of the common pool outlive the cell that happened to start them.
    private static boolean isShared(Thread thread) {
        return thread instanceof ForkJoinWorkerThread worker
                && worker.getPool() == ForkJoinPool.commonPool();
    }
}
