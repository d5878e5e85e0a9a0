package dev.cuaderno.kernel.page;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/// Reads the fields of a notebook, absent ones included.
final class Source {

    private Source() {}

    /// A multiline string of the notebook format: one string, or a list of lines to be joined.
    static String text(JsonElement value) {
        if (value == null || value.isJsonNull()) {
            return "";
        }
        if (!value.isJsonArray()) {
            return value.isJsonPrimitive() ? value.getAsString() : value.toString();
        }
        var all = new StringBuilder();
        value.getAsJsonArray().forEach(line -> all.append(text(line)));
        return all.toString();
    }

    static String text(JsonObject from, String field) {
        return text(from.get(field));
    }

    /// The object under `field`, an empty one if there is none.
    static JsonObject object(JsonObject from, String field) {
        return from.get(field) instanceof JsonObject object ? object : new JsonObject();
    }

    static boolean isTrue(JsonObject from, String field) {
        return from.has(field)
                && from.get(field).isJsonPrimitive()
                && from.get(field).getAsBoolean();
    }
}
