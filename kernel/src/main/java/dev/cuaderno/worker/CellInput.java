package dev.cuaderno.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;

/// `System.in` of a worker: a read with nothing at hand asks the user for a line.
final class CellInput extends InputStream {

    private final Cells cells;
    private final Events events;
    private final LinkedBlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();
    private byte[] line = new byte[0];
    private int next;

    CellInput(Cells cells, Events events) {
        this.cells = cells;
        this.events = events;
    }

    /// The front's answer to the last question; null for the end of input.
    void answer(String text) {
        answers.add(Optional.ofNullable(text));
    }

    @Override
    public synchronized int read() throws IOException {
        return fill() ? line[next++] & 0xff : -1;
    }

    @Override
    public synchronized int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        var count = Math.min(length, line.length - next);
        System.arraycopy(line, next, bytes, offset, count);
        next += count;
        return count;
    }

    @Override
    public synchronized int available() {
        return line.length - next;
    }

    private boolean fill() throws IOException {
        if (next < line.length) {
            return true;
        }
        answers.clear();
        System.out.flush();
        events.askInput(cells.current(), "", false);
        try {
            var answer = answers.take();
            answer.ifPresent(
                    text -> {
                        line = (text + "\n").getBytes(StandardCharsets.UTF_8);
                        next = 0;
                    });
            return answer.isPresent();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for input");
        }
    }
}
