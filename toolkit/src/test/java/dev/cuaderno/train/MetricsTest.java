package dev.cuaderno.train;

import static dev.cuaderno.Cuaderno.accuracy;
import static dev.cuaderno.Cuaderno.crossEntropy;
import static dev.cuaderno.Cuaderno.f1;
import static dev.cuaderno.Cuaderno.precision;
import static dev.cuaderno.Cuaderno.recall;
import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.Cuaderno.topK;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.optim.TorchReference;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

/// Metrics by hand, over several batches; the weighted loss against PyTorch's numbers.
class MetricsTest {

    /// Six samples of three classes; predicted 0 0 1 2 2 1.
    private static final Tensor SCORES = tensor("9 1 0\n5 4 3\n0 2 1\n1 2 3\n0 0 1\n1 3 2");

    private static final Tensor TRUTH = tensor(0, 1, 1, 2, 0, 1);

    /// In batches of four and two.
    private static double over(Metric metric) {
        var meter = metric.start();
        for (var part : List.of(new int[] {0, 1, 2, 3}, new int[] {4, 5})) {
            meter.add(TensorDataset.rows(SCORES, part), TensorDataset.rows(TRUTH, part));
        }
        return meter.value();
    }

    @Test
    void sharesOfRightDecisions() {
        assertEquals(4 / 6.0, over(accuracy()), 1e-15);
        assertEquals(4 / 6.0, over(topK(1)), 1e-15);
        // Sample 4 with scores 0 0 1: class 2 comes first, then 0.
        assertEquals(1, over(topK(2)), 1e-15);
        assertEquals(1, over(topK(3)), 1e-15);
    }

    @Test
    void classScores() {
        // Predicted for 0: samples 0, 1; right 1. For 1: samples 2, 5; both right. For 2: 3, 4.
        assertEquals((1 / 2.0 + 1 + 1 / 2.0) / 3, over(precision()), 1e-15);
        // True 0: samples 0, 4; found 1. True 1: 1, 2, 5; found 2. True 2: sample 3, found.
        assertEquals((1 / 2.0 + 2 / 3.0 + 1) / 3, over(recall()), 1e-15);
        assertEquals((1 / 2.0 + 0.8 + 2 / 3.0) / 3, over(f1()), 1e-15);
        assertEquals(2 / 3.0, over(recall().ofClass(1)), 1e-15);
        assertEquals(4 / 6.0, over(precision().micro()), 1e-15);
        assertEquals((2 * 0.5 + 3 * 1 + 1 * 0.5) / 6, over(precision().weighted()), 1e-15);
        assertEquals("recall_1", recall().ofClass(1).name());
        assertEquals("f1_weighted", f1().weighted().name());
    }

    @Test
    void confusionCountsTruthByPrediction() {
        var matrix = new ConfusionMatrix();
        matrix.add(SCORES, TRUTH);
        assertTrue(matrix.counts().sameAs(tensor("1 0 1\n1 2 0\n0 0 1")), matrix.toString());
        assertEquals(6, matrix.total());
        assertEquals(3, matrix.support(1));
        var named = matrix.named(List.of("cat", "dog", "<owl>"));
        assertEquals(
                """
                true \\ predicted  cat  dog  <owl>
                cat                 1    0      1
                dog                 1    2      0
                <owl>               0    0      1
                6 samples, accuracy 0.6667""",
                named.toString());
        var html = named.mime().data().get("text/html");
        assertTrue(html.contains("&lt;owl&gt;") && !html.contains("<owl>"), html);
        assertTrue(html.contains("cat taken for &lt;owl&gt;: 50.0 % of 2"), html);
        assertEquals("accuracy 0.6667", named.report().toString().lines().toList().getLast());
    }

    @Test
    void aSingleOutputIsAThreshold() {
        var meter = accuracy().start();
        meter.add(tensor(-1, 2, 0.3, -0.1), tensor(0, 1, 0, 1));
        assertEquals(0.5, meter.value());
        var probabilities = accuracy().threshold(0.5).start();
        probabilities.add(tensor("0.1\n0.9\n0.3\n0.6"), tensor("0\n1\n0\n1"));
        assertEquals(1, probabilities.value());
    }

    @Test
    void targetsMayBeProbabilities() {
        var meter = accuracy().start();
        meter.add(SCORES, TRUTH.oneHot(3));
        assertEquals(4 / 6.0, meter.value(), 1e-15);
        assertThrows(ShapeException.class, () -> accuracy().start().add(SCORES, tensor(1, 2)));
    }

    @Test
    void equalScoresAreRankedByClass() {
        var meter = topK(1).start();
        meter.add(tensor(new int[][] {{1, 1}}), tensor(1));
        assertEquals(0, meter.value());
        assertEquals(0.5, TopK.of(1, List.of(List.of("a", "b"), List.of("b")), List.of("b", "b")));
        assertThrows(
                IllegalArgumentException.class,
                () -> TopK.of(1, List.of(List.of("a")), List.of("b", "b")));
    }

    private static Tensor matrix(double[][] rows) {
        var flat = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
        return Tensor.of(new Storage.Doubles(flat), Shape.of(rows.length, rows[0].length));
    }

    @Test
    void weightedCrossEntropyIsThatOfTheReference() {
        var torch = TorchReference.load();
        var z = matrix(torch.rows("crossEntropy", "scores"));
        var p = matrix(torch.rows("crossEntropy", "probabilities"));
        var y = Tensors.of(torch.row("crossEntropy", "classes")).float64();
        var w = torch.row("crossEntropy", "weights");
        var plain = crossEntropy();
        assertArrayEquals(
                new double[] {
                    torch.number("crossEntropy", "plain"),
                    torch.number("crossEntropy", "weighted"),
                    torch.number("crossEntropy", "smoothed"),
                    torch.number("crossEntropy", "weighted smoothed"),
                    torch.number("crossEntropy", "weighted probabilities")
                },
                new double[] {
                    plain.of(z, y).itemDouble(),
                    plain.weights(w).of(z, y).itemDouble(),
                    plain.smoothing(0.1).of(z, y).itemDouble(),
                    plain.weights(w).smoothing(0.1).of(z, y).itemDouble(),
                    plain.weights(w).of(z, p).itemDouble()
                },
                1e-12);
        assertThrows(ShapeException.class, () -> plain.weights(1, 2).of(z, y));
    }
}
