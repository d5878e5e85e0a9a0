package dev.cuaderno.cases;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Window;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a case gives to its operation, read as the toolkit's types in one precision.
record CaseInput(JsonObject inputs, JsonObject params, Set<String> wanted, DType dtype) {

    /// Whether the case names this input.
    boolean has(String name) {
        return inputs.has(name);
    }

    /// Whether the case has an expected value of this name.
    boolean wants(String key) {
        return wanted.contains(key);
    }

    /// An array among the inputs, or a single number.
    Tensor tensor(String name) {
        return tensor(inputs.get(name));
    }

    Tensor tensor(JsonElement json) {
        var sizes = new ArrayList<Integer>();
        for (var part = json; part instanceof JsonArray array; part = array.get(0)) {
            sizes.add(array.size());
        }
        var shape = Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
        var values = new ArrayList<Double>();
        flatten(json, values);
        var array = values.stream().mapToDouble(Double::doubleValue).toArray();
        return Tensor.of(new Storage.Doubles(array), shape).to(dtype);
    }

    private static void flatten(JsonElement json, List<Double> values) {
        if (json instanceof JsonArray array) {
            array.forEach(element -> flatten(element, values));
        } else {
            values.add(json.getAsDouble());
        }
    }

    /// Named arrays among the inputs.
    Map<String, Tensor> tensors(String name) {
        var map = new LinkedHashMap<String, Tensor>();
        inputs.getAsJsonObject(name)
                .entrySet()
                .forEach(entry -> map.put(entry.getKey(), tensor(entry.getValue())));
        return map;
    }

    /// A group of inputs, read as the inputs themselves.
    CaseInput part(String name) {
        return new CaseInput(inputs.getAsJsonObject(name), params, wanted, dtype);
    }

    /// A number among the inputs.
    int count(String name) {
        return inputs.get(name).getAsInt();
    }

    /// A parameter, or what it is if absent.
    double number(String name, double otherwise) {
        return params.has(name) ? params.get(name).getAsDouble() : otherwise;
    }

    /// A whole-numbered parameter, or what it is if absent.
    int integer(String name, int otherwise) {
        return params.has(name) ? params.get(name).getAsInt() : otherwise;
    }

    /// A parameter that holds several numbers.
    double[] numbers(String name) {
        return params.getAsJsonArray(name).asList().stream()
                .mapToDouble(JsonElement::getAsDouble)
                .toArray();
    }

    /// A parameter that holds several whole numbers.
    int[] integers(String name) {
        return params.getAsJsonArray(name).asList().stream()
                .mapToInt(JsonElement::getAsInt)
                .toArray();
    }

    /// A parameter that is a word.
    String word(String name) {
        return params.get(name).getAsString();
    }

    /// The window that the parameters describe.
    Window window() {
        var window =
                Window.DEFAULT
                        .padding(integer("padding", 0))
                        .dilation(integer("dilation", 1))
                        .groups(integer("groups", 1));
        if (params.has("stride")) {
            window = window.stride(integer("stride", 1));
        }
        if (flag("ceil_mode", false)) {
            window = window.ceil();
        }
        return flag("count_include_pad", true) ? window : window.ignorePadding();
    }

    /// A parameter that is true or false, or what it is if absent.
    boolean flag(String name, boolean otherwise) {
        return params.has(name) ? params.get(name).getAsBoolean() : otherwise;
    }
}
