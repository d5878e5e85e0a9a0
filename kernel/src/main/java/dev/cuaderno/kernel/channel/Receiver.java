package dev.cuaderno.kernel.channel;

import java.util.List;
import java.util.Optional;

/// Takes what comes in. Called by the thread that owns the sockets, so it hands over and returns.
public interface Receiver {

    /// A message came on shell, control or stdin.
    ///
    /// @param frames the sender's route first
    void received(Channel channel, List<byte[]> frames);

    /// A front end subscribed to outputs.
    ///
    /// @return what to send it before any output, if anything
    Optional<List<byte[]>> subscribed(byte[] topic);
}
