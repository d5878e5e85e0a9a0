package dev.cuaderno.widget;

import dev.cuaderno.comm.Comm;
import dev.cuaderno.comm.Comms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The models that are open, for front ends that come later: a page that is loaded again asks for
/// all of them.
public final class Models {

    /// The target under which front ends ask.
    public static final String CONTROL = "jupyter.widget.control";

    // Pairs are of the JVM, see Comms.
    private static final Map<String, Model> OPEN = new ConcurrentHashMap<>();

    private Models() {}

    /// Answers front ends that ask for all states. Called by hosts only.
    public static void serve() {
        Comms.register(
                CONTROL,
                (comm, _, _) ->
                        comm.onMessage(
                                (data, _) -> {
                                    if ("request_states".equals(data.get("method"))) {
                                        answer(comm);
                                    }
                                }));
    }

    private static void answer(Comm comm) {
        var states = new LinkedHashMap<String, Object>();
        var buffers = new ArrayList<byte[]>();
        var paths = new ArrayList<Object>();
        OPEN.forEach((id, model) -> states.put(id, model.whole(buffers, paths)));
        comm.send(
                Map.of("method", "update_states", "states", states, "buffer_paths", paths),
                Map.of(),
                List.copyOf(buffers));
    }

    static void opened(Model model) {
        OPEN.put(model.id(), model);
    }

    static void closed(Model model) {
        OPEN.remove(model.id());
    }
}
