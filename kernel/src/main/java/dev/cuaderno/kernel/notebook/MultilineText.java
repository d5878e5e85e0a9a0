package dev.cuaderno.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;

/// The format's two spellings of a text: one string, or an array of lines with their line ends.
public final class MultilineText {
    private MultilineText() {}

    public static boolean isText(JsonElement element) {
        if (element instanceof JsonArray lines) {
            for (var line : lines) {
                if (!isString(line)) {
                    return false;
                }
            }
            return true;
        }
        return isString(element);
    }

    private static boolean isString(JsonElement element) {
        return element != null
                && element.isJsonPrimitive()
                && element.getAsJsonPrimitive().isString();
    }

    /// The text of either spelling.
    public static String join(JsonElement element) {
        if (element instanceof JsonArray lines) {
            var text = new StringBuilder();
            for (var line : lines) {
                text.append(line.getAsString());
            }
            return text.toString();
        }
        return element.getAsString();
    }

    /// The spelling that Jupyter saves: an array of lines, which keeps differences readable.
    public static JsonArray split(String text) {
        var lines = new JsonArray();
        for (var start = 0; start < text.length(); ) {
            var end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end + 1;
            lines.add(text.substring(start, end));
            start = end;
        }
        return lines;
    }
}
