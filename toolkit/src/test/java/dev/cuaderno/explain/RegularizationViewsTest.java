package dev.cuaderno.explain;

import static dev.cuaderno.Cuaderno.batchNorm2d;
import static dev.cuaderno.Cuaderno.generator;
import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.explain.Explain.distributions;
import static dev.cuaderno.explain.Explain.dropoutMasks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.Test;

class RegularizationViewsTest {

    private static final Tensor IMAGE = tensor("1 2 1 0 \n 2 3 1 1 \n 3 0 0 2 \n 1 1 2 3");

    @Test
    void drawsDecideWhatStays() {
        var view = dropoutMasks(tensor(1, 2, 1, 0), 0.5, tensor(0.6, 0.8, 0.2, 0.1));
        assertArrayEquals(
                new double[] {2, 4, 0, 0}, view.samples().getFirst().output().toDoubleArray());
        var text = view.toString();
        assertTrue(text.contains("u = 0.8 ≥ 0.5 → 2/(1 − 0.5) = 4\n"), text);
        assertTrue(text.contains("u = 0.2 < 0.5 → 0\n"), text);
        assertTrue(text.contains("evaluation: 1 2 1 0"), text);
    }

    /// For input x the output's deviation is x·√(p/(1−p)); five of them over √2000 draws.
    @Test
    void theMeanStaysNearTheInput() {
        var p = 0.25;
        var view = dropoutMasks(IMAGE, p, 3, 7);
        assertEquals(3, view.samples().size());
        for (var i = 0; i < 16; i++) {
            var x = IMAGE.flatten().getDouble(i);
            var allowed = 5 * x * Math.sqrt(p / (1 - p)) / Math.sqrt(DropoutMasks.MANY);
            assertEquals(x, view.mean().flatten().getDouble(i), allowed);
        }
    }

    @Test
    void maskedCellsAreGrey() throws Exception {
        var view = dropoutMasks(IMAGE, 0.5, 2, 1);
        assertEquals(5, Pages.count(view, "table"));
        var dropped = 0;
        for (var sample : view.samples()) {
            dropped += (int) (16 - sample.mask().sum().itemDouble());
        }
        assertEquals(dropped, Pages.html(view).split("128,128,128,.28", -1).length - 1);
    }

    @Test
    void batchNormMovesEveryChannelToItsPlace() throws Exception {
        var x = generator(2).randn(8, 2, 5, 5).times(3).plus(4);
        var layer = batchNorm2d(2);
        layer.weight().set(tensor(2, 1));
        layer.bias().set(tensor(0.5, 0));
        var view = distributions(layer, x);
        var training = view.groups().get(1);
        assertEquals(0.5, training.mean(0), 1e-5);
        assertEquals(2, training.deviation(0), 1e-4);
        assertEquals(0, training.mean(1), 1e-5);
        // One batch moves the running mean by a tenth from 0 and the variance by a tenth from 1.
        var before = view.groups().get(0);
        var unbiased = before.deviation(1) * before.deviation(1) * 200 / 199;
        var expected = (before.mean(1) - 0.1 * before.mean(1)) / Math.sqrt(0.9 + 0.1 * unbiased);
        assertEquals(expected, view.groups().get(2).mean(1), 1e-4);
        assertEquals(6, Pages.count(view, "svg"));
        assertEquals(6, view.toString().split("\n").length);
    }

    @Test
    void everyValueStandsInABar() throws Exception {
        var x = generator(4).randn(4, 1, 3, 3);
        var bars = Pages.parse(distributions(batchNorm2d(1), x)).getElementsByTagName("rect");
        assertTrue(bars.getLength() > 6, "bars " + bars.getLength());
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThrows(ShapeException.class, () -> dropoutMasks(tensor("1 2"), 0.5, tensor(0.1)));
        assertThrows(ShapeException.class, () -> distributions(batchNorm2d(1), tensor(1, 2, 3)));
    }
}
