package dev.cuaderno.explain;

import static dev.cuaderno.Cuaderno.ceil;
import static dev.cuaderno.Cuaderno.dilation;
import static dev.cuaderno.Cuaderno.full;
import static dev.cuaderno.Cuaderno.generator;
import static dev.cuaderno.Cuaderno.mirror;
import static dev.cuaderno.Cuaderno.padding;
import static dev.cuaderno.Cuaderno.same;
import static dev.cuaderno.Cuaderno.stride;
import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.Cuaderno.valid;
import static dev.cuaderno.Cuaderno.zeros;
import static dev.cuaderno.explain.Explain.avgPool;
import static dev.cuaderno.explain.Explain.maxPool;
import static dev.cuaderno.explain.Explain.minPool;
import static dev.cuaderno.explain.Explain.trace;
import static dev.cuaderno.explain.Explain.traceConvolve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.tensor.Margin;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Window;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

class TraceTest {

    static Stream<Window> windows() {
        return Stream.of(
                valid(),
                stride(2).padding(1),
                same(),
                same(mirror()),
                full(),
                dilation(2).padding(2),
                padding(0, 2).stride(1, 3),
                stride(2).ceil(),
                stride(3).padding(1).ceil());
    }

    @ParameterizedTest
    @MethodSource("windows")
    void theProductsOfEveryFrameAddUpToTheToolkitsResult(Window window) {
        var image = generator(7).randn(6, 7).float64();
        for (var filter : new int[][] {{3, 3}, {2, 2}, {1, 4}}) {
            var weights = generator(8).randn(filter).float64();
            sums(trace(image, weights, window));
            assertTrue(
                    trace(image, weights, window)
                            .output()
                            .sameAs(image.correlate(weights, window)));
            sums(traceConvolve(image, weights, window));
            assertTrue(
                    traceConvolve(image, weights, window)
                            .output()
                            .sameAs(image.convolve(weights, window)));
        }
    }

    private static void sums(Trace trace) {
        for (var frame : trace.frames()) {
            var sum = frame.products().orElseThrow().sum().itemDouble();
            assertEquals(frame.value(), sum, 1e-12, "step " + frame.step());
        }
    }

    @ParameterizedTest
    @MethodSource("windows")
    void theWindowOfEveryFrameGivesThePoolingsResult(Window window) {
        var image = generator(9).randn(7, 6).float64();
        var narrow = window.margin() instanceof Margin.Full;
        var size = narrow ? 2 : 5;
        for (var frame : trace(image, maxPool(size, window)).frames()) {
            assertEquals(frame.value(), frame.window().max().itemDouble(), "max " + frame.step());
        }
        for (var frame : trace(image, minPool(size, window)).frames()) {
            assertEquals(frame.value(), frame.window().min().itemDouble(), "min " + frame.step());
        }
        for (var frame : trace(image, avgPool(size, window)).frames()) {
            assertEquals(frame.value(), frame.window().mean().itemDouble(), 1e-12);
        }
        for (var frame : trace(image, avgPool(size, window.ignorePadding())).frames()) {
            assertEquals(frame.value(), frame.window().mean().itemDouble(), 1e-12);
        }
    }

    @Test
    void paddingThatTakesNoPartIsLeftOutOfTheWindow() {
        var image = tensor("-1 -2 \n -3 -4");
        var frame = trace(image, maxPool(2, padding(1))).frame(1);
        assertEquals(1, frame.window().elements());
        assertEquals(-1, frame.value());
        assertEquals(Span.of(0, 2), frame.region().rows());
    }

    @Test
    void aVectorIsDrawnAsOneRow() {
        var trace = trace(tensor(1, 2, 3, 4), tensor(1, -1), stride(2).padding(1));
        assertTrue(trace.output().sameAs(tensor("-1 -1 4").reshape(1, 3)));
        assertEquals(3, trace.frames().size());
        sums(trace);
    }

    @Test
    void convolutionShowsTheTurnedFilter() {
        var trace = traceConvolve(tensor("1 2 \n 3 4"), tensor("1 0 \n 2 1"));
        assertTrue(trace.filter().orElseThrow().sameAs(tensor("1 2 \n 0 1")));
        assertEquals(9, trace.frame(1).value());
    }

    @Test
    void gapsCannotBeRead() {
        var partial = trace(tensor("1 2 3"), tensor("1 1")).frame(1).partialOutput();
        assertEquals(3, partial.get(0, 0));
        assertFalse(partial.has(0, 1));
        assertThrows(IllegalStateException.class, () -> partial.get(0, 1));
    }

    @Test
    void aResultTooLargeToFollowIsRefused() {
        var error =
                assertThrows(ShapeException.class, () -> trace(zeros(40, 40), zeros(3, 3), ceil()));
        assertTrue(error.getMessage().contains("1444 cells"), error::getMessage);
    }

    @Test
    void aBatchIsRefusedWithTheWayOut() {
        var error = assertThrows(ShapeException.class, () -> trace(zeros(2, 4, 4), zeros(2, 2)));
        assertTrue(error.fix().contains("at("), error::getMessage);
    }

    @Test
    void framesAreCountedFromOne() {
        var trace = trace(tensor("1 2 3"), tensor("1 1"));
        assertEquals(1, trace.frame(1).step());
        assertThrows(IndexOutOfBoundsException.class, () -> trace.frame(0));
        assertThrows(IndexOutOfBoundsException.class, () -> trace.frame(3));
    }
}
