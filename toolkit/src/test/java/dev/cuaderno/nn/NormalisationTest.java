package dev.cuaderno.nn;

import static dev.cuaderno.Cuaderno.all;
import static dev.cuaderno.Cuaderno.batchNorm1d;
import static dev.cuaderno.Cuaderno.batchNorm2d;
import static dev.cuaderno.Cuaderno.generator;
import static dev.cuaderno.Cuaderno.groupNorm;
import static dev.cuaderno.Cuaderno.layerNorm;
import static dev.cuaderno.Cuaderno.localResponseNorm;
import static dev.cuaderno.Cuaderno.ones;
import static dev.cuaderno.Cuaderno.range;
import static dev.cuaderno.Cuaderno.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.Test;

class NormalisationTest {

    /// (x − mean)/√(var + 10⁻⁵) of plain numbers.
    private static double[] normalised(double... x) {
        var mean = 0.0;
        for (var one : x) {
            mean += one / x.length;
        }
        var variance = 0.0;
        for (var one : x) {
            variance += (one - mean) * (one - mean) / x.length;
        }
        var y = new double[x.length];
        for (var i = 0; i < x.length; i++) {
            y[i] = (x[i] - mean) / Math.sqrt(variance + 1e-5);
        }
        return y;
    }

    @Test
    void layerNormLooksAtOneSample() {
        var x = generator(1).randn(3, 4).float64();
        var y = layerNorm(4).to(DType.FLOAT64).forward(x);
        for (var i = 0; i < 3; i++) {
            var row = x.at(i).toDoubleArray();
            assertTrue(y.at(i).closeTo(doubles(normalised(row)), 1e-12));
        }
        assertThrows(ShapeException.class, () -> layerNorm(5).forward(x));
    }

    @Test
    void groupNormLooksAtAGroupOfChannels() {
        var x = generator(1).randn(2, 4, 3, 2).float64();
        var layer = groupNorm(2, 4);
        layer.to(DType.FLOAT64);
        var y = layer.forward(x);
        for (var n = 0; n < 2; n++) {
            for (var g = 0; g < 2; g++) {
                var range = range(2 * g, 2 * g + 2);
                var group = x.at(n, range).flatten().toDoubleArray();
                assertTrue(y.at(n, range).flatten().closeTo(doubles(normalised(group)), 1e-12));
            }
        }
        assertThrows(ShapeException.class, () -> groupNorm(3, 4));
    }

    private static Tensor doubles(double... values) {
        return Tensor.of(new Storage.Doubles(values), Shape.of(values.length));
    }

    @Test
    void localResponseNormLooksAtNeighbouringChannels() {
        var x = generator(3).randn(2, 6, 2, 3);
        for (var size : new int[] {1, 2, 3, 5}) {
            var y = localResponseNorm(size).alpha(0.3).beta(0.6).k(2).forward(x);
            for (var c = 0; c < 6; c++) {
                var sum = 0.0;
                for (var j = c - size / 2; j <= c + (size - 1) / 2; j++) {
                    sum += j < 0 || j > 5 ? 0 : Math.pow(x.get(1, j, 1, 2), 2);
                }
                var expected = x.get(1, c, 1, 2) / Math.pow(2 + 0.3 / size * sum, 0.6);
                assertEquals(expected, y.get(1, c, 1, 2), 1e-5, "size " + size);
            }
        }
    }

    @Test
    void batchNormAnswersByRunningStatisticsAlone() {
        var layer = batchNorm2d(2);
        var x = generator(4).randn(3, 2, 4, 4).times(3).plus(1);
        var before = layer.forward(x);
        assertTrue(before.closeTo(x.div(Math.sqrt(1 + 1e-5)), 1e-5), "mean 0 and variance 1");
        var y = Mode.TRAINING.call(() -> layer.forward(x));
        assertEquals(0, y.mean().item(), 1e-5);
        assertEquals(1, y.var().item(), 1e-4);
        assertEquals(0.1 * x.at(all(), 1).mean().item(), layer.runningMean().value().get(1), 1e-6);
        var kept = layer.runningMean().value();
        layer.forward(x);
        assertTrue(kept.sameAs(layer.runningMean().value()), "answering changes nothing");
    }

    @Test
    void batchNormRefusesWhatItCannotNormalise() {
        assertThrows(ShapeException.class, () -> batchNorm2d(3).forward(ones(1, 2, 4, 4)));
        assertThrows(ShapeException.class, () -> batchNorm2d(3).forward(ones(4, 3)));
        assertThrows(
                ShapeException.class,
                () -> Mode.TRAINING.run(() -> batchNorm1d(3).forward(ones(1, 3))),
                "one value has no variance");
        assertEquals(2, batchNorm1d(2).forward(tensor(new int[][] {{1, 2}})).elements());
    }
}
