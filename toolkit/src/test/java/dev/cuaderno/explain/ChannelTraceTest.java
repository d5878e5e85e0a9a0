package dev.cuaderno.explain;

import static dev.cuaderno.Cuaderno.arange;
import static dev.cuaderno.Cuaderno.conv2d;
import static dev.cuaderno.Cuaderno.generator;
import static dev.cuaderno.Cuaderno.groups;
import static dev.cuaderno.Cuaderno.stride;
import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.Cuaderno.valid;
import static dev.cuaderno.Cuaderno.zeros;
import static dev.cuaderno.explain.Explain.adaptiveMaxPool;
import static dev.cuaderno.explain.Explain.maxPool;
import static dev.cuaderno.explain.Explain.trace;
import static dev.cuaderno.explain.Explain.traceConvolve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Window;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

class ChannelTraceTest {

    /// Three colours of 5 x 5, filters of 3 x 3 x 3 and the values of the lecture's demonstration.
    private static final Tensor IMAGE =
            tensor(
                    """
                    0 1 2 0 1
                    2 0 1 2 0
                    1 2 0 1 2
                    0 1 2 0 1
                    2 0 1 2 0

                    1 2 0 1 2
                    0 1 2 0 1
                    2 0 1 2 0
                    1 2 0 1 2
                    0 1 2 0 1

                    2 0 1 2 0
                    1 2 0 1 2
                    0 1 2 0 1
                    2 0 1 2 0
                    1 2 0 1 2""");

    private static final Tensor FILTERS =
            tensor("-1 0 1 \n -1 0 1 \n -1 0 1").reshape(1, 1, 3, 3).plus(zeros(2, 3, 3, 3));

    private static Trace demonstration() {
        return trace(IMAGE, FILTERS, tensor(1, 0), stride(2).padding(1));
    }

    @Test
    void sumsOfEachChannelAndTheBiasMakeTheResult() {
        var first = demonstration();
        assertTrue(first.output().sameAs(tensor("7 1 -5 \n 10 1 -8 \n 7 1 -5")));
        var red = new double[] {1, 1, -2, 3, 0, -3, 1, 1, -2};
        for (var frame : first.frames()) {
            assertEquals(red[frame.step() - 1], frame.parts().getFirst().sum());
        }
        var second = first.outputChannel(1);
        assertTrue(second.output().sameAs(tensor("6 0 -6 \n 9 0 -9 \n 6 0 -6")));
        assertEquals(0, second.bias().orElseThrow());
        assertEquals(
                "O[0,0] = 1 + 3 + 2 + 1 = 7",
                new Wording(first).formula(first.frames().getFirst()));
        assertEquals(
                "conv2d [3, 5, 5] ⊗ [3, 3, 3] + 1 → [3, 3], channel 0", new Wording(first).title());
    }

    static Stream<Window> windows() {
        return Stream.of(
                valid(), stride(2).padding(1), stride(1, 2), groups(2), groups(4).padding(1));
    }

    @ParameterizedTest
    @MethodSource("windows")
    void everySampleAndChannelAddsUpToTheToolkitsResult(Window window) {
        var x = generator(1).randn(2, 4, 5, 6).float64();
        var w = generator(2).randn(4, 4 / window.groups(), 3, 2).float64();
        var b = generator(3).randn(4).float64();
        var expected = x.conv2d(w, b, window);
        var all = trace(x, w, b, window);
        for (var n = 0; n < 2; n++) {
            for (var o = 0; o < 4; o++) {
                var trace = all.sample(n).outputChannel(o);
                assertTrue(trace.output().sameAs(expected.at(n, o)));
                assertEquals(4 / window.groups(), trace.planes().size());
                for (var frame : trace.frames()) {
                    var sum = frame.parts().stream().mapToDouble(Part::sum).sum();
                    assertEquals(frame.value(), sum + b.getDouble(o), 1e-12);
                }
            }
        }
    }

    @Test
    void convolutionTurnsTheFilterOfEveryChannel() {
        var x = generator(4).randn(3, 4, 4).float64();
        var w = generator(5).randn(3, 2, 2).float64();
        var trace = traceConvolve(x, w);
        var sum = x.at(0).convolve(w.at(0));
        for (var c = 1; c < 3; c++) {
            sum = sum.plus(x.at(c).convolve(w.at(c)));
        }
        assertTrue(trace.output().minus(sum).abs().max().itemDouble() < 1e-12);
    }

    @Test
    void aSignalWithChannelsIsDrawnAsRows() {
        var x = generator(6).randn(2, 7).float64();
        var w = generator(7).randn(3, 2, 3).float64();
        var trace = trace(x, w, stride(2)).outputChannel(2);
        assertTrue(trace.output().sameAs(x.conv1d(w, stride(1, 2)).at(2).reshape(1, -1)));
        assertEquals(1, trace.picture().cells().size(0));
    }

    @Test
    void poolingChoosesAChannel() {
        var x = arange(32).reshape(2, 4, 4);
        var trace = trace(x, maxPool(2)).outputChannel(1);
        assertTrue(trace.output().sameAs(tensor("21 23 \n 29 31")));
        assertEquals(1, trace.planes().getFirst().channel());
        var adaptive = trace(x.at(0), adaptiveMaxPool(3, 3));
        assertTrue(adaptive.output().sameAs(x.at(0).adaptiveMaxPool2d(3, 3)));
    }

    @Test
    void aLayerIsTracedWithItsOwnWeights() {
        var layer = conv2d(3, 2, 3).stride(2).padding(1);
        var expected = layer.forward(IMAGE.unsqueeze(0)).at(0, 1);
        assertTrue(trace(IMAGE, layer).outputChannel(1).output().sameAs(expected));
        assertTrue(trace(IMAGE, layer.noBias()).bias().isEmpty());
    }

    @Test
    void textShowsEveryChannelWithItsSum() {
        var text = demonstration().toString();
        var first = text.substring(text.indexOf("1/9"), text.indexOf("2/9"));
        assertTrue(first.startsWith("1/9  O[0,0] = 1 + 3 + 2 + 1 = 7"), first);
        assertEquals(1 + 3, first.lines().filter(line -> line.contains(" = ")).count(), first);
    }

    @Test
    void choicesAreChecked() {
        var error = assertThrows(ShapeException.class, () -> demonstration().outputChannel(2));
        assertTrue(error.getMessage().contains("from 0 to 1"), error::getMessage);
        assertThrows(ShapeException.class, () -> demonstration().sample(1));
    }
}
