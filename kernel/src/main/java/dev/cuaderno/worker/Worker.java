package dev.cuaderno.worker;

import dev.cuaderno.comm.Comms;
import dev.cuaderno.display.Capture;
import dev.cuaderno.display.Display;
import dev.cuaderno.display.DisplaySink;
import dev.cuaderno.display.MimeBundle;

import jdk.jshell.execution.Util;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HexFormat;
import java.util.ServiceConfigurationError;

/// The worker's entry: connects to the front, takes over the standard streams and serves until the
/// front closes.
public final class Worker {

    private Worker() {}

    /// @param arguments the loopback port of the front
    public static void main(String[] arguments) throws Exception {
        var port = Integer.parseInt(arguments[0]);
        var token = HexFormat.of().parseHex(System.getenv(Frames.TOKEN_VARIABLE));
        var control = connect(port, token, Frames.CONTROL_CONNECTION);
        var event = connect(port, token, Frames.EVENT_CONNECTION);

        var cells = new Cells();
        var events =
                new Events(new DataOutputStream(new BufferedOutputStream(event.getOutputStream())));
        var loader = new CellLoader();
        Thread.currentThread().setContextClassLoader(loader.classLoader());
        var cellControl = new CellControl(loader, cells, events);
        var input = new CellInput(cells, events, cellControl::stopping);
        System.setOut(CellStream.print(Frames.OUT, cells, events));
        System.setErr(CellStream.print(Frames.ERR, cells, events));
        System.setIn(input);
        var console = System.out;
        Display.install(new NotebookSink(cells, events, cellControl, input));
        Comms.install(frame -> events.comm(cells.current(), frame));
        Thread.ofPlatform()
                .daemon()
                .name("cuaderno-commands")
                .start(
                        () -> {
                            // Here, since the first cell need not wait for it.
                            CellConsole.install(input, console);
                            obey(event, input, cellControl);
                        });
        Thread.ofPlatform().daemon().name("cuaderno-warm-up").start(() -> warmUp(cellControl));
        Runtime.getRuntime().addShutdownHook(new Thread(events::flush, "cuaderno-last-words"));

        // The order matters: each side's input waits for the header that the other's output sends.
        var out = new ObjectOutputStream(new BufferedOutputStream(control.getOutputStream()));
        out.flush();
        var in = new ObjectInputStream(new BufferedInputStream(control.getInputStream()));
        Util.forwardExecutionControl(cellControl, in, out);
        System.exit(0);
    }

    /// Loads what shows the first result while the front is still compiling the first cell.
    private static void warmUp(CellControl control) {
        try {
            control.render(0);
        } catch (RuntimeException | LinkageError | ServiceConfigurationError broken) {
            // A renderer of a library; whoever shows a value is told.
        }
    }

    private static Socket connect(int port, byte[] token, byte connection) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        // Without it each small request waits for the other side's delayed acknowledgement.
        socket.setTcpNoDelay(true);
        var out = socket.getOutputStream();
        out.write(token);
        out.write(connection);
        out.flush();
        return socket;
    }

    private static void obey(Socket event, CellInput input, CellControl control) {
        try (event) {
            var in = new DataInputStream(new BufferedInputStream(event.getInputStream()));
            while (true) {
                switch (in.readByte()) {
                    case Frames.INTERRUPT -> control.interrupt();
                    case Frames.ANSWER -> input.answer(in.readInt(), Frames.readText(in));
                    case Frames.REFUSE -> input.refuse(in.readInt(), Frames.readText(in));
                    default -> throw new IOException("unknown command");
                }
            }
        } catch (IOException frontGone) {
            // A worker without a front would run for ever, whatever the cell does: do not wait for
            // hooks.
            Runtime.getRuntime().halt(0);
        }
    }

    private record NotebookSink(Cells cells, Events events, CellControl control, CellInput input)
            implements DisplaySink {

        @Override
        public void show(Object value, String id, boolean update) {
            var bundle = control.render(value);
            var capture = cells.capture();
            if (capture == null || !capture.shown(bundle, id, update)) {
                events.show(cells.current(), bundle, id, update);
            }
        }

        @Override
        public MimeBundle render(Object value, String... types) {
            return control.render(value, types);
        }

        @Override
        public Object place() {
            return cells.current();
        }

        @Override
        public void clear(boolean wait) {
            var capture = cells.capture();
            if (capture == null) {
                events.clear(cells.current(), wait);
            } else {
                capture.cleared(wait);
            }
        }

        @Override
        public void capture(Capture capture, Runnable body) {
            System.out.flush();
            System.err.flush();
            cells.capture(
                    capture,
                    () -> {
                        try {
                            body.run();
                        } finally {
                            System.out.flush();
                            System.err.flush();
                        }
                    });
        }

        @Override
        public String ask(String prompt, boolean password) {
            try {
                return input.ask(prompt, password);
            } catch (InterruptedIOException interrupted) {
                throw new UncheckedIOException(interrupted);
            }
        }
    }
}
