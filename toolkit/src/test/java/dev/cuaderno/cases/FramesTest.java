package dev.cuaderno.cases;

import static dev.cuaderno.explain.Explain.adaptiveAvgPool;
import static dev.cuaderno.explain.Explain.avgPool;
import static dev.cuaderno.explain.Explain.maxPool;
import static dev.cuaderno.explain.Explain.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import dev.cuaderno.explain.Frame;
import dev.cuaderno.explain.Partial;
import dev.cuaderno.explain.Trace;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every frame that the lectures show: the window, the products in it, the value, and the result so
/// far with its gaps.
class FramesTest {

    private static List<GoldenCase> withFrames() throws IOException {
        return GoldenCase.load().stream().filter(one -> one.expected().has("frames")).toList();
    }

    @Test
    void theLecturesFramesAreAmongTheCases() throws IOException {
        var ids = withFrames().stream().map(GoldenCase::id).collect(Collectors.toSet());
        assertTrue(
                ids.containsAll(
                        List.of(
                                "A4-correlation-4x4-2x2",
                                "A6-correlation-pad1-stride2",
                                "A10-maxpool",
                                "A11-avgpool",
                                "A12-adaptive-avg")),
                ids::toString);
    }

    @TestFactory
    Stream<DynamicTest> everyFrame() throws IOException {
        return withFrames().stream().map(one -> dynamicTest(one.id(), () -> compare(one)));
    }

    private static void compare(GoldenCase one) {
        var in = new CaseInput(one.inputs(), one.params(), one.expected().keySet(), DType.FLOAT64);
        var trace = traced(one, in);
        var expected = one.expected().getAsJsonArray("frames");
        assertEquals(expected.size(), trace.frames().size(), "number of frames");
        for (var i = 0; i < expected.size(); i++) {
            compare(expected.get(i).getAsJsonObject(), trace.frame(i + 1), one.tolerance());
        }
    }

    private static Trace traced(GoldenCase one, CaseInput in) {
        return switch (one.op()) {
            case "correlate2d" -> trace(in.tensor("image"), in.tensor("kernel"), in.window());
            case "correlate1d" -> trace(in.tensor("f"), in.tensor("h"));
            case "max_pool2d" ->
                    trace(in.tensor("x"), maxPool(in.integer("kernel", 0), in.window()));
            case "avg_pool2d" ->
                    trace(in.tensor("x"), avgPool(in.integer("kernel", 0), in.window()));
            case "adaptive_avg_pool2d" -> {
                var size = in.integers("output_size");
                yield trace(in.tensor("x"), adaptiveAvgPool(size[0], size[1]));
            }
            default -> throw new AssertionError("frames of an operation without traces: " + one);
        };
    }

    private static void compare(JsonObject expected, Frame frame, double tolerance) {
        var step = "step " + frame.step();
        var rows = frame.region().rows();
        var columns = frame.region().columns();
        number(expected, frame.step(), "step");
        number(expected, frame.row(), "row");
        number(expected, frame.column(), "col", "position");
        number(expected, rows.from(), "top", "p0");
        number(expected, columns.from(), "left", "q0");
        number(expected, rows.to(), "bottom", "pf");
        number(expected, columns.to(), "right", "qf");
        assertEquals(expected.get("value").getAsDouble(), frame.value(), tolerance, step);
        matrix(expected.getAsJsonArray("window"), frame.window(), step + " window");
        assertEquals(expected.has("products"), frame.products().isPresent(), step);
        frame.products()
                .ifPresent(
                        products -> {
                            matrix(
                                    expected.getAsJsonArray("products"),
                                    products,
                                    step + " products");
                            assertEquals(frame.value(), products.sum().itemDouble(), 1e-12, step);
                        });
        if (expected.has("partial_output")) {
            partial(expected.getAsJsonArray("partial_output"), frame.partialOutput(), tolerance);
        }
    }

    /// Compares with whichever of the names the case uses.
    private static void number(JsonObject expected, int actual, String... names) {
        for (var name : names) {
            if (expected.has(name)) {
                assertEquals(expected.get(name).getAsInt(), actual, name);
            }
        }
    }

    /// Compares with a matrix, or with a vector, which is drawn as one row.
    private static void matrix(JsonArray expected, Tensor actual, String what) {
        if (!expected.get(0).isJsonArray()) {
            var row = new JsonArray();
            row.add(expected);
            matrix(row, actual, what);
            return;
        }
        assertEquals(expected.size(), actual.size(0), what);
        for (var row = 0; row < expected.size(); row++) {
            var cells = expected.get(row).getAsJsonArray();
            assertEquals(cells.size(), actual.size(1), what);
            for (var column = 0; column < cells.size(); column++) {
                assertEquals(cells.get(column).getAsDouble(), actual.getDouble(row, column), what);
            }
        }
    }

    private static void partial(JsonArray expected, Partial actual, double tolerance) {
        for (var row = 0; row < expected.size(); row++) {
            var cells = expected.get(row).getAsJsonArray();
            for (var column = 0; column < cells.size(); column++) {
                var where = "partial output at %d, %d".formatted(row, column);
                assertEquals(!cells.get(column).isJsonNull(), actual.has(row, column), where);
                if (actual.has(row, column)) {
                    assertEquals(
                            cells.get(column).getAsDouble(),
                            actual.get(row, column),
                            tolerance,
                            where);
                }
            }
        }
    }
}
