package dev.cuaderno.optim;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The reference values computed with PyTorch 2.13 that lie beside the tests.
public record TorchReference(JsonObject all) {

    public static TorchReference load() {
        var file = TorchReference.class.getResourceAsStream("/pytorch-training.json");
        try (var reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
            return new TorchReference(JsonParser.parseReader(reader).getAsJsonObject());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonElement at(String... path) {
        JsonElement at = all;
        for (var name : path) {
            at = at.getAsJsonObject().get(name);
        }
        return at;
    }

    public double number(String... path) {
        return at(path).getAsDouble();
    }

    public double[] row(String... path) {
        return row(at(path));
    }

    public double[][] rows(String... path) {
        return ((JsonArray) at(path))
                .asList().stream().map(TorchReference::row).toArray(double[][]::new);
    }

    public static double[] row(JsonElement array) {
        return ((JsonArray) array)
                .asList().stream().mapToDouble(JsonElement::getAsDouble).toArray();
    }
}
