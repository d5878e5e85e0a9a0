package dev.cuaderno.worker;

import dev.cuaderno.comm.CommFrame;
import dev.cuaderno.display.MimeBundle;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Sends outputs to the front in the order in which they were made. Small writes are gathered for a
/// few milliseconds, because a cell that prints a line at a time would else send a frame for each.
final class Events {

    private static final int GATHER_BYTES = 8192;
    private static final long GATHER_MILLIS = 10;

    private final DataOutputStream out;
    private final byte[] gathered = new byte[GATHER_BYTES];
    private int size;
    private byte kind;
    private int cell;

    Events(DataOutputStream out) {
        this.out = out;
        Thread.ofPlatform().daemon().name("cuaderno-flush").start(this::flushRegularly);
    }

    /// Text printed by a cell: `kind` is [Frames#OUT] or [Frames#ERR].
    synchronized void print(byte kind, int cell, byte[] bytes, int offset, int length) {
        try {
            if (size > 0
                    && (kind != this.kind || cell != this.cell || size + length > GATHER_BYTES)) {
                sendGathered();
            }
            if (length > GATHER_BYTES) {
                begin(kind, cell);
                Frames.writeBytes(out, bytes, offset, length);
                return;
            }
            if (size == 0) {
                this.kind = kind;
                this.cell = cell;
                notifyAll();
            }
            System.arraycopy(bytes, offset, gathered, size, length);
            size += length;
        } catch (IOException lost) {
            throw frontLost(lost);
        }
    }

    synchronized void show(int cell, MimeBundle bundle, String id, boolean update) {
        try {
            sendGathered();
            begin(Frames.SHOW, cell);
            Frames.writeText(out, id);
            out.writeBoolean(update);
            Frames.writeMap(out, bundle.data());
            Frames.writeMap(out, bundle.metadata());
            out.flush();
        } catch (IOException lost) {
            throw frontLost(lost);
        }
    }

    synchronized void clear(int cell, boolean wait) {
        try {
            sendGathered();
            begin(Frames.CLEAR, cell);
            out.writeBoolean(wait);
            out.flush();
        } catch (IOException lost) {
            throw frontLost(lost);
        }
    }

    synchronized void comm(int cell, CommFrame frame) {
        try {
            sendGathered();
            begin(Frames.COMM, cell);
            Frames.writeText(out, frame.kind().name());
            Frames.writeText(out, frame.id());
            Frames.writeText(out, frame.target());
            Frames.writeText(out, frame.data());
            Frames.writeText(out, frame.metadata());
            out.writeInt(frame.buffers().size());
            for (var buffer : frame.buffers()) {
                Frames.writeBytes(out, buffer, 0, buffer.length);
            }
            out.flush();
        } catch (IOException lost) {
            throw frontLost(lost);
        }
    }

    synchronized void askInput(int cell, int question, String prompt, boolean password) {
        try {
            sendGathered();
            begin(Frames.INPUT, cell);
            out.writeInt(question);
            Frames.writeText(out, prompt);
            out.writeBoolean(password);
            out.flush();
        } catch (IOException lost) {
            throw frontLost(lost);
        }
    }

    /// Sends what is gathered and a mark behind it, by which the front knows that it has seen
    /// everything.
    synchronized void mark(int cell) {
        try {
            sendGathered();
            begin(Frames.MARK, cell);
            out.flush();
        } catch (IOException lost) {
            throw frontLost(lost);
        }
    }

    synchronized void flush() {
        try {
            sendGathered();
            out.flush();
        } catch (IOException lost) {
            throw frontLost(lost);
        }
    }

    private void begin(byte kind, int cell) throws IOException {
        out.writeByte(kind);
        out.writeInt(cell);
    }

    private void sendGathered() throws IOException {
        if (size > 0) {
            var length = size;
            size = 0;
            begin(kind, cell);
            Frames.writeBytes(out, gathered, 0, length);
        }
    }

    private void flushRegularly() {
        try {
            while (true) {
                synchronized (this) {
                    while (size == 0) {
                        wait();
                    }
                }
                Thread.sleep(GATHER_MILLIS);
                flush();
            }
        } catch (InterruptedException | UncheckedIOException end) {
            // Nobody interrupts this thread but the end of the JVM; a lost front ends it as well.
        }
    }

    private static UncheckedIOException frontLost(IOException cause) {
        return new UncheckedIOException("the notebook kernel has gone", cause);
    }
}
