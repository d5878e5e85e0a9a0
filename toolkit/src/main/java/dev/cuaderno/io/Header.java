package dev.cuaderno.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the little JSON that a safetensors header consists of: objects, arrays, strings, whole
/// numbers. Depth and kinds are few, so that malformed files fail here with a place.
final class Header {

    private static final int DEEPEST = 8;

    private final String text;
    private int at;

    private Header(String text) {
        this.text = text;
    }

    /// The object that the text holds.
    ///
    /// @throws IllegalArgumentException if it is not one
    static Map<?, ?> read(String text) {
        var header = new Header(text);
        var value = header.value(0);
        header.skipBlanks();
        if (header.at != text.length() || !(value instanceof Map<?, ?> map)) {
            throw header.wrong("one object");
        }
        return map;
    }

    private Object value(int depth) {
        skipBlanks();
        if (depth > DEEPEST) {
            throw wrong("less nesting");
        }
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            default -> number();
        };
    }

    private Map<String, Object> object(int depth) {
        var map = new LinkedHashMap<String, Object>();
        at++;
        skipBlanks();
        while (peek() != '}') {
            if (!map.isEmpty()) {
                expect(',');
                skipBlanks();
            }
            var key = string();
            skipBlanks();
            expect(':');
            if (map.put(key, value(depth + 1)) != null) {
                throw wrong("the key " + key + " once");
            }
            skipBlanks();
        }
        at++;
        return map;
    }

    private List<Object> array(int depth) {
        var list = new ArrayList<>();
        at++;
        skipBlanks();
        while (peek() != ']') {
            if (!list.isEmpty()) {
                expect(',');
            }
            list.add(value(depth + 1));
            skipBlanks();
        }
        at++;
        return list;
    }

    private String string() {
        expect('"');
        var string = new StringBuilder();
        while (peek() != '"') {
            var letter = next();
            string.append(letter == '\\' ? escaped() : letter);
        }
        at++;
        return string.toString();
    }

    private char escaped() {
        var letter = next();
        return switch (letter) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> {
                var code = 0;
                for (var i = 0; i < 4; i++) {
                    var digit = Character.digit(next(), 16);
                    if (digit < 0) {
                        throw wrong("four hexadecimal digits");
                    }
                    code = code * 16 + digit;
                }
                yield (char) code;
            }
            case '"', '\\', '/' -> letter;
            default -> throw wrong("an escape of JSON");
        };
    }

    private Long number() {
        var start = at;
        while (at < text.length()
                && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '-')) {
            at++;
        }
        try {
            return Long.valueOf(text.substring(start, at));
        } catch (NumberFormatException e) {
            at = start;
            var wrong = wrong("an object, array, string or whole number");
            wrong.initCause(e);
            throw wrong;
        }
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong("more text");
        }
        return text.charAt(at);
    }

    private char next() {
        var letter = peek();
        at++;
        return letter;
    }

    private void expect(char letter) {
        if (peek() != letter) {
            throw wrong("'" + letter + "'");
        }
        at++;
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException(
                "header: expected %s at character %d".formatted(expected, at));
    }
}
