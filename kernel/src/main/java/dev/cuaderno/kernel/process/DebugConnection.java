package dev.cuaderno.kernel.process;

import com.sun.jdi.connect.spi.ClosedConnectionException;
import com.sun.jdi.connect.spi.Connection;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;

/// Packets of the Java debug wire protocol over a socket on which the handshake is done. Each
/// begins with its length, four bytes that count themselves.
final class DebugConnection extends Connection {

    private static final int HEADER = 11;

    private final Socket socket;
    private final DataInputStream in;

    DebugConnection(Socket socket) throws IOException {
        this.socket = socket;
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /// @return the next packet; an empty array at the end of the connection, as the interface wants
    @Override
    public byte[] readPacket() throws IOException {
        synchronized (in) {
            try {
                var length = in.readInt();
                if (length < HEADER) {
                    throw new IOException("a debug packet of " + length + " bytes");
                }
                var packet = new byte[length];
                packet[0] = (byte) (length >>> 24);
                packet[1] = (byte) (length >>> 16);
                packet[2] = (byte) (length >>> 8);
                packet[3] = (byte) length;
                in.readFully(packet, Integer.BYTES, length - Integer.BYTES);
                return packet;
            } catch (EOFException end) {
                return new byte[0];
            } catch (IOException failure) {
                throw isOpen() ? failure : new ClosedConnectionException("closed");
            }
        }
    }

    @Override
    public void writePacket(byte[] packet) throws IOException {
        if (!isOpen()) {
            throw new ClosedConnectionException("closed");
        }
        synchronized (socket) {
            socket.getOutputStream().write(packet);
            socket.getOutputStream().flush();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    @Override
    public boolean isOpen() {
        return !socket.isClosed();
    }
}
