package dev.cuaderno.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.grad.Gradients;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/// Layer and group normalisation in one operation of single precision against the formula, composed
/// of operations in double.
class NormGradientsTest {

    @ParameterizedTest
    @CsvSource({"1, 2", "7, 33", "700, 64", "3, 2500", "100, 1200"})
    void layersAgreeWithTheFormulaInDoubles(int rows, int length) {
        var x = new Generator(1).randn(rows, length).times(3).plus(5);
        agree(LayerNorm.of(length), LayerNorm.of(length), x, length);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void layersOfSeveralAxesAgree(boolean turned) {
        var x = new Generator(1).randn(2, 3, 5, 4);
        var seen = turned ? x.transpose(0, 3) : x;
        var sizes = new int[] {seen.size(2), seen.size(3)};
        agree(LayerNorm.of(sizes), LayerNorm.of(sizes), seen, sizes);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 6, 3, 5, 4, false",
        "2, 6, 3, 5, 4, true",
        "3, 16, 4, 1, 1, false",
        "32, 16, 2, 20, 21, false",
        "32, 16, 2, 20, 21, true",
        "1, 8, 1, 50, 50, true"
    })
    void groupsAgree(int n, int channels, int groups, int rows, int columns, boolean channelsLast) {
        var generator = new Generator(1);
        var x =
                channelsLast
                        ? generator.randn(n, rows, columns, channels).permute(0, 3, 1, 2)
                        : generator.randn(n, channels, rows, columns);
        agree(
                GroupNorm.of(groups, channels),
                GroupNorm.of(groups, channels),
                x.times(3).plus(5),
                channels);
    }

    private static void agree(Layer one, Layer other, Tensor x, int... sizes) {
        other.to(DType.FLOAT64);
        var weight = new Generator(3).randn(sizes);
        var shift = new Generator(4).randn(sizes);
        var seed = new Generator(2).randn(x.shape().sizes());
        var found = all(one, x, seed, weight, shift);
        var expected = all(other, x.float64(), seed.float64(), weight.float64(), shift.float64());
        for (var i = 0; i < expected.size(); i++) {
            var scale = 1 + expected.get(i).abs().max().itemDouble();
            assertTrue(found.get(i).float64().closeTo(expected.get(i), 2e-6 * scale), "at " + i);
        }
    }

    /// The result, the gradients, and the gradients of a gradient.
    private static List<Tensor> all(
            Layer layer, Tensor image, Tensor seed, Tensor weight, Tensor shift) {
        layer.parameters().get("weight").set(weight);
        layer.parameters().get("bias").set(shift);
        var x = image.requiresGrad();
        var gamma = layer.parameters().get("weight").value();
        var beta = layer.parameters().get("bias").value();
        var y = layer.apply(x);
        assertEquals(image.dtype(), y.dtype());
        var first = Gradients.of(y, seed, List.of(x, gamma, beta));
        var scales = Gradients.of(y, seed, List.of(gamma, beta));
        assertTrue(scales.getFirst().sameAs(first.get(1)));
        var tracked = Gradients.of(y.times(seed).sum(), true, List.of(x, gamma, beta));
        var second = Gradients.of(tracked.getFirst().square().sum(), false, List.of(x, gamma));
        for (var i = 0; i < 3; i++) {
            var scale = 1 + first.get(i).abs().max().itemDouble();
            assertTrue(tracked.get(i).closeTo(first.get(i), 1e-5 * scale));
        }
        return List.of(
                y.detach(), first.get(0), first.get(1), first.get(2), second.get(0), second.get(1));
    }
}
