package dev.cuaderno.explain;

import static dev.cuaderno.Cuaderno.generator;
import static dev.cuaderno.Cuaderno.mirror;
import static dev.cuaderno.Cuaderno.range;
import static dev.cuaderno.Cuaderno.same;
import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.Cuaderno.zeros;
import static dev.cuaderno.explain.Explain.filter;
import static dev.cuaderno.explain.Explain.filterGallery;
import static dev.cuaderno.explain.Explain.filterLab;
import static dev.cuaderno.explain.Explain.impulse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import dev.cuaderno.image.Filters;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.widget.ValueWidget;
import dev.cuaderno.widget.Widget;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

class FilterGalleryTest {

    /// Which of the gallery's filters a figure of the lectures is of.
    private static final Map<String, String> NAMES =
            Map.of(
                    "B12-kernel-sharpen", "Sharpen",
                    "B13-kernel-blur", "Blur",
                    "B14-kernel-edge-enhance", "Edge Enhance",
                    "B15-kernel-edge-detect", "Edge Detect",
                    "B16-kernel-emboss", "Emboss",
                    "B17-kernel-sobel-like", "Sobel ↔");

    @TestFactory
    List<DynamicTest> theGallerysResultsAreTheLecturesFigures() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        try (var reader =
                new InputStreamReader(
                        FilterGalleryTest.class.getResourceAsStream("/cases.json"),
                        StandardCharsets.UTF_8)) {
            for (var one :
                    JsonParser.parseReader(reader).getAsJsonObject().getAsJsonArray("cases")) {
                var figure = one.getAsJsonObject();
                var id = figure.get("id").getAsString();
                if (NAMES.containsKey(id)) {
                    tests.add(dynamicTest(id, () -> compare(NAMES.get(id), figure)));
                }
            }
        }
        assertEquals(NAMES.size(), tests.size());
        return tests;
    }

    private static void compare(String name, JsonObject figure) {
        var images = figure.getAsJsonObject("inputs").getAsJsonObject("images");
        var wanted = figure.getAsJsonObject("expected");
        var ramp = filterGallery(matrix(images.get("ramp"))).only(name);
        var step = filterGallery(matrix(images.get("step"))).only(name);
        assertTrue(ramp.result(name).closeTo(matrix(wanted.get("ramp")), 1e-13));
        assertTrue(step.result(name).closeTo(matrix(wanted.get("step")), 1e-13));
        var turned = matrix(wanted.get("ramp_convolved"));
        assertTrue(ramp.convolved().result(name).closeTo(turned, 1e-13));
        var filter = ramp.filters().getFirst();
        assertEquals(wanted.get("kernel_sum").getAsDouble(), filter.sum() * filter.divisor(), 1e-6);
        var weights = figure.getAsJsonObject("inputs").get("kernel");
        assertTrue(filter.weights().float64().sameAs(matrix(weights)));
        assertEquals(
                figure.getAsJsonObject("params").get("divisor").getAsDouble(), filter.divisor());
    }

    private static Tensor matrix(JsonElement rows) {
        var values = new Gson().fromJson(rows, double[][].class);
        var all = Arrays.stream(values).flatMapToDouble(Arrays::stream).toArray();
        return Tensor.of(new Storage.Doubles(all), Shape.of(values.length, values[0].length));
    }

    @Test
    void filtersThatAddUpToNothingFindDifferencesAndOthersKeepTheLight() {
        var flat = zeros(12, 12).plus(0.5);
        for (var filter : NamedFilter.all()) {
            var inside = filter.correlate(flat, mirror());
            assertEquals(0.5 * filter.sum(), inside.max().itemDouble(), 1e-5, filter.name());
            assertEquals(0.5 * filter.sum(), inside.min().itemDouble(), 1e-5, filter.name());
            assertEquals(filter.isSigned() ? 0 : 1, filter.sum(), 1e-5, filter.name());
        }
    }

    @Test
    void differencesAreTakenFromTheLightAndTheRestFromEachColour() {
        var photo = generator(3).rand(3, 9, 8);
        var gallery = filterGallery(photo).border(mirror());
        assertEquals("[3, 9, 8]", gallery.result("Blur").shape().toString());
        var light = photo.at(0).times(0.299).plus(photo.at(1).times(0.587));
        var grey = light.plus(photo.at(2).times(0.114));
        var wanted = grey.correlate(Filters.SOBEL_X, same(mirror()));
        assertTrue(gallery.result("Sobel ↔").closeTo(wanted, 1e-5));
    }

    @Test
    void anImpulseGivesTheFilterBackOrTurned() {
        var shown = impulse(Filters.EMBOSS).matrices();
        var inner = new Object[] {range(1, 4), range(1, 4)};
        assertTrue(shown.get(3).at(inner).sameAs(Filters.EMBOSS));
        assertTrue(shown.get(2).at(inner).sameAs(Filters.EMBOSS.rotate180()));
        assertEquals(1, shown.getFirst().getDouble(2, 2));
        assertEquals(1, shown.getFirst().sum().itemDouble());
        assertThrows(ShapeException.class, () -> impulse(zeros(2, 3)));
    }

    @Test
    void aReaderComparesOwnFilters() {
        var photo = generator(4).rand(6, 7);
        var weights = tensor("1 2 1").reshape(1, 3);
        var own = filter("mío", weights, 4);
        var gallery = filterGallery(photo, own).compared();
        assertTrue(gallery.result("mío").closeTo(photo.correlate(weights, same()).div(4), 1e-6));
        assertTrue(gallery.toString().contains("Σ = 4 / 4 = 1"), gallery::toString);
        assertTrue(gallery.toString().contains("∗"), gallery::toString);
        assertFalse(filterGallery(photo).toString().contains("∗"));
    }

    @Test
    void thePageDescribesEveryPictureAndHasNoCommas() {
        var html =
                filterGallery(generator(5).rand(3, 5, 6)).compared().mime().data().get("text/html");
        assertEquals(
                html.split("<img ", -1).length, html.split(" alt=\"[^\"]", -1).length, "pictures");
        assertTrue(html.contains("aria-label=\"Emboss\""));
        assertTrue(html.contains("0.162"), "the middle of the Gaussian");
        assertFalse(html.contains("0,162"));
    }

    @Test
    void theLabStandsStillUntilSomebodyChooses() {
        try (var shown = new Shown()) {
            var lab = filterLab(generator(6).rand(5, 5));
            assertEquals(1, shown.count());
            assertTrue(shown.last().toString().startsWith("Sharpen"), shown.last()::toString);
            choose(lab.children().getFirst(), "Emboss");
            assertTrue(shown.last().toString().startsWith("Emboss"), shown.last()::toString);
            assertFalse(shown.last().toString().contains("∗"));
            choose(lab.children().get(1), true);
            assertTrue(shown.last().toString().contains("∗"), shown.last()::toString);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> void choose(Widget control, T value) {
        ((ValueWidget<T>) control).set(value);
    }

    @Test
    void whatIsNoPictureOrNoFilterIsRefused() {
        assertThrows(ShapeException.class, () -> filterGallery(zeros(2, 4, 4)));
        assertThrows(ShapeException.class, () -> filter("x", zeros(3)));
        assertThrows(IllegalArgumentException.class, () -> filter("x", zeros(3, 3), 0));
        var error =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> filterGallery(zeros(4, 4)).only("Sobl"));
        assertTrue(error.getMessage().contains("Sobel"), error::getMessage);
    }
}
