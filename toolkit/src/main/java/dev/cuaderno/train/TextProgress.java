package dev.cuaderno.train;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/// A line for each epoch; in a terminal, a line that moves while an epoch goes on.
final class TextProgress implements Progress {

    private static final long MOVES_MILLIS = 200;

    private final PrintStream out;
    private final int columns;
    private final LongSupplier nanos;
    private Pace pace;
    private int width;

    /// @param columns of the terminal, in which `\r` goes back to the beginning of the line; 0
    ///   where there is none
    TextProgress(PrintStream out, int columns, LongSupplier nanos) {
        this.out = out;
        this.columns = columns;
        this.nanos = nanos;
    }

    @Override
    public void started(Training training) {
        pace = new Pace(nanos);
        if (columns > 0) {
            move(Pace.waiting());
        }
    }

    @Override
    public void stepped(Training training) {
        if (columns > 0 && pace.due(MOVES_MILLIS)) {
            move(pace.line(training, columns - 1));
        }
    }

    /// Shows a line in place of the one before.
    private void move(String text) {
        // A line that goes on below could not be taken back.
        var line = text.substring(0, Math.min(columns - 1, text.length()));
        out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
        out.flush();
        width = line.length();
    }

    @Override
    public void ended(Training training, Epoch epoch) {
        print(Pace.line(training, epoch));
    }

    @Override
    public void ended(Training training, String ending) {
        print(ending);
    }

    private void print(String line) {
        if (width > 0) {
            out.print("\r" + " ".repeat(width) + "\r");
            width = 0;
        }
        out.print(line + "\n");
        out.flush();
    }
}
