package dev.cuaderno.kernel.process;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.VirtualMachine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The port to which a worker's debugger interface connects. The debugger itself is made only when
/// something is to be stopped, replaced or debugged: at the start of a kernel it would cost more
/// than the connection.
///
/// The worker connects back to a loopback port of this process: a port that the worker listened on
/// would let any local user run code in it.
final class DebugPort implements AutoCloseable {

    private static final int ACCEPT_MILLIS = 60_000;
    private static final int HANDSHAKE_MILLIS = 5_000;
    private static final byte[] HANDSHAKE = "JDWP-Handshake".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket server;
    private Socket socket;
    private VirtualMachine machine;
    private boolean closed;

    private DebugPort(ServerSocket server) {
        this.server = server;
    }

    static DebugPort listen() throws IOException {
        return new DebugPort(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    }

    /// The JVM option by which the worker connects.
    String jvmOption() {
        return "-agentlib:jdwp=transport=dt_socket,server=n,suspend=n,address=127.0.0.1:"
                + server.getLocalPort();
    }

    /// Takes the worker's connection; its JVM waits for that before it runs anything.
    void accept() {
        Socket accepted = null;
        try (server) {
            server.setSoTimeout(ACCEPT_MILLIS);
            while (accepted == null) {
                accepted = shaken(server.accept());
            }
        } catch (IOException failure) {
            // Closed, or nobody came: the worker's own connections tell.
        }
        synchronized (this) {
            socket = accepted;
            closed |= accepted == null;
            if (closed) {
                closeSocket();
            }
            notifyAll();
        }
    }

    /// The connection if a JVM is at its other end, or else null.
    private static Socket shaken(Socket candidate) throws IOException {
        try {
            candidate.setTcpNoDelay(true);
            candidate.setSoTimeout(HANDSHAKE_MILLIS);
            candidate.getOutputStream().write(HANDSHAKE);
            var answer = candidate.getInputStream().readNBytes(HANDSHAKE.length);
            if (Arrays.equals(answer, HANDSHAKE)) {
                candidate.setSoTimeout(0);
                return candidate;
            }
        } catch (IOException stranger) {
            // Somebody else; the next one.
        }
        candidate.close();
        return null;
    }

    /// The debugger's view of the worker; null where there is none.
    synchronized VirtualMachine machine() throws InterruptedException {
        while (socket == null && !closed) {
            wait(ACCEPT_MILLIS);
        }
        if (machine == null && !closed) {
            try {
                machine =
                        Bootstrap.virtualMachineManager()
                                .createVirtualMachine(new DebugConnection(socket));
            } catch (IOException gone) {
                closed = true;
            }
        }
        return closed ? null : machine;
    }

    /// Closes without a word to the worker, which runs on.
    @Override
    public synchronized void close() {
        closed = true;
        try {
            server.close();
        } catch (IOException alreadyClosed) {
            // Not listening is what was wanted.
        }
        closeSocket();
        notifyAll();
    }

    private void closeSocket() {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException alreadyClosed) {
                // Gone is what was wanted.
            }
        }
    }
}
