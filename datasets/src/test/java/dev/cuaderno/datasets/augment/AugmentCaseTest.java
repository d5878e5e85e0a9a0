package dev.cuaderno.datasets.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The golden case `augment`, which the toolkit keeps beside its tests.
class AugmentCaseTest {

    private static final Path CASES = Path.of("..", "toolkit", "src/test/resources/cases.json");

    private static JsonObject golden() throws IOException {
        for (var one :
                JsonParser.parseString(Files.readString(CASES))
                        .getAsJsonObject()
                        .getAsJsonArray("cases")) {
            if (one.getAsJsonObject().get("op").getAsString().equals("augment")) {
                return one.getAsJsonObject();
            }
        }
        throw new AssertionError("no case augment");
    }

    private static Tensor matrix(JsonElement json) {
        var rows = json.getAsJsonArray();
        var width = rows.get(0).getAsJsonArray().size();
        var numbers = new double[rows.size() * width];
        for (var i = 0; i < numbers.length; i++) {
            numbers[i] = ((JsonArray) rows.get(i / width)).get(i % width).getAsDouble();
        }
        return Tensor.of(new Storage.Doubles(numbers), Shape.of(rows.size(), width));
    }

    private static Map<String, Tensor> results(Tensor x, JsonObject params) {
        var shift = params.getAsJsonArray("shift");
        var crop = params.getAsJsonObject("crop");
        var size = crop.get("size").getAsInt();
        return Map.ofEntries(
                Map.entry("flip_horizontal", Pictures.flipHorizontal(x)),
                Map.entry("flip_vertical", Pictures.flipVertical(x)),
                Map.entry("rotate_90_ccw", Pictures.rotate(x, 90)),
                Map.entry("rotate_180", Pictures.rotate(x, 180)),
                Map.entry("rotate_90_cw", Pictures.rotate(x, -90)),
                Map.entry(
                        "shift_down1_left1",
                        Pictures.shift(x, shift.get(0).getAsInt(), shift.get(1).getAsInt())),
                Map.entry(
                        "crop_padded",
                        Pictures.crop(
                                x,
                                crop.get("pad").getAsInt(),
                                crop.get("top").getAsInt(),
                                crop.get("left").getAsInt(),
                                size,
                                size)),
                Map.entry("brightness_times_1_5", Pictures.brightness(x, 1.5)),
                Map.entry("contrast_times_2_around_mean", Pictures.contrast(x, 2)),
                Map.entry("noisy", x.plus(matrix(params.get("noise")))));
    }

    @Test
    void everyTransformationIsTheSlides() throws IOException {
        var golden = golden();
        var x = matrix(golden.getAsJsonObject("inputs").get("x"));
        var results = results(x, golden.getAsJsonObject("params"));
        var expected = golden.getAsJsonObject("expected");
        assertEquals(expected.keySet(), results.keySet());
        var tolerance = golden.get("tolerance").getAsDouble();
        results.forEach(
                (name, result) -> {
                    assertEquals(DType.FLOAT64, result.dtype(), name);
                    assertTrue(
                            result.closeTo(matrix(expected.get(name)), tolerance),
                            name + ": " + result);
                });
    }
}
