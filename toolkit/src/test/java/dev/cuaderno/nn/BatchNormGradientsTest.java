package dev.cuaderno.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.grad.Gradients;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/// The one operation of single precision against the formula, composed of operations in double.
class BatchNormGradientsTest {

    @ParameterizedTest
    @CsvSource({"3, 4, 5, 6", "2, 3, 1, 1", "8, 5, 33, 32", "64, 16, 12, 12"})
    void agreesWithTheFormulaInDoubles(int batch, int channels, int rows, int columns) {
        var x = new Generator(1).randn(batch, channels, rows, columns).times(3).plus(5);
        var seed = new Generator(2).randn(batch, channels, rows, columns);
        var weight = new Generator(3).randn(channels);
        var found = all(x, seed, weight);
        var expected = all(x.float64(), seed.float64(), weight.float64());
        for (var i = 0; i < expected.size(); i++) {
            var scale = 1 + expected.get(i).abs().max().itemDouble();
            assertTrue(found.get(i).float64().closeTo(expected.get(i), 2e-6 * scale), "at " + i);
        }
    }

    /// The result, the gradients, the running statistics, and the gradient of a gradient.
    private static List<Tensor> all(Tensor image, Tensor seed, Tensor weight) {
        var layer = BatchNorm2d.of(weight.size(0));
        layer.to(image.dtype());
        layer.weight().set(weight);
        var x = image.requiresGrad();
        var gamma = layer.weight().value();
        var y = Mode.TRAINING.call(() -> layer.forward(x));
        assertEquals(image.dtype(), y.dtype());
        var first = Gradients.of(y, seed, List.of(x, gamma, layer.bias().value()));
        var loss = y.times(seed).sum();
        var tracked = Gradients.of(loss, true, List.of(x, gamma, layer.bias().value()));
        var second = Gradients.of(tracked.getFirst().square().sum(), false, List.of(x, gamma));
        for (var i = 0; i < 3; i++) {
            var scale = 1 + first.get(i).abs().max().itemDouble();
            assertTrue(tracked.get(i).closeTo(first.get(i), (single(y) ? 1e-5 : 1e-9) * scale));
        }
        return List.of(
                y.detach(),
                first.get(0),
                first.get(1),
                first.get(2),
                layer.runningMean().value(),
                layer.runningVar().value(),
                second.get(0),
                second.get(1));
    }

    private static boolean single(Tensor y) {
        return y.dtype() == DType.FLOAT32;
    }
}
