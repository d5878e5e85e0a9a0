package dev.cuaderno.explain;

import static dev.cuaderno.Cuaderno.all;
import static dev.cuaderno.Cuaderno.batchNorm1d;
import static dev.cuaderno.Cuaderno.bce;
import static dev.cuaderno.Cuaderno.generator;
import static dev.cuaderno.Cuaderno.klDiv;
import static dev.cuaderno.Cuaderno.mse;
import static dev.cuaderno.Cuaderno.stride;
import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.Cuaderno.training;
import static dev.cuaderno.explain.Explain.*;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.formula.Derivation;
import dev.cuaderno.formula.Evaluation;
import dev.cuaderno.formula.Expr;
import dev.cuaderno.grad.Scopes;
import dev.cuaderno.model.Models;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Window;

import org.junit.jupiter.api.Test;

import java.util.List;

class ExplanationTest {

    /// Every step with numbers comes to the result.
    private static void agrees(Explanation explanation) {
        for (var one : explanation.derivations()) {
            var result = Evaluation.of(one.result());
            for (var step : one.steps()) {
                var value = Evaluation.of(step);
                if (!Double.isNaN(value)) {
                    assertEquals(result, value, 1e-9 * Math.max(1, Math.abs(result)), one::text);
                }
            }
        }
    }

    private static double last(Explanation explanation) {
        return Evaluation.of(explanation.derivations().getLast().result());
    }

    @Test
    void softmaxGivesTheToolkitsShares() {
        var z = tensor(2, 1, 0.1).float64();
        var shares = explainSoftmax(z);
        agrees(shares);
        var p = z.softmax().toDoubleArray();
        for (var i = 0; i < 3; i++) {
            assertEquals(p[i], Evaluation.of(shares.derivations().get(i + 1).result()), 1e-12);
        }
        assertThrows(ShapeException.class, () -> explainSoftmax(tensor("1 2 \n 3 4")));
    }

    @Test
    void entropyInThreeBases() {
        var d1 = tensor("1/8 7/8").float64();
        assertEquals(0.37677016125643675, last(explainEntropy(d1)), 1e-14);
        assertEquals(0.5435644431995964, last(explainEntropy(d1, 2)), 1e-14);
        assertEquals(0.16362920197946884, last(explainEntropy(d1, 10)), 1e-14);
        agrees(explainEntropy(d1, 10));
        assertEquals(0, last(explainEntropy(tensor(1, 0))));
    }

    @Test
    void lossesAreTheToolkits() {
        var p = tensor("0.7 0.2 0.1 \n 0.1 0.8 0.1 \n 0.3 0.3 0.4").float64();
        var y = tensor("1 0 0 \n 0 1 0 \n 1 0 0").float64();
        agrees(explainCrossEntropy(p, y));
        assertEquals(p.log().crossEntropy(y).itemDouble(), last(explainCrossEntropy(p, y)), 1e-7);
        var q = tensor("0.2 0.3 0.5 \n 0.6 0.2 0.2 \n 0.1 0.1 0.8").float64();
        agrees(explainKlDiv(p, q));
        assertEquals(klDiv(p, q).itemDouble(), last(explainKlDiv(p, q)), 1e-12);
        agrees(explainBce(p, y));
        assertEquals(bce(p, y).itemDouble(), last(explainBce(p, y)), 1e-12);
        agrees(explainMse(p, y));
        assertEquals(mse(p, y).itemDouble(), last(explainMse(p, y)), 1e-12);
        assertThrows(ShapeException.class, () -> explainMse(p, tensor(1, 2, 3)));
    }

    @Test
    void batchNormIsTheLayers() {
        var x = generator(3).randn(5, 2, 3, 3).float64();
        var layer = batchNorm1d(2);
        var flat = x.at(all(), all(), 0, 0);
        var steps = explainBatchNorm(layer, flat);
        agrees(steps);
        var y = training(() -> layer.apply(flat.float32())).toDoubleArray();
        // Mean, variance, then normalised value and result of each of five, for two channels.
        for (var n = 0; n < 5; n++) {
            for (var channel = 0; channel < 2; channel++) {
                var result = steps.parts().get(channel).derivations().get(3 + 2 * n).result();
                assertEquals(y[n * 2 + channel], Evaluation.of(result), 1e-5);
            }
        }
        assertTrue(explainBatchNorm(x).toString().contains("…"));
    }

    @Test
    void backwardSumsAreTheGradients() {
        var image = tensor("1 2 1 0 \n 2 3 1 1 \n 3 0 0 2 \n 1 1 2 3").float64();
        var filter = tensor("1 0 \n 2 1").float64();
        for (var window : new Window[] {stride(1), stride(2).padding(1), stride(1).dilation(2)}) {
            var delta = generator(1).randn(image.correlate(filter, window).shape().sizes());
            var sums = explainBackward(image, filter, delta.float64(), window);
            agrees(sums);
            gradients(sums, image, filter, delta.float64(), window);
        }
    }

    private static void gradients(
            Explanation sums, Tensor image, Tensor filter, Tensor delta, Window window) {
        var x = image.requiresGrad();
        var w = filter.requiresGrad();
        Scopes.grad(() -> x.correlate(w, window).times(delta).sum()).backward();
        compare(sums.parts().get(0), w.grad());
        compare(sums.parts().get(1), x.grad());
    }

    private static void compare(Explanation.Part part, Tensor gradient) {
        var values =
                part.derivations().stream()
                        .map(Derivation::result)
                        .filter(Expr.Value.class::isInstance)
                        .mapToDouble(Evaluation::of)
                        .toArray();
        assertEquals(gradient.elements(), values.length);
        for (var i = 0; i < values.length; i++) {
            assertEquals(gradient.toDoubleArray()[i], values[i], 1e-9);
        }
    }

    @Test
    void receptiveFields() {
        assertEquals(19, last(explainReceptiveField(new int[][] {{7, 2}, {3, 2}, {3, 1}})));
        assertEquals(7, last(explainReceptiveField(new int[][] {{3, 1}, {3, 1}, {3, 1}})));
        agrees(explainReceptiveField(new int[][] {{7, 2}, {3, 2}, {3, 1}}));
    }

    @Test
    void outputSizes() {
        agrees(explainOutputSize(5, 2, stride(2).ceil()));
        assertEquals(3, last(explainOutputSize(5, 2, stride(2).ceil())));
        // The window that would start past the image is taken away.
        agrees(explainOutputSize(3, 1, stride(3).padding(1).ceil()));
        assertThrows(ShapeException.class, () -> explainOutputSize(2, 3, stride(1)));
    }

    /// For every layer of these networks the workings end in the numbers of the table.
    @Test
    void workingsEndInTheNumbersOfTheSummary() {
        for (var net : List.of(Models.resNet18(10), Models.googLeNet(10), Models.vgg16(10))) {
            var rows = net.summary(3, 224, 224).rows();
            var told = 0;
            for (var row : rows) {
                agrees(new Explanation(List.of(new Explanation.Part("", row.workings()))));
                for (var one : row.workings()) {
                    var result = Evaluation.of(one.result());
                    switch (one.left().text()) {
                        case "|θ|" ->
                                assertEquals((double) row.ownParameters(), result, row.path());
                        case "MACs" -> assertEquals((double) row.macs(), result, row.path());
                        case "H'" -> assertEquals(row.output().size(-2), result, row.path());
                        case "W'" -> assertEquals(row.output().size(-1), result, row.path());
                        case "R'" -> assertEquals(row.field().rows(), result, row.path());
                        case "J'" -> assertEquals(row.field().rowJump(), result, row.path());
                        default -> throw new AssertionError(one.text());
                    }
                    told++;
                }
            }
            assertTrue(told > 50, told + " workings");
        }
    }

    @Test
    void rowsOfTheSummaryOpen() {
        var html = Models.lenet5(10).summary(1, 32, 32).mime().data().get("text/html");
        assertTrue(html.contains("<details><summary>"));
        assertEquals(
                html.split("<details>", -1).length, html.split("cuaderno-workings\"", -1).length);
    }
}
