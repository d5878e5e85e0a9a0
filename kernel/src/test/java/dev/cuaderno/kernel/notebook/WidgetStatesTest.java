package dev.cuaderno.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonObject;

import dev.cuaderno.comm.CommFrame;
import dev.cuaderno.comm.CommFrame.Kind;

import org.junit.jupiter.api.Test;

import java.util.List;

class WidgetStatesTest {

    private static final String TYPE = "application/vnd.jupyter.widget-state+json";

    private final WidgetStates states = new WidgetStates();
    private final JsonObject metadata = new JsonObject();

    private void take(Kind kind, String id, String data, byte[]... buffers) {
        var target = kind == Kind.OPEN ? "jupyter.widget" : "";
        states.take(new CommFrame(kind, id, target, data, "{}", List.of(buffers)));
    }

    @Test
    void theLastStateIsKept() {
        take(
                Kind.OPEN,
                "a",
                """
                {"state": {"_model_name": "M", "_model_module": "m",
                           "_model_module_version": "1", "value": 1}}""");
        take(
                Kind.MESSAGE,
                "a",
                """
                {"method": "update", "state": {"value": 2}, "buffer_paths": [["bytes"]]}""",
                new byte[] {1, 2, 3});
        take(Kind.OPEN, "b", "{\"state\": {}}");
        take(Kind.CLOSE, "b", "{}");
        states.take(new CommFrame(Kind.OPEN, "c", "other", "{\"state\": {}}", "{}", List.of()));
        states.save(metadata);
        var all = metadata.getAsJsonObject("widgets").getAsJsonObject(TYPE);
        assertEquals(2, all.get("version_major").getAsInt());
        assertEquals(1, all.getAsJsonObject("state").size());
        var saved = all.getAsJsonObject("state").getAsJsonObject("a");
        assertEquals("M", saved.get("model_name").getAsString());
        assertEquals(2, saved.getAsJsonObject("state").get("value").getAsInt());
        var buffer = saved.getAsJsonArray("buffers").get(0).getAsJsonObject();
        assertEquals("AQID", buffer.get("data").getAsString());
        assertEquals("[\"bytes\"]", buffer.get("path").toString());
    }

    @Test
    void aRunWithoutWidgetsTakesOldStatesAway() {
        var widgets = new JsonObject();
        widgets.add(TYPE, new JsonObject());
        metadata.add("widgets", widgets);
        states.save(metadata);
        assertFalse(metadata.has("widgets"));
    }
}
