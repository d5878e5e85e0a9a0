package dev.cuaderno.kernel.wire;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Records to JSON bytes and back.
///
/// A null component is left out; a null inside a tree of JSON (a comm's data, a notebook's
/// metadata) stays.
final class Json {

    private static final Gson GSON =
            new GsonBuilder()
                    .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
                    .setStrictness(Strictness.STRICT)
                    .disableHtmlEscaping()
                    .serializeNulls()
                    .create();

    private Json() {}

    static byte[] write(Object part) {
        var tree = GSON.toJsonTree(part).getAsJsonObject();
        if (!(part instanceof JsonObject)) {
            tree.entrySet().removeIf(member -> member.getValue().isJsonNull());
        }
        return GSON.toJson(tree).getBytes(StandardCharsets.UTF_8);
    }

    /// Reads an object.
    ///
    /// @param name what it is, for the error
    static JsonObject read(byte[] bytes, String name) throws WireException {
        try {
            var text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            var object = GSON.fromJson(text, JsonObject.class);
            if (object == null) {
                throw new WireException("the " + name + " is empty, expected a JSON object");
            }
            return object;
        } catch (CharacterCodingException broken) {
            throw new WireException("the " + name + " is not UTF-8", broken);
        } catch (JsonParseException | ClassCastException broken) {
            throw new WireException(
                    "the " + name + " is not a JSON object: " + broken.getMessage(), broken);
        }
    }

    /// Reads a record out of a tree.
    ///
    /// @throws JsonParseException if the tree does not fit; the message says where
    static <T> T read(JsonObject tree, Class<T> type) {
        return GSON.fromJson(tree, type);
    }
}
