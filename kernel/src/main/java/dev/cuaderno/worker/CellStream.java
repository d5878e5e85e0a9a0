package dev.cuaderno.worker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// `System.out` or `System.err` of a worker.
final class CellStream extends OutputStream {

    private final byte kind;
    private final Cells cells;
    private final Events events;

    private CellStream(byte kind, Cells cells, Events events) {
        this.kind = kind;
        this.cells = cells;
        this.events = events;
    }

    static PrintStream print(byte kind, Cells cells, Events events) {
        return new PrintStream(new CellStream(kind, cells, events), false, StandardCharsets.UTF_8) {
            /// Not for a cell to take away from the next ones.
            @Override
            public void close() {
                flush();
            }
        };
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        var capture = cells.capture();
        if (capture == null) {
            events.print(kind, cells.current(), bytes, offset, length);
        } else {
            capture.printed(kind == Frames.ERR, bytes, offset, length);
        }
    }
}
