package dev.cuaderno.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import dev.cuaderno.comm.CommFrame;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The states of the widgets of a run, in the form in which notebooks keep them (version 2 of the
/// widget state schema).
final class WidgetStates {

    private static final String FIELD = "widgets";
    private static final String TYPE = "application/vnd.jupyter.widget-state+json";
    private static final String TARGET = "jupyter.widget";

    private record Model(JsonObject state, Map<String, byte[]> buffers) {}

    private final Map<String, Model> models = new LinkedHashMap<>();

    /// Takes what a cell says to a front end.
    void take(CommFrame frame) {
        switch (frame.kind()) {
            case OPEN -> {
                if (frame.target().equals(TARGET)) {
                    models.put(frame.id(), new Model(new JsonObject(), new LinkedHashMap<>()));
                    update(frame);
                }
            }
            case MESSAGE -> update(frame);
            case CLOSE -> models.remove(frame.id());
        }
    }

    private void update(CommFrame frame) {
        var model = models.get(frame.id());
        var data = JsonParser.parseString(frame.data()).getAsJsonObject();
        if (model == null || !(data.get("state") instanceof JsonObject state)) {
            return;
        }
        state.asMap().forEach(model.state()::add);
        if (data.get("buffer_paths") instanceof JsonArray paths) {
            for (var i = 0; i < Math.min(paths.size(), frame.buffers().size()); i++) {
                model.buffers().put(name(paths.get(i)), frame.buffers().get(i));
            }
        }
    }

    private static String name(JsonElement path) {
        return path.getAsJsonArray().get(0).getAsString();
    }

    /// Writes the states; takes away those of an earlier run where there are none.
    void save(JsonObject metadata) {
        if (models.isEmpty()) {
            if (metadata.get(FIELD) instanceof JsonObject widgets) {
                widgets.remove(TYPE);
                if (widgets.isEmpty()) {
                    metadata.remove(FIELD);
                }
            }
            return;
        }
        var states = new JsonObject();
        models.forEach((id, model) -> states.add(id, saved(model)));
        var whole = new JsonObject();
        whole.addProperty("version_major", 2);
        whole.addProperty("version_minor", 0);
        whole.add("state", states);
        var widgets = metadata.get(FIELD) instanceof JsonObject before ? before : new JsonObject();
        widgets.add(TYPE, whole);
        metadata.add(FIELD, widgets);
    }

    private static JsonObject saved(Model model) {
        var saved = new JsonObject();
        for (var name : List.of("model_name", "model_module", "model_module_version")) {
            saved.add(name, model.state().get("_" + name));
        }
        saved.add("state", model.state());
        if (!model.buffers().isEmpty()) {
            var buffers = new JsonArray();
            model.buffers()
                    .forEach(
                            (name, bytes) -> {
                                var path = new JsonArray();
                                path.add(name);
                                var buffer = new JsonObject();
                                buffer.addProperty("encoding", "base64");
                                buffer.add("path", path);
                                buffer.addProperty(
                                        "data", Base64.getEncoder().encodeToString(bytes));
                                buffers.add(buffer);
                            });
            saved.add("buffers", buffers);
        }
        return saved;
    }
}
