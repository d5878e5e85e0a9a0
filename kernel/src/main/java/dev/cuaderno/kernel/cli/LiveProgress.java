package dev.cuaderno.kernel.cli;

import dev.cuaderno.kernel.notebook.Times;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// One line for each running notebook, redrawn in place, below the lines of those that are done.
final class LiveProgress implements Progress {

    private static final int TICK_MILLIS = 200;
    private static final String UP_AND_CLEAR = "\u001b[1A\u001b[2K";

    private record Running(int cell, int cells, long since) {}

    private final PrintWriter out;
    private final PrintWriter err;
    private final int width;
    private final LongSupplier nanos;
    private final Map<Selection.Entry, Running> running = new LinkedHashMap<>();
    private int drawn;
    private boolean closed;

    /// @param width the columns of the terminal; a line that wraps could not be redrawn
    /// @param nanos a clock
    LiveProgress(PrintWriter out, PrintWriter err, int width, LongSupplier nanos) {
        this.out = out;
        this.err = err;
        this.width = width;
        this.nanos = nanos;
    }

    /// Live lines whose times go on while a cell runs.
    static LiveProgress start(PrintWriter out, PrintWriter err, int width) {
        var progress = new LiveProgress(out, err, width, System::nanoTime);
        Thread.ofVirtual().name("progress").start(progress::keepTicking);
        return progress;
    }

    private void keepTicking() {
        try {
            while (tick()) {
                Thread.sleep(TICK_MILLIS);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /// Draws the lines anew.
    ///
    /// @return false once closed
    synchronized boolean tick() {
        if (!closed) {
            erase();
            draw();
        }
        return !closed;
    }

    @Override
    public synchronized void cell(Selection.Entry notebook, int cell, int cells) {
        var known = running.get(notebook);
        var since = known == null ? nanos.getAsLong() : known.since();
        running.put(notebook, new Running(cell, cells, since));
        tick();
    }

    @Override
    public synchronized void finished(Result result) {
        erase();
        running.remove(result.entry());
        out.println(PlainProgress.line(result));
        out.flush();
        err.print(result.details(true));
        err.flush();
        draw();
    }

    @Override
    public synchronized void close() {
        erase();
        out.flush();
        closed = true;
    }

    private void erase() {
        out.print(UP_AND_CLEAR.repeat(drawn));
        drawn = 0;
    }

    private void draw() {
        var now = nanos.getAsLong();
        running.forEach(
                (notebook, at) -> {
                    var elapsed = Times.text(Duration.ofNanos(now - at.since()));
                    var rest = "  cell " + at.cell() + " of " + at.cells() + "  " + elapsed;
                    out.println(shorten(Selection.name(notebook.target()), rest) + rest);
                    drawn++;
                });
        out.flush();
    }

    private String shorten(String name, String rest) {
        var room = Math.max(8, width - 1 - rest.length());
        return name.length() <= room ? name : "…" + name.substring(name.length() - room + 1);
    }
}
