package dev.cuaderno.display;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// JSON text from and to plain Java values, so that libraries can speak to a front end without a
/// library for JSON.
public final class Json {

    private static final int DEEPEST = 500;

    private final String text;
    private int at;
    private int depth;

    private Json(String text) {
        this.text = text;
    }

    /// Writes null, booleans, numbers, texts, maps (keys by `toString`), collections, arrays and
    /// records; anything else by its `toString`. Numbers that JSON does not have become null.
    public static String write(Object value) {
        var json = new StringBuilder();
        write(json, value, 0);
        return json.toString();
    }

    private static void write(StringBuilder json, Object value, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("nested deeper than " + DEEPEST + ": in itself?");
        }
        switch (value) {
            case null -> json.append("null");
            case Boolean flag -> json.append(flag);
            case Double number when !Double.isFinite(number) -> json.append("null");
            case Float number when !Float.isFinite(number) -> json.append("null");
            case Number number -> json.append(number);
            case Map<?, ?> map -> object(json, map, depth);
            case Collection<?> collection -> array(json, collection, depth);
            case Record components -> object(json, components(components), depth);
            case Object array when array.getClass().isArray() -> {
                var elements = new ArrayList<Object>();
                for (var i = 0; i < Array.getLength(array); i++) {
                    elements.add(Array.get(array, i));
                }
                array(json, elements, depth);
            }
            default -> quote(json, value.toString());
        }
    }

    private static Map<String, Object> components(Record value) {
        var map = new LinkedHashMap<String, Object>();
        for (var component : value.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                map.put(component.getName(), component.getAccessor().invoke(value));
            } catch (ReflectiveOperationException unreadable) {
                throw new IllegalArgumentException(
                        "cannot read " + component.getName() + " of " + value.getClass(),
                        unreadable);
            }
        }
        return map;
    }

    private static void object(StringBuilder json, Map<?, ?> map, int depth) {
        json.append('{');
        var separator = "";
        for (var entry : map.entrySet()) {
            json.append(separator);
            quote(json, String.valueOf(entry.getKey()));
            json.append(": ");
            write(json, entry.getValue(), depth + 1);
            separator = ", ";
        }
        json.append('}');
    }

    private static void array(StringBuilder json, Collection<?> elements, int depth) {
        json.append('[');
        var separator = "";
        for (var element : elements) {
            json.append(separator);
            write(json, element, depth + 1);
            separator = ", ";
        }
        json.append(']');
    }

    private static void quote(StringBuilder json, String text) {
        json.append('"');
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c < ' ' || c == '\u2028' || c == '\u2029') {
                        json.append("\\u").append(String.format("%04x", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }

    /// Reads JSON: maps in the order of the text, lists, texts, booleans, null; numbers as Long
    /// where they are whole and fit, else as Double.
    ///
    /// @throws IllegalArgumentException if `text` is not JSON; the message says where
    public static Object parse(String text) {
        var json = new Json(text);
        var value = json.value();
        json.blanks();
        if (json.at < text.length()) {
            throw json.wrong("the end");
        }
        return value;
    }

    private Object value() {
        blanks();
        if (at == text.length()) {
            throw wrong("a value");
        }
        return switch (text.charAt(at)) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, Object> object() {
        var map = new LinkedHashMap<String, Object>();
        enter();
        if (!skip('}')) {
            do {
                blanks();
                if (at == text.length() || text.charAt(at) != '"') {
                    throw wrong("a name in quotes");
                }
                var name = string();
                expect(':');
                map.put(name, value());
            } while (skip(','));
            expect('}');
        }
        depth--;
        return map;
    }

    private List<Object> array() {
        var list = new ArrayList<Object>();
        enter();
        if (!skip(']')) {
            do {
                list.add(value());
            } while (skip(','));
            expect(']');
        }
        depth--;
        return list;
    }

    private void enter() {
        at++;
        if (++depth > DEEPEST) {
            throw wrong("no more than " + DEEPEST + " levels");
        }
    }

    private String string() {
        var string = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            var c = text.charAt(at);
            string.append(c == '\\' ? escaped() : c);
        }
        expect('"');
        return string.toString();
    }

    private char escaped() {
        at++;
        if (at == text.length()) {
            throw wrong("an escape");
        }
        return switch (text.charAt(at)) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case '"', '\\', '/' -> text.charAt(at);
            case 'u' -> {
                try {
                    var code = Integer.parseUnsignedInt(text, at + 1, at + 5, 16);
                    at += 4;
                    yield (char) code;
                } catch (NumberFormatException | IndexOutOfBoundsException notHex) {
                    throw wrong("four hexadecimal digits");
                }
            }
            default -> throw wrong("an escape");
        };
    }

    private Object word(String word, Object meaning) {
        if (!text.startsWith(word, at)) {
            throw wrong(word);
        }
        at += word.length();
        return meaning;
    }

    private Object number() {
        var begin = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        try {
            var number = new BigDecimal(text.substring(begin, at));
            var isWhole = number.scale() <= 0 && number.precision() - number.scale() <= 18;
            return isWhole ? (Object) number.longValueExact() : (Object) number.doubleValue();
        } catch (NumberFormatException notNumber) {
            at = begin;
            throw wrong("a value");
        }
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean skip(char c) {
        blanks();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (!skip(c)) {
            throw wrong("'" + c + "'");
        }
    }

    private IllegalArgumentException wrong(String expected) {
        var found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
        return new IllegalArgumentException(
                "JSON, position " + at + ": expected " + expected + ", found " + found);
    }
}
