package dev.cuaderno.comm;

import dev.cuaderno.display.Json;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The pairs of this JVM. Without a host (in a plain program) what is sent goes nowhere.
public final class Comms {

    // The JVM has one front end, as it has one console.
    private static final Map<String, Comm> OPEN = new ConcurrentHashMap<>();
    private static final Map<String, Target> TARGETS = new ConcurrentHashMap<>();

    private static volatile Consumer<CommFrame> host = _ -> {};

    private Comms() {}

    /// Answers front ends that open a pair.
    @FunctionalInterface
    public interface Target {

        /// A front end opened `comm`, of which this is the only chance to listen from the start.
        void opened(Comm comm, Map<String, Object> data, List<byte[]> buffers);
    }

    /// Opens a pair whose twin the front end makes for `target`.
    public static Comm open(String target, Map<String, ?> data) {
        return open(target, data, Map.of(), List.of(), (_, _) -> {});
    }

    /// Opens a pair whose twin the front end makes for `target`.
    public static Comm open(
            String target,
            Map<String, ?> data,
            Map<String, ?> metadata,
            List<byte[]> buffers,
            Comm.Listener listener) {
        var comm = new Comm(UUID.randomUUID().toString().replace("-", ""), target);
        comm.onMessage(listener);
        OPEN.put(comm.id(), comm);
        send(
                new CommFrame(
                        CommFrame.Kind.OPEN,
                        comm.id(),
                        target,
                        Json.write(data),
                        Json.write(metadata),
                        buffers));
        return comm;
    }

    /// Serves pairs that front ends open for `name` from now on.
    public static void register(String name, Target target) {
        TARGETS.put(name, target);
    }

    /// Hands what is sent to `carrier`. Called by hosts only.
    ///
    /// @return the host before
    public static Consumer<CommFrame> install(Consumer<CommFrame> carrier) {
        var before = host;
        host = carrier;
        return before;
    }

    /// Takes what comes from the front end. Called by hosts only.
    public static void receive(CommFrame frame) {
        switch (frame.kind()) {
            case OPEN -> opened(frame);
            case MESSAGE -> {
                var comm = OPEN.get(frame.id());
                if (comm != null) {
                    comm.received(object(frame.data()), frame.buffers());
                }
            }
            case CLOSE -> {
                var comm = OPEN.remove(frame.id());
                if (comm != null) {
                    comm.ended();
                }
            }
        }
    }

    private static void opened(CommFrame frame) {
        var target = TARGETS.get(frame.target());
        if (target == null) {
            send(CommFrame.close(frame.id()));
            return;
        }
        var comm = new Comm(frame.id(), frame.target());
        OPEN.put(comm.id(), comm);
        target.opened(comm, object(frame.data()), frame.buffers());
    }

    @SuppressWarnings("unchecked") // Objects of JSON have texts as keys.
    private static Map<String, Object> object(String json) {
        return Json.parse(json) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    static void send(CommFrame frame) {
        host.accept(frame);
    }

    static boolean forget(Comm comm) {
        return OPEN.remove(comm.id(), comm);
    }
}
