package dev.cuaderno.comm;

import dev.cuaderno.display.Json;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/// This end of a pair. Messages come one at a time, between cells, on the thread of the cells; what
/// a listener prints and shows goes to the cell that opened the pair.
public final class Comm implements AutoCloseable {

    private final String id;
    private final String target;
    private volatile Listener listener = (_, _) -> {};
    private volatile Runnable end = () -> {};

    Comm(String id, String target) {
        this.id = id;
        this.target = target;
    }

    /// Takes what the twin sends.
    @FunctionalInterface
    public interface Listener {

        /// @param data the JSON object, see [Json#parse]
        /// @param buffers the bytes beside it
        void message(Map<String, Object> data, List<byte[]> buffers);
    }

    /// The name that both ends know.
    public String id() {
        return id;
    }

    /// Under what name the pair was opened.
    public String target() {
        return target;
    }

    /// Says who takes messages from now on.
    public void onMessage(Listener taker) {
        listener = Objects.requireNonNull(taker);
    }

    /// Says what to do when the twin has gone.
    public void onClose(Runnable action) {
        end = Objects.requireNonNull(action);
    }

    /// Sends a JSON object to the twin.
    public void send(Map<String, ?> data) {
        send(data, Map.of(), List.of());
    }

    /// Sends a JSON object, and bytes, to the twin.
    public void send(Map<String, ?> data, Map<String, ?> metadata, List<byte[]> buffers) {
        Comms.send(
                new CommFrame(
                        CommFrame.Kind.MESSAGE,
                        id,
                        "",
                        Json.write(data),
                        Json.write(metadata),
                        buffers));
    }

    /// Ends the pair from this side.
    @Override
    public void close() {
        if (Comms.forget(this)) {
            Comms.send(CommFrame.close(id));
        }
    }

    void received(Map<String, Object> data, List<byte[]> buffers) {
        listener.message(data, buffers);
    }

    void ended() {
        end.run();
    }
}
