package dev.cuaderno.kernel.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.cuaderno.worker.Frames;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Random;

/// Others than the worker at the port that waits for the worker.
@Timeout(60)
class StrangersTest {

    private static Socket connect(ServerSocket server, byte[] sent, int connection)
            throws IOException {
        var socket = new Socket(server.getInetAddress(), server.getLocalPort());
        socket.getOutputStream().write(sent);
        socket.getOutputStream().write(connection);
        return socket;
    }

    @Test
    void onlyTheWorkerIsLetIn() throws Exception {
        var random = new Random(3);
        var token = new byte[Frames.TOKEN_BYTES];
        var garbage = new byte[5_000];
        random.nextBytes(token);
        random.nextBytes(garbage);
        // Any program that goes on until somebody writes to it.
        var program = Path.of(System.getProperty("java.home"), "bin", "jshell").toString();
        var alive = new ProcessBuilder(program).start();
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            try (var _ = connect(server, garbage, 0);
                    var odd = connect(server, token, 77);
                    var brief = connect(server, new byte[3], 0)) {
                brief.shutdownOutput();
                // Closed with a reset.
                var rude = connect(server, new byte[0], 1);
                rude.setSoLinger(true, 0);
                rude.close();
                try (var worker = connect(server, token, Frames.EVENT_CONNECTION)) {
                    var connections = new Socket[2];
                    Worker.accept(server, token, alive, connections);
                    assertNull(connections[Frames.CONTROL_CONNECTION - 1]);
                    var accepted = connections[Frames.EVENT_CONNECTION - 1];
                    assertEquals(worker.getLocalPort(), accepted.getPort());
                    accepted.close();
                }
                assertEquals(-1, odd.getInputStream().read());
            }
        } finally {
            alive.destroyForcibly();
        }
    }
}
