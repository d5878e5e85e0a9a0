package dev.cuaderno.kernel.percent;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;

import java.util.ArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What stands behind `%%` in the line that begins a cell: `title [markdown] key=value ...`.
///
/// @param type `code`, `markdown` or `raw`
/// @param metadata with the title as `title`
record CellOptions(String type, JsonObject metadata) {
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();
    private static final Pattern KEY = Pattern.compile("[A-Za-z_][\\w.-]*");
    private static final Pattern FIRST_KEY = Pattern.compile("(?<=^|\\s)[A-Za-z_][\\w.-]*=");
    private static final Pattern TYPE = Pattern.compile("(?<=^|\\s)\\[(markdown|md|raw|code)]");

    /// The text behind `%%`, with a blank before it where there is any.
    String text() {
        var text = new StringBuilder();
        var rest = metadata.deepCopy();
        if (rest.get("cell_depth") instanceof JsonPrimitive depth
                && depth.isNumber()
                && depth.getAsInt() > 0) {
            text.append("%".repeat(depth.getAsInt()));
            rest.remove("cell_depth");
        }
        if (rest.get("title") instanceof JsonPrimitive title
                && title.isString()
                && title.getAsString().matches("[^\\[\\]{}=\"\\s]+( [^\\[\\]{}=\"\\s]+)*")) {
            text.append(' ').append(title.getAsString());
            rest.remove("title");
        }
        if (!type.equals("code")) {
            text.append(" [").append(type).append(']');
        }
        if (rest.keySet().stream().allMatch(key -> KEY.matcher(key).matches())) {
            rest.asMap()
                    .forEach(
                            (key, value) ->
                                    text.append(' ').append(key).append('=').append(json(value)));
        } else {
            text.append(' ').append(json(rest));
        }
        return text.toString();
    }

    /// As Python writes JSON on one line.
    private static String json(JsonElement element) {
        return switch (element) {
            case JsonObject object -> {
                var parts = new ArrayList<String>();
                object.asMap()
                        .forEach((key, value) -> parts.add(GSON.toJson(key) + ": " + json(value)));
                yield "{" + String.join(", ", parts) + "}";
            }
            case JsonArray array -> {
                var parts = new ArrayList<String>();
                array.forEach(value -> parts.add(json(value)));
                yield "[" + String.join(", ", parts) + "]";
            }
            default -> GSON.toJson(element);
        };
    }

    /// Reads the text behind `%%`.
    ///
    /// @param depth how many `%` there are more
    static CellOptions read(String text, int depth) {
        var metadata = new JsonObject();
        var rest = text.strip();
        var begin = rest.length();
        var key = FIRST_KEY.matcher(rest);
        if (key.find()) {
            begin = key.start();
        }
        var brace = rest.indexOf('{');
        var asJson = brace >= 0 && brace < begin && rest.endsWith("}");
        if (asJson) {
            begin = brace;
        }
        var head = rest.substring(0, begin).strip();
        var options = rest.substring(begin);
        var type = "code";
        Matcher named = TYPE.matcher(head);
        if (named.find()) {
            type = named.group(1).equals("md") ? "markdown" : named.group(1);
            head = (head.substring(0, named.start()) + head.substring(named.end())).strip();
        }
        if (!head.isEmpty()) {
            metadata.addProperty("title", head);
        }
        if (depth > 0) {
            metadata.addProperty("cell_depth", depth);
        }
        if (asJson) {
            try {
                JsonParser.parseString(options).getAsJsonObject().asMap().forEach(metadata::add);
            } catch (JsonParseException | IllegalStateException prose) {
                metadata.addProperty("title", rest);
            }
        } else {
            pairs(options, metadata);
        }
        return new CellOptions(type, metadata);
    }

    private static void pairs(String text, JsonObject metadata) {
        var at = 0;
        while (at < text.length()) {
            var equals = text.indexOf('=', at);
            if (equals < 0) {
                return;
            }
            var end = end(text, equals + 1);
            metadata.add(
                    text.substring(at, equals).strip(), value(text.substring(equals + 1, end)));
            at = end;
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
        }
    }

    private static JsonElement value(String text) {
        try {
            return JsonParser.parseString(text);
        } catch (JsonParseException notJson) {
            return new JsonPrimitive(text);
        }
    }

    /// Where a value ends: at a blank outside of quotes and brackets.
    private static int end(String text, int from) {
        var depth = 0;
        var quoted = false;
        for (var at = from; at < text.length(); at++) {
            var next = text.charAt(at);
            if (quoted) {
                if (next == '\\') {
                    at++;
                } else if (next == '"') {
                    quoted = false;
                }
            } else if (next == '"') {
                quoted = true;
            } else if (next == '{' || next == '[') {
                depth++;
            } else if (next == '}' || next == ']') {
                depth--;
            } else if (next == ' ' && depth == 0) {
                return at;
            }
        }
        return text.length();
    }
}
