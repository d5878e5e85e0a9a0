package dev.cuaderno.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// `System.in` of a worker: a read with nothing at hand asks the user for a line.
final class CellInput extends InputStream {

    private record Answer(int question, Optional<String> line, String refusal) {}

    private final Cells cells;
    private final Events events;
    private final BooleanSupplier stopping;
    private final LinkedBlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    // Not `synchronized`: a thread that waits for its turn must be interruptible.
    private final ReentrantLock turn = new ReentrantLock();
    private int question;
    private byte[] line = new byte[0];
    private int next;

    /// @param stopping whether the running cell is being stopped
    CellInput(Cells cells, Events events, BooleanSupplier stopping) {
        this.cells = cells;
        this.events = events;
        this.stopping = stopping;
    }

    /// The front's answer to a question; null for the end of input.
    void answer(int number, String text) {
        answers.add(new Answer(number, Optional.ofNullable(text), null));
    }

    /// The front's word that nobody can be asked, and why.
    void refuse(int number, String reason) {
        answers.add(new Answer(number, Optional.empty(), reason));
    }

    /// Asks the user for a line.
    ///
    /// @return the line without its end, or null at the end of input
    /// @throws InterruptedIOException if the thread is interrupted by the program itself
    /// @throws IllegalStateException if nobody can be asked; the message says why
    String ask(String prompt, boolean password) throws InterruptedIOException {
        try {
            turn.lockInterruptibly();
            try {
                System.out.flush();
                events.askInput(cells.current(), ++question, prompt, password);
                var answer = answers.take();
                while (answer.question() != question) {
                    // Meant for a question whose cell was stopped.
                    answer = answers.take();
                }
                if (answer.refusal() != null) {
                    throw new IllegalStateException(answer.refusal());
                }
                return answer.line().orElse(null);
            } finally {
                turn.unlock();
            }
        } catch (InterruptedException interrupted) {
            if (stopping.getAsBoolean()) {
                // Readers swallow an IOException; a cell that is stopped must not read on.
                throw CellStopped.<RuntimeException>here();
            }
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for input");
        }
    }

    @Override
    public int read() throws IOException {
        lock();
        try {
            return fill() ? line[next++] & 0xff : -1;
        } finally {
            turn.unlock();
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        lock();
        try {
            if (!fill()) {
                return -1;
            }
            var count = Math.min(length, line.length - next);
            System.arraycopy(line, next, bytes, offset, count);
            next += count;
            return count;
        } finally {
            turn.unlock();
        }
    }

    @Override
    public int available() {
        if (!turn.tryLock()) {
            return 0;
        }
        try {
            return line.length - next;
        } finally {
            turn.unlock();
        }
    }

    private void lock() throws InterruptedIOException {
        try {
            turn.lockInterruptibly();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for input");
        }
    }

    private boolean fill() throws IOException {
        if (next < line.length) {
            return true;
        }
        var text = ask("", false);
        if (text == null) {
            return false;
        }
        line = (text + "\n").getBytes(StandardCharsets.UTF_8);
        next = 0;
        return true;
    }
}
