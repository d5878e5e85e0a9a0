package dev.cuaderno.kernel.notebook;

import dev.cuaderno.kernel.language.Cell;
import dev.cuaderno.kernel.language.Language;
import dev.cuaderno.kernel.language.Outcome;
import dev.cuaderno.kernel.language.Outputs;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// Runs cells one after the other on a thread of its own, each for a limited time.
///
/// A cell that takes longer is interrupted, and again, more firmly, after each `patience`; one that
/// resists all of it is given up with the language, so that it cannot hold the run for ever.
final class CellThread implements AutoCloseable {
    private static final int INTERRUPTS = 3;

    private final Language language;
    private final Duration patience;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("cell").factory());

    /// @param patience the time a cell gets to end after each interrupt
    CellThread(Language language, Duration patience) {
        this.language = language;
        this.patience = patience;
    }

    /// How a cell ended.
    ///
    /// @param timedOut true where it took longer than it may; `outcome` then says so
    /// @param lost true where it could not be stopped: the language is of no more use
    record Ending(Outcome outcome, boolean timedOut, boolean lost) {}

    /// Runs a cell.
    ///
    /// @param timeout the time it may take
    Ending execute(Cell cell, Outputs outputs, Duration timeout) throws InterruptedException {
        var running = thread.submit(() -> language.execute(cell, outputs));
        try {
            return new Ending(await(running, timeout), false, false);
        } catch (TimeoutException late) {
            for (var i = 0; i < INTERRUPTS; i++) {
                language.interrupt();
                try {
                    return new Ending(stopped(timeout, await(running, patience)), true, false);
                } catch (TimeoutException stubborn) {
                    // The next interrupt is firmer.
                }
            }
            return new Ending(stopped(timeout, null), true, true);
        }
    }

    private static Outcome await(Future<Outcome> running, Duration time)
            throws InterruptedException, TimeoutException {
        try {
            return running.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException fault) {
            // A language never throws for a fault of the cell: this is a fault of ours.
            throw new IllegalStateException(fault.getCause());
        }
    }

    private static Outcome.Failed stopped(Duration timeout, Outcome end) {
        var stopped = end instanceof Outcome.Failed failed ? failed : null;
        var message =
                "the cell ran longer than "
                        + Times.text(timeout)
                        + (end == null ? " and could not be stopped" : " and was stopped");
        var head = "\u001b[1;38;5;196mTimeout\u001b[0m: " + message;
        return new Outcome.Failed(
                Outcome.Cause.INTERRUPTED,
                "Timeout",
                message,
                stopped == null
                        ? List.of(head)
                        : Stream.concat(Stream.of(head), stopped.traceback().stream()).toList(),
                stopped == null ? 0 : stopped.line(),
                stopped == null ? 0 : stopped.column());
    }

    /// Ends the language and with it the thread.
    @Override
    public void close() {
        thread.shutdownNow();
        language.close();
    }
}
