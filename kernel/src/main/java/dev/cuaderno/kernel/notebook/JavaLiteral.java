package dev.cuaderno.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;

import java.math.BigInteger;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Writes a value from a command line as Java.
final class JavaLiteral {
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+");
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern LIST =
            Pattern.compile("(?:java\\.util\\.)?(?:List|Collection|Iterable)<(.+)>");
    private static final Map<String, String> BOXED =
            Map.of(
                    "Byte",
                    "byte",
                    "Short",
                    "short",
                    "Integer",
                    "int",
                    "Long",
                    "long",
                    "Float",
                    "float",
                    "Double",
                    "double",
                    "Boolean",
                    "boolean",
                    "Character",
                    "char");

    private JavaLiteral() {}

    /// A value whose type nobody has declared: what it looks like.
    static String of(String value) {
        if (value.equals("true") || value.equals("false")) {
            return value;
        }
        if (WHOLE.matcher(value).matches()) {
            var number = new BigInteger(value);
            if (number.bitLength() < Integer.SIZE) {
                return number.toString();
            }
            if (number.bitLength() < Long.SIZE) {
                return number + "L";
            }
        } else if (DECIMAL.matcher(value).matches()) {
            return decimal(value);
        }
        if (value.startsWith("[") || value.startsWith("\"")) {
            try {
                return json(JsonParser.parseString(value));
            } catch (JsonParseException | IllegalArgumentException text) {
                return text(value);
            }
        }
        return text(value);
    }

    /// A value of a declared type.
    ///
    /// @param type as it is written in the declaration
    /// @throws IllegalArgumentException if it cannot be one; the message says what can
    static String of(String value, String type) {
        if (type.isEmpty() || type.equals("Object")) {
            return of(value);
        }
        if (type.endsWith("[]")) {
            var element = type.substring(0, type.length() - 2);
            return "new " + type + " {" + elements(value, element) + "}";
        }
        var list = LIST.matcher(type);
        if (list.matches()) {
            return "List.of(" + elements(value, list.group(1)) + ")";
        }
        return switch (BOXED.getOrDefault(type, type)) {
            case "byte" -> "(byte) " + whole(value, Byte.SIZE);
            case "short" -> "(short) " + whole(value, Short.SIZE);
            case "int" -> whole(value, Integer.SIZE);
            case "long" -> whole(value, Long.SIZE) + "L";
            case "double" -> special(value, "Double", "");
            case "float" -> special(value, "Float", "f");
            case "boolean" -> {
                if (!value.equals("true") && !value.equals("false")) {
                    throw new IllegalArgumentException("true or false");
                }
                yield value;
            }
            case "char" -> {
                if (value.length() != 1) {
                    throw new IllegalArgumentException("one character");
                }
                yield value.equals("'") ? "'\\''" : "'" + escape(value).replace("\\\"", "\"") + "'";
            }
            case "String", "CharSequence" -> text(value);
            case "Path" -> "Path.of(" + text(value) + ")";
            default ->
                    throw new IllegalArgumentException(
                            "a number, boolean, char, String or Path, or a list or array of them");
        };
    }

    private static String elements(String value, String type) {
        try {
            if (JsonParser.parseString(value) instanceof JsonArray array) {
                return StreamSupport.stream(array.spliterator(), false)
                        .map(
                                element ->
                                        of(
                                                element.isJsonPrimitive()
                                                        ? element.getAsString()
                                                        : element.toString(),
                                                type))
                        .collect(Collectors.joining(", "));
            }
        } catch (JsonParseException broken) {
            // Said below.
        }
        throw new IllegalArgumentException("a list in brackets, such as [1, 2]");
    }

    private static String json(JsonElement element) {
        return switch (element) {
            case JsonPrimitive primitive when primitive.isString() -> text(primitive.getAsString());
            case JsonPrimitive primitive -> of(primitive.getAsString());
            case JsonArray array ->
                    StreamSupport.stream(array.spliterator(), false)
                            .map(JavaLiteral::json)
                            .collect(Collectors.joining(", ", "List.of(", ")"));
            default -> throw new IllegalArgumentException();
        };
    }

    private static String whole(String value, int bits) {
        if (!WHOLE.matcher(value).matches() || new BigInteger(value).bitLength() >= bits) {
            var most = BigInteger.TWO.pow(bits - 1).subtract(BigInteger.ONE);
            throw new IllegalArgumentException("a whole number from " + most.not() + " to " + most);
        }
        return new BigInteger(value).toString();
    }

    private static String special(String value, String box, String suffix) {
        return switch (value) {
            case "NaN" -> box + ".NaN";
            case "Infinity" -> box + ".POSITIVE_INFINITY";
            case "-Infinity" -> box + ".NEGATIVE_INFINITY";
            default -> {
                if (!DECIMAL.matcher(value).matches()) {
                    throw new IllegalArgumentException("a number, with a point for decimals");
                }
                yield decimal(value) + suffix;
            }
        };
    }

    /// As it was typed, so that no digit is lost, but never to be taken for a whole number.
    private static String decimal(String value) {
        var plain = value.startsWith("+") ? value.substring(1) : value;
        return WHOLE.matcher(plain).matches() ? plain + ".0" : plain;
    }

    static String text(String value) {
        return "\"" + escape(value) + "\"";
    }

    private static String escape(String value) {
        var escaped = new StringBuilder();
        value.chars()
                .forEach(
                        each ->
                                escaped.append(
                                        switch (each) {
                                            case '"' -> "\\\"";
                                            case '\\' -> "\\\\";
                                            case '\n' -> "\\n";
                                            case '\r' -> "\\r";
                                            case '\t' -> "\\t";
                                            default -> String.valueOf((char) each);
                                        }));
        return escaped.toString();
    }
}
