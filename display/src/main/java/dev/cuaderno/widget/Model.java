package dev.cuaderno.widget;

import dev.cuaderno.comm.Comm;
import dev.cuaderno.comm.Comms;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// A state that Java and the front end share: version 2.1 of the protocol of ipywidgets.
///
/// Values are those of JSON, other models, widgets, and bytes, which travel beside the JSON.
final class Model implements AutoCloseable {

    static final String TARGET = "jupyter.widget";
    static final String BASE = "@jupyter-widgets/base";
    static final String CONTROLS = "@jupyter-widgets/controls";
    static final String VERSION = "2.0.0";

    private final Map<String, Object> state = new LinkedHashMap<>();
    private final Comm comm;
    private Consumer<Set<String>> changed = _ -> {};
    private Consumer<Map<String, Object>> custom = _ -> {};

    /// @param own the state beside the names of the classes
    Model(String module, String version, String name, String view, Map<String, ?> own) {
        state.put("_model_module", module);
        state.put("_model_module_version", version);
        state.put("_model_name", name);
        state.put("_view_module", module);
        state.put("_view_module_version", version);
        state.put("_view_name", view);
        state.putAll(own);
        var message = new Message(state);
        comm =
                Comms.open(
                        TARGET,
                        Map.of("state", message.state, "buffer_paths", message.paths),
                        Map.of("version", "2.1.0"),
                        message.buffers,
                        this::received);
        Models.opened(this);
        comm.onClose(() -> Models.closed(this));
    }

    /// Where and how wide something stands.
    static Model layout() {
        return new Model(BASE, VERSION, "LayoutModel", "LayoutView", Map.of());
    }

    /// How the parts of a control look.
    ///
    /// @param name the name of the model without `StyleModel`
    static Model style(String name) {
        return new Model(
                CONTROLS, VERSION, name + "StyleModel", "StyleView", Map.of("_view_module", BASE));
    }

    String id() {
        return comm.id();
    }

    /// What refers to this model in the state of another.
    String reference() {
        return "IPY_MODEL_" + id();
    }

    synchronized Object get(String name) {
        return state.get(name);
    }

    /// Says who hears which values the front end has changed.
    void onChange(Consumer<Set<String>> listener) {
        changed = listener;
    }

    /// Says who hears what the front end sends that is no change of the state.
    void onCustom(Consumer<Map<String, Object>> listener) {
        custom = listener;
    }

    /// Changes the state on both sides.
    synchronized void set(String name, Object value) {
        state.put(name, value);
        send("update", List.of(name));
    }

    private synchronized void send(String method, Collection<String> names) {
        var part = new LinkedHashMap<String, Object>();
        names.forEach(name -> part.put(name, state.get(name)));
        var message = new Message(part);
        comm.send(
                Map.of("method", method, "state", message.state, "buffer_paths", message.paths),
                Map.of(),
                message.buffers);
    }

    private void received(Map<String, Object> data, List<byte[]> buffers) {
        switch (String.valueOf(data.get("method"))) {
            case "update" -> update(data, buffers);
            case "request_state" -> send("update", names());
            case "custom" -> {
                if (data.get("content") instanceof Map<?, ?> content) {
                    custom.accept(texts(content));
                }
            }
            default -> {
                // A later protocol's; the state stays as it is.
            }
        }
    }

    private void update(Map<String, Object> data, List<byte[]> buffers) {
        if (!(data.get("state") instanceof Map<?, ?> sent)) {
            return;
        }
        var news = texts(sent);
        if (data.get("buffer_paths") instanceof List<?> paths) {
            for (var i = 0; i < Math.min(paths.size(), buffers.size()); i++) {
                if (paths.get(i) instanceof List<?> path && path.size() == 1) {
                    news.put(String.valueOf(path.getFirst()), buffers.get(i));
                }
            }
        }
        synchronized (this) {
            // What the state does not know would else grow with every message.
            news.keySet().retainAll(state.keySet());
            state.putAll(news);
        }
        // Other views, and other front ends, learn of it; the sender knows that it has been heard.
        send("echo_update", news.keySet());
        changed.accept(news.keySet());
    }

    private synchronized List<String> names() {
        return List.copyOf(state.keySet());
    }

    private static Map<String, Object> texts(Map<?, ?> map) {
        var texts = new TreeMap<String, Object>();
        map.forEach((name, value) -> texts.put(String.valueOf(name), value));
        return texts;
    }

    /// This model as the answer to `request_states` has it; its bytes go to `buffers`, and where
    /// they belong to `paths`.
    synchronized Map<String, Object> whole(List<byte[]> buffers, List<Object> paths) {
        var message = new Message(state);
        buffers.addAll(message.buffers);
        message.paths.forEach(path -> paths.add(List.of(id(), "state", path.getFirst())));
        return Map.of(
                "model_name", state.get("_model_name"),
                "model_module", state.get("_model_module"),
                "model_module_version", state.get("_model_module_version"),
                "state", message.state);
    }

    /// The state goes on both sides.
    @Override
    public void close() {
        comm.close();
        Models.closed(this);
    }

    /// A state on its way: JSON, and bytes beside it.
    private static final class Message {
        final Map<String, Object> state = new LinkedHashMap<>();
        final List<List<String>> paths = new ArrayList<>();
        final List<byte[]> buffers = new ArrayList<>();

        Message(Map<String, Object> values) {
            values.forEach(
                    (name, value) -> {
                        if (value instanceof byte[] bytes) {
                            paths.add(List.of(name));
                            buffers.add(bytes);
                        } else {
                            state.put(name, json(value));
                        }
                    });
        }

        private static Object json(Object value) {
            return switch (value) {
                case Model model -> model.reference();
                case Widget widget -> widget.model().reference();
                case List<?> list -> {
                    var all = new ArrayList<Object>();
                    list.forEach(each -> all.add(json(each)));
                    yield all;
                }
                case null, default -> value;
            };
        }
    }
}
