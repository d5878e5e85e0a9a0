package dev.cuaderno.kernel.session;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;

import dev.cuaderno.display.MimeBundle;

/// Bundles as the protocol writes them: JSON forms as JSON, all others as text.
final class MimeJson {

    private MimeJson() {}

    /// The forms of a bundle.
    static JsonObject data(MimeBundle bundle) {
        var json = new JsonObject();
        bundle.data()
                .forEach(
                        (type, text) ->
                                json.add(
                                        type,
                                        isJson(type) ? parse(text) : new JsonPrimitive(text)));
        return json;
    }

    /// The metadata of a bundle.
    static JsonObject metadata(MimeBundle bundle) {
        var json = new JsonObject();
        bundle.metadata().forEach((type, text) -> json.add(type, parse(text)));
        return json;
    }

    private static boolean isJson(String type) {
        var bare = type.split(";", 2)[0].strip();
        return bare.equals("application/json") || bare.endsWith("+json");
    }

    // Text that is not JSON after all is shown rather than lost.
    private static JsonElement parse(String text) {
        try {
            return JsonParser.parseString(text);
        } catch (JsonParseException broken) {
            return new JsonPrimitive(text);
        }
    }
}
