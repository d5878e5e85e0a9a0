package dev.cuaderno.kernel.percent;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// As much of YAML as headers of notebooks use: maps within maps by indentation, lists, scalars
/// with and without quotes, and JSON, which YAML contains, for the rest.
final class Yaml {
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();
    private static final Pattern ENTRY =
            Pattern.compile(
                    "(\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|[^\\s:#'\"\\[{-][^:#]*?)\\s*:(?:\\s+(.*))?");
    private static final Pattern PLAIN =
            Pattern.compile("(?:[\\p{L}/_]|\\.(?=\\p{L}))[\\p{L}\\p{N} _./()+,;:=<>~^$-]*");
    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");
    private static final Pattern WORDS = Pattern.compile("(?i)true|false|yes|no|on|off|null|~|y|n");

    private final List<String> lines;
    private int at;

    private Yaml(List<String> lines) {
        this.lines = lines;
    }

    /// A line that is not understood.
    static final class YamlException extends Exception {
        private static final long serialVersionUID = 1;

        /// From 0.
        final int line;

        YamlException(int line, String message) {
            super(message);
            this.line = line;
        }
    }

    /// The lines of a map.
    static List<String> write(JsonObject object) {
        var lines = new ArrayList<String>();
        write(object, "", lines);
        return lines;
    }

    private static void write(JsonObject object, String indent, List<String> lines) {
        object.asMap()
                .forEach(
                        (name, value) -> {
                            var key = indent + scalar(new JsonPrimitive(name)) + ":";
                            if (value instanceof JsonObject inner && !inner.isEmpty()) {
                                lines.add(key);
                                write(inner, indent + "  ", lines);
                            } else {
                                lines.add(key + " " + scalar(value));
                            }
                        });
    }

    private static String scalar(JsonElement value) {
        if (value instanceof JsonPrimitive text && text.isString()) {
            var plain = text.getAsString();
            if (PLAIN.matcher(plain).matches()
                    && !WORDS.matcher(plain).matches()
                    && !plain.contains(": ")
                    && !plain.endsWith(":")
                    && plain.equals(plain.strip())) {
                return plain;
            }
            // As Jupytext's YAML writes a version: '1.3'.
            return plain.matches("[\\w.]+") ? "'" + plain + "'" : GSON.toJson(value);
        }
        return GSON.toJson(value);
    }

    /// Reads a map.
    static JsonObject read(List<String> lines) throws YamlException {
        var yaml = new Yaml(lines);
        yaml.skipBlank();
        var result = yaml.at == lines.size() ? new JsonObject() : yaml.block(yaml.indent());
        if (yaml.at < lines.size()) {
            throw yaml.wrong("a line that is indented like the ones above");
        }
        if (result instanceof JsonObject object) {
            return object;
        }
        throw new YamlException(0, "expected names with values");
    }

    private JsonElement block(int indent) throws YamlException {
        return lines.get(at).strip().startsWith("-") && !lines.get(at).strip().startsWith("---")
                ? list(indent)
                : map(indent);
    }

    private JsonObject map(int indent) throws YamlException {
        var object = new JsonObject();
        while (at < lines.size() && indent() == indent) {
            var entry = ENTRY.matcher(lines.get(at).strip());
            if (!entry.matches()) {
                throw wrong("name: value");
            }
            var name = value(entry.group(1)).getAsString();
            var text = entry.group(2);
            at++;
            skipBlank();
            if (text != null && !text.isBlank() && !text.startsWith("#")) {
                object.add(name, value(text));
            } else if (at < lines.size()
                    && (indent() > indent
                            || (indent() == indent && lines.get(at).strip().startsWith("- ")))) {
                object.add(name, block(indent()));
            } else {
                object.add(name, JsonNull.INSTANCE);
            }
        }
        return object;
    }

    private JsonArray list(int indent) throws YamlException {
        var array = new JsonArray();
        while (at < lines.size() && indent() == indent && lines.get(at).strip().startsWith("-")) {
            var line = lines.get(at).strip();
            var text = line.substring(1).strip();
            if (!text.startsWith("\"")
                    && !text.startsWith("[")
                    && !text.startsWith("{")
                    && ENTRY.matcher(text).matches()) {
                throw wrong("a list of plain values, or JSON");
            }
            array.add(value(text));
            at++;
            skipBlank();
        }
        return array;
    }

    private JsonElement value(String text) throws YamlException {
        try {
            if (text.startsWith("\"") || text.startsWith("[") || text.startsWith("{")) {
                return JsonParser.parseString(text);
            }
        } catch (JsonParseException broken) {
            throw wrong("JSON");
        }
        if (text.startsWith("'") && text.endsWith("'") && text.length() > 1) {
            return new JsonPrimitive(text.substring(1, text.length() - 1).replace("''", "'"));
        }
        if (text.equals("|") || text.equals(">")) {
            throw wrong("a text on one line");
        }
        var plain = text.replaceFirst("\\s+#.*$", "").strip();
        if (plain.equals("true") || plain.equals("false")) {
            return new JsonPrimitive(plain.equals("true"));
        }
        if (plain.equals("null") || plain.equals("~") || plain.isEmpty()) {
            return JsonNull.INSTANCE;
        }
        return NUMBER.matcher(plain).matches()
                ? JsonParser.parseString(plain)
                : new JsonPrimitive(plain);
    }

    private int indent() {
        var line = lines.get(at);
        return line.length() - line.stripLeading().length();
    }

    private void skipBlank() {
        while (at < lines.size()
                && (lines.get(at).isBlank() || lines.get(at).strip().startsWith("#"))) {
            at++;
        }
    }

    private YamlException wrong(String expected) {
        var line = Math.min(at, lines.size() - 1);
        return new YamlException(
                line, "expected " + expected + ", found " + lines.get(line).strip());
    }
}
