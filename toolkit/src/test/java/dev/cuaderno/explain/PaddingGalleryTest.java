package dev.cuaderno.explain;

import static dev.cuaderno.Cuaderno.arange;
import static dev.cuaderno.Cuaderno.clamp;
import static dev.cuaderno.Cuaderno.mirror;
import static dev.cuaderno.Cuaderno.ones;
import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.Cuaderno.wrap;
import static dev.cuaderno.Cuaderno.zero;
import static dev.cuaderno.Cuaderno.zeros;
import static dev.cuaderno.explain.Explain.paddingGallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

class PaddingGalleryTest {

    /// The figures of the lectures: a ramp under a box of 3x3.
    @Test
    void bordersAreTheLecturesFigures() throws IOException {
        var figures = figures();
        var gallery =
                paddingGallery(arange(1, 26).reshape(5, 5).float64(), 1, ones(3, 3).float64());
        var modes = Map.of("zero", zero(), "clamp", clamp(), "wrap", wrap(), "mirror", mirror());
        modes.forEach((name, mode) -> same(figures.get(name), gallery.filtered(mode)));
        same(figures.get("coverage"), gallery.coverage());
        same(figures.get("normalized_zero"), gallery.normalizedZero());
    }

    private static JsonObject figures() throws IOException {
        try (var reader =
                new InputStreamReader(
                        PaddingGalleryTest.class.getResourceAsStream("/cases.json"),
                        StandardCharsets.UTF_8)) {
            for (var one :
                    JsonParser.parseReader(reader).getAsJsonObject().getAsJsonArray("cases")) {
                if (one.getAsJsonObject().get("id").getAsString().equals("C26-blurred-borders")) {
                    return one.getAsJsonObject().getAsJsonObject("expected");
                }
            }
        }
        throw new AssertionError("no case C26-blurred-borders");
    }

    private static void same(JsonElement expected, Tensor actual) {
        var row = 0;
        for (var line : expected.getAsJsonArray()) {
            var column = 0;
            for (var value : line.getAsJsonArray()) {
                assertEquals(value.getAsDouble(), actual.getDouble(row, column++), 1e-12);
            }
            row++;
        }
        assertEquals(row, actual.size(0));
    }

    @Test
    void lettersTellWhereValuesComeFrom() {
        var text = paddingGallery(zeros(6, 6)).toString().replaceAll(" +", " ");
        assertTrue(text.contains("zero 0 0 0 | a b c d e | 0 0 0"), text);
        assertTrue(text.contains("constant k k k | a b c d e | k k k"), text);
        assertTrue(text.contains("clamp a a a | a b c d e | e e e"), text);
        assertTrue(text.contains("wrap c d e | a b c d e | a b c"), text);
        assertTrue(text.contains("mirror d c b | a b c d e | d c b"), text);
        assertTrue(text.contains("extension 2a−d 2a−c 2a−b | a b c d e | 2e−d 2e−c 2e−b"), text);
    }

    @Test
    void everyModeIsDrawn() {
        var html = paddingGallery(zeros(3, 6, 8)).mime().data().get("text/html");
        assertEquals(1 + 6 * 2 + 2, html.split("<img", -1).length);
        assertEquals(1 + 7, html.split("role=\"group\"", -1).length);
    }

    @Test
    void refusesWhatIsNoBlur() {
        assertThrows(
                ShapeException.class, () -> paddingGallery(zeros(6, 6), 1, tensor("1 -1 \n 0 0")));
        assertThrows(ShapeException.class, () -> paddingGallery(zeros(6), 1, ones(3, 3)));
        assertThrows(
                IllegalArgumentException.class,
                () -> paddingGallery(zeros(6, 6), 0, Tensors.eye(3)));
    }
}
