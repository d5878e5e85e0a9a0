package dev.cuaderno.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Strict JSON (RFC 8259) read into a tree that remembers where each value stood, so that an error
/// about the text or about its meaning can name line and column. Numbers keep their text.
final class JsonText {
    private static final int MAX_DEPTH = 500;
    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private final String file;
    private final String text;
    private final IdentityHashMap<JsonElement, Integer> places = new IdentityHashMap<>();
    private final IdentityHashMap<JsonObject, Map<String, Field>> fields = new IdentityHashMap<>();
    private final JsonElement root;
    private int at;

    /// Where a field of an object stands.
    ///
    /// @param name where its name begins
    /// @param value where its value begins
    /// @param end where that has ended
    record Field(int name, int value, int end) {}

    /// Reads all of `text`.
    ///
    /// @param file what errors call it
    JsonText(String file, String text) throws BrokenNotebookException {
        this.file = file;
        this.text = text;
        at = text.startsWith("\uFEFF") ? 1 : 0;
        blanks();
        root = value(0);
        blanks();
        if (at < text.length()) {
            throw broken("the JSON value has ended, but more text follows: " + found());
        }
    }

    String text() {
        return text;
    }

    /// The fields of an object as they stand in the text, by their names, in order.
    Map<String, Field> fields(JsonObject object) {
        return fields.getOrDefault(object, Map.of());
    }

    JsonElement root() {
        return root;
    }

    /// An error at `element`, or at the beginning of the file if `element` came from elsewhere.
    BrokenNotebookException broken(JsonElement element, String problem) {
        return brokenAt(places.getOrDefault(element, 0), problem);
    }

    /// The line, from 1, on which `element` begins; 0 for one from elsewhere.
    int line(JsonElement element) {
        var place = places.get(element);
        return place == null ? 0 : lineAt(place);
    }

    private int lineAt(int offset) {
        return 1 + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    }

    private JsonElement value(int depth) throws BrokenNotebookException {
        if (depth > MAX_DEPTH) {
            throw broken("more than " + MAX_DEPTH + " levels of nesting");
        }
        var start = at;
        var value =
                switch (peek()) {
                    case '{' -> object(depth);
                    case '[' -> array(depth);
                    case '"' -> new JsonPrimitive(string());
                    case 't' -> word("true", new JsonPrimitive(true));
                    case 'f' -> word("false", new JsonPrimitive(false));
                    case 'n' -> word("null", JsonNull.INSTANCE);
                    default -> number();
                };
        if (!value.isJsonNull()) {
            places.put(value, start);
        }
        return value;
    }

    private JsonObject object(int depth) throws BrokenNotebookException {
        var object = new JsonObject();
        var found = new LinkedHashMap<String, Field>();
        fields.put(object, found);
        at++;
        blanks();
        if (peek() == '}') {
            at++;
            return object;
        }
        while (true) {
            if (peek() != '"') {
                throw broken("expected a field name in double quotes, found " + found());
            }
            var start = at;
            var name = string();
            if (object.has(name)) {
                throw brokenAt(start, "the field \"" + name + "\" stands twice in one object");
            }
            blanks();
            if (peek() != ':') {
                throw broken("expected ':' after the field name, found " + found());
            }
            at++;
            blanks();
            var value = at;
            object.add(name, value(depth + 1));
            found.put(name, new Field(start, value, at));
            if (!more('}')) {
                return object;
            }
        }
    }

    private JsonArray array(int depth) throws BrokenNotebookException {
        var array = new JsonArray();
        at++;
        blanks();
        if (peek() == ']') {
            at++;
            return array;
        }
        while (true) {
            array.add(value(depth + 1));
            if (!more(']')) {
                return array;
            }
        }
    }

    /// After a value in an object or array: true past a comma, false past `end`.
    private boolean more(char end) throws BrokenNotebookException {
        blanks();
        var next = peek();
        if (next != ',' && next != end) {
            throw broken("expected ',' or '" + end + "', found " + found());
        }
        at++;
        blanks();
        if (next == ',' && peek() == end) {
            throw broken("a ',' before '" + end + "' is not JSON");
        }
        return next == ',';
    }

    private String string() throws BrokenNotebookException {
        var start = at++;
        var builder = new StringBuilder();
        while (true) {
            if (at >= text.length()) {
                throw brokenAt(
                        start,
                        "this string is never closed: the file ends inside it (cut off while it was"
                                + " saved?)");
            }
            var next = text.charAt(at);
            if (next == '"') {
                at++;
                return builder.toString();
            }
            if (next < ' ') {
                throw broken(
                        next == '\n'
                                ? "a line break inside a string; is a closing '\"' missing?"
                                : "a control character inside a string");
            }
            if (next == '\\') {
                at++;
                builder.append(escape());
            } else {
                builder.append(next);
                at++;
            }
        }
    }

    private char escape() throws BrokenNotebookException {
        var letter = peek();
        at++;
        return switch (letter) {
            case '"', '\\', '/' -> letter;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                var end = Math.min(at + 4, text.length());
                var digits = text.substring(at, end);
                if (!digits.matches("[0-9a-fA-F]{4}")) {
                    throw broken("\\u needs four hexadecimal digits, found \"" + digits + "\"");
                }
                at = end;
                yield (char) Integer.parseInt(digits, 16);
            }
            default -> {
                at--;
                throw broken("unknown escape \\" + letter);
            }
        };
    }

    private JsonElement word(String word, JsonElement value) throws BrokenNotebookException {
        if (!text.startsWith(word, at)) {
            throw broken("expected a value, found " + found());
        }
        at += word.length();
        return value;
    }

    private JsonElement number() throws BrokenNotebookException {
        var matcher = NUMBER.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw broken("expected a value, found " + found());
        }
        at = matcher.end();
        return JsonParser.parseString(matcher.group());
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() throws BrokenNotebookException {
        if (at >= text.length()) {
            throw broken(
                    text.isBlank()
                            ? "the file is empty"
                            : "the file ends too early (cut off while it was saved?)");
        }
        return text.charAt(at);
    }

    private String found() {
        for (var mark : new String[] {"<<<<<<<", "=======", ">>>>>>>"}) {
            if (text.startsWith(mark, at)) {
                return "the merge conflict mark " + mark;
            }
        }
        var end = at;
        while (end < text.length()
                && end < at + 20
                && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        return "'" + text.substring(at, Math.max(end, text.offsetByCodePoints(at, 1))) + "'";
    }

    private BrokenNotebookException broken(String problem) {
        return brokenAt(at, problem);
    }

    private BrokenNotebookException brokenAt(int offset, String problem) {
        var before = text.substring(0, Math.min(offset, text.length()));
        return new BrokenNotebookException(
                file, lineAt(before.length()), before.length() - before.lastIndexOf('\n'), problem);
    }
}
