package dev.cuaderno.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import dev.cuaderno.tensor.Tensor;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Compares what an operation gave with what a case expects, by the rules of the cases' file.
///
/// @param tolerance how far a number may lie from the expected one, times max(1, |expected|)
/// @param relative whether that is times |expected| instead
/// @param checked the places of the expected values that were compared
record Agreement(double tolerance, boolean relative, Set<String> checked) {

    /// Checks every expected value that the operation produced.
    void check(JsonObject expected, Map<String, ?> got) {
        compareNamed("", expected, got);
    }

    /// The places of all expected values, as they are named in `checked`.
    static Set<String> places(JsonObject expected) {
        var places = new TreeSet<String>();
        collect("", expected, places);
        return places;
    }

    private static void collect(String where, JsonElement expected, Set<String> places) {
        switch (expected) {
            case JsonObject object ->
                    object.asMap()
                            .forEach((name, value) -> collect(where + "." + name, value, places));
            case JsonArray array when holdsObjects(array) -> {
                for (var element : array) {
                    collect(where + "[]", element, places);
                }
            }
            default -> places.add(where);
        }
    }

    private static boolean holdsObjects(JsonArray array) {
        return !array.isEmpty() && array.get(0).isJsonObject();
    }

    private void compareNamed(String where, JsonObject expected, Map<?, ?> got) {
        for (var entry : expected.entrySet()) {
            if (got.containsKey(entry.getKey())) {
                compare(where + "." + entry.getKey(), entry.getValue(), got.get(entry.getKey()));
            }
        }
    }

    private void compare(String where, JsonElement expected, Object got) {
        assertNotNull(got, where);
        checked.add(where.replaceAll("\\[\\d+]", "[]"));
        switch (expected) {
            case JsonObject object -> compareObject(where, object, got);
            case JsonArray array -> compareArray(where, array, got);
            default -> compareValue(where, expected, got);
        }
    }

    private void compareObject(String where, JsonObject expected, Object got) {
        if (!(got instanceof Map<?, ?> map)) {
            fail(where + ": expected named values, got " + got);
            return;
        }
        compareNamed(where, expected, map);
    }

    private void compareArray(String where, JsonArray expected, Object got) {
        if (got instanceof Tensor tensor) {
            assertEquals(expected.size(), tensor.size(0), where + ": size of " + tensor.shape());
            for (var i = 0; i < expected.size(); i++) {
                compare(where + "[" + i + "]", expected.get(i), tensor.at(i));
            }
        } else if (got instanceof List<?> list) {
            assertEquals(expected.size(), list.size(), where + ": number of values");
            for (var i = 0; i < expected.size(); i++) {
                compare(where + "[" + i + "]", expected.get(i), list.get(i));
            }
        } else {
            fail(where + ": expected an array, got " + got);
        }
    }

    private void compareValue(String where, JsonElement expected, Object got) {
        if (expected.isJsonNull()) {
            return;
        }
        var wanted = expected.getAsJsonPrimitive();
        if (wanted.isBoolean()) {
            assertEquals(wanted.getAsBoolean(), got, where);
            return;
        }
        if (wanted.isString()) {
            assertEquals(wanted.getAsString(), got, where);
            return;
        }
        var value =
                switch (got) {
                    case Tensor tensor -> tensor.itemDouble();
                    case Number number -> number.doubleValue();
                    default -> throw new AssertionError(where + ": expected a number, got " + got);
                };
        var size = Math.abs(wanted.getAsDouble());
        var allowed = tolerance * (relative ? size : Math.max(1, size));
        if (!(Math.abs(value - wanted.getAsDouble()) <= allowed)) {
            fail("%s: expected %s, got %s".formatted(where, wanted, value));
        }
    }
}
