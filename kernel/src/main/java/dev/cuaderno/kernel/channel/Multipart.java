package dev.cuaderno.kernel.channel;

import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

import java.util.ArrayList;
import java.util.List;

/// Messages of several frames, in and out without waiting.
final class Multipart {

    private Multipart() {}

    /// The next message, or no frames if none has come.
    static List<byte[]> receive(ZMQ.Socket socket) {
        var frames = new ArrayList<byte[]>();
        var frame = socket.recv(ZMQ.DONTWAIT);
        while (frame != null) {
            frames.add(frame);
            frame = socket.hasReceiveMore() ? socket.recv(ZMQ.DONTWAIT) : null;
        }
        return frames;
    }

    /// Sends a message.
    ///
    /// @return false if it cannot be sent now, or not at all for want of a receiver
    static boolean send(ZMQ.Socket socket, List<byte[]> frames) {
        try {
            for (var i = 0; i < frames.size(); i++) {
                var more = i < frames.size() - 1 ? ZMQ.SNDMORE : 0;
                if (!socket.send(frames.get(i), ZMQ.DONTWAIT | more)) {
                    return false;
                }
            }
            return true;
        } catch (ZMQException failure) {
            if (failure.getErrorCode() == ZMQ.Error.EHOSTUNREACH.getCode()) {
                return false;
            }
            throw failure;
        }
    }
}
