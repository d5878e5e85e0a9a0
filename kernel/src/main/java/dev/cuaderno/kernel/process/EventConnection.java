package dev.cuaderno.kernel.process;

import dev.cuaderno.comm.CommFrame;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.worker.Frames;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The second connection to a worker: what cells print, show and ask comes in, interrupts and
/// answers go out.
final class EventConnection {

    private final Socket socket;
    private final WorkerListener listener;
    private final DataOutputStream commands;
    // Held while the listener is told, so that it hears one thing after the other.
    private final Object delivery = new Object();
    private final Semaphore marks = new Semaphore(0);
    private Thread reader;

    EventConnection(Socket socket, WorkerListener listener) throws IOException {
        this.socket = socket;
        this.listener = listener;
        this.commands = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
    }

    /// From here on the listener is told what comes in.
    void begin() {
        reader =
                Thread.ofPlatform().daemon().name("cuaderno-worker-events").start(this::readEvents);
    }

    void interrupt() {
        command(() -> commands.writeByte(Frames.INTERRUPT));
    }

    /// Waits until everything before the last mark has reached the listener.
    void awaitMark() {
        marks.acquireUninterruptibly();
    }

    /// Waits a little for the last words of a JVM that has ended.
    void awaitEnd() throws InterruptedException {
        reader.join(TimeUnit.SECONDS.toMillis(2));
    }

    /// Tells the listener of what came by one of the worker's standard streams.
    void printed(boolean error, byte[] bytes) {
        synchronized (delivery) {
            listener.printed(WorkerListener.UNKNOWN_CELL, error, bytes);
        }
    }

    private void readEvents() {
        try {
            var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            while (true) {
                readEvent(in);
            }
        } catch (IOException | UncheckedIOException gone) {
            // Nobody may wait for a mark that will never come.
            marks.release(Integer.MAX_VALUE / 2);
        }
    }

    private void readEvent(DataInputStream in) throws IOException {
        var kind = in.readByte();
        var cell = in.readInt();
        switch (kind) {
            case Frames.OUT, Frames.ERR -> {
                var bytes = Frames.readBytes(in);
                synchronized (delivery) {
                    listener.printed(cell, kind == Frames.ERR, bytes);
                }
            }
            case Frames.SHOW -> {
                var id = Frames.readText(in);
                var update = in.readBoolean();
                var bundle = new MimeBundle(Frames.readMap(in), Frames.readMap(in));
                synchronized (delivery) {
                    listener.shown(cell, bundle, id, update);
                }
            }
            case Frames.CLEAR -> {
                var wait = in.readBoolean();
                synchronized (delivery) {
                    listener.cleared(cell, wait);
                }
            }
            case Frames.INPUT -> {
                var question = in.readInt();
                var prompt = Frames.readText(in);
                var password = in.readBoolean();
                synchronized (delivery) {
                    listener.asked(cell, prompt, password, new Reply(question));
                }
            }
            case Frames.COMM -> {
                var frame = readComm(in);
                synchronized (delivery) {
                    listener.spoke(cell, frame);
                }
            }
            case Frames.MARK -> marks.release();
            default -> throw new IOException("unknown event " + kind);
        }
    }

    private static CommFrame readComm(DataInputStream in) throws IOException {
        var what = CommFrame.Kind.valueOf(Frames.readText(in));
        var id = Frames.readText(in);
        var target = Frames.readText(in);
        var data = Frames.readText(in);
        var metadata = Frames.readText(in);
        var buffers = new byte[in.readInt()][];
        for (var i = 0; i < buffers.length; i++) {
            buffers[i] = Frames.readBytes(in);
        }
        return new CommFrame(what, id, target, data, metadata, List.of(buffers));
    }

    private final class Reply implements WorkerListener.Answer {

        private final int question;

        Reply(int question) {
            this.question = question;
        }

        @Override
        public void line(String text) {
            send(Frames.ANSWER, text);
        }

        @Override
        public void refuse(String reason) {
            send(Frames.REFUSE, reason);
        }

        private void send(byte kind, String text) {
            command(
                    () -> {
                        commands.writeByte(kind);
                        commands.writeInt(question);
                        Frames.writeText(commands, text);
                    });
        }
    }

    private interface Write {
        void run() throws IOException;
    }

    private void command(Write write) {
        synchronized (commands) {
            try {
                write.run();
                commands.flush();
            } catch (IOException workerGone) {
                // Whoever waits on the control connection learns it there.
            }
        }
    }
}
