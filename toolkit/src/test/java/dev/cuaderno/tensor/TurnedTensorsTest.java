package dev.cuaderno.tensor;

import static dev.cuaderno.Cuaderno.concat;
import static dev.cuaderno.Cuaderno.range;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.grad.Gradients;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.function.UnaryOperator;

/// What is read as it lies in memory, in whatever order of its axes, in single precision against
/// doubles, which have no loops of their own.
class TurnedTensorsTest {

    private static final int[][] ORDERS = {
        {0, 1, 2, 3},
        {0, 2, 3, 1},
        {0, 3, 1, 2},
        {3, 2, 1, 0},
        {1, 0, 3, 2},
        {2, 3, 0, 1},
        {1, 0, 2, 3},
        {0, 2, 1, 3},
        {2, 1, 0, 3}
    };

    private static final int[][] FOLDED = {
        {}, {0}, {1}, {3}, {2, 3}, {0, 2, 3}, {0, 1}, {1, 3}, {0, 3}, {1, 2}
    };

    @ParameterizedTest
    @CsvSource({
        "2, 3, 4, 5",
        "3, 17, 9, 10",
        "1, 64, 20, 33",
        "30, 1, 41, 70",
        "9, 300, 8, 7",
        "40, 20, 8, 16",
        "70, 3, 12, 32"
    })
    void copiesAreWhatWasSeen(int a, int b, int c, int d) {
        for (var order : ORDERS) {
            var x = new Generator(1).randn(a, b, c, d).permute(order);
            for (var seen :
                    List.of(x, x.flip(1), x.at(0), x.at(0).unsqueeze(0).expand(x.shape()))) {
                var expected = seen.to(DType.FLOAT64).toDoubleArray();
                var found = seen.contiguous().toDoubleArray();
                for (var i = 0; i < expected.length; i++) {
                    assertEquals(expected[i], found[i]);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 3, 4, 5", "3, 17, 9, 10", "1, 40, 20, 33", "9, 70, 8, 7"})
    void reductionsAgreeWithDoubles(int a, int b, int c, int d) {
        for (var order : ORDERS) {
            var x = new Generator(2).randn(a, b, c, d).times(4).round().permute(order);
            for (var axes : FOLDED) {
                agree(x, t -> t.sum(axes), 1e-4);
                agree(x, t -> t.keepDims().mean(axes), 1e-5);
                agree(x, t -> t.max(axes), 1e-6);
                agree(x, t -> t.keepDims().min(axes), 1e-6);
            }
        }
    }

    /// Results and gradients of one argument.
    private static void agree(Tensor x, UnaryOperator<Tensor> f, double tolerance) {
        var single = x.requiresGrad();
        var exact = x.float64().requiresGrad();
        var y = f.apply(single);
        var expected = f.apply(exact);
        assertTrue(y.float64().closeTo(expected, tolerance));
        var seed = new Generator(3).randn(y.shape().sizes());
        var g = Gradients.of(y, seed, List.of(single)).getFirst();
        var h = Gradients.of(expected, seed.float64(), List.of(exact)).getFirst();
        assertTrue(g.float64().closeTo(h, tolerance));
    }

    @ParameterizedTest
    @CsvSource({"3, 4, 5", "1, 300, 200", "200, 1, 300", "40, 50, 2", "70, 65, 130"})
    void productsAgreeWithDoubles(int m, int n, int k) {
        var a = new Generator(1).randn(m, k);
        var left = new Generator(2).randn(k, m).transpose();
        var b = new Generator(3).randn(k, n);
        var right = new Generator(4).randn(n, k).transpose();
        for (var x : List.of(a, left, a.flip(1), a.at(0), stack(a, left))) {
            for (var y : List.of(b, right, b.flip(0), b.at(range(0, k), 0), stack(b, right))) {
                agree(x, t -> t.matmul(y.to(t.dtype())), 1e-4 * Math.sqrt(k));
                agree(y, t -> x.to(t.dtype()).matmul(t), 1e-4 * Math.sqrt(Math.max(m, k)));
            }
        }
    }

    private static Tensor stack(Tensor a, Tensor b) {
        return concat(0, a.unsqueeze(0), b.unsqueeze(0)).transpose().contiguous().transpose();
    }

    @Test
    void aTurnedFactorHasATurnedGradient() {
        var w = new Generator(1).randn(70, 90).requiresGrad();
        new Generator(2).randn(50, 90).matmul(w.transpose()).sum().backward();
        var expected = new Generator(2).randn(50, 90).sum(0).expand(70, 90);
        assertTrue(w.grad().closeTo(expected, 1e-4));
    }

    @ParameterizedTest
    @CsvSource({"3, 5", "9, 1000", "300, 257"})
    void rowsInOrderAgreeWithDoubles(int rows, int length) {
        var x = new Generator(1).randn(rows, length).times(50).round();
        var twisted = x.contiguous().at(range(0, rows));
        assertTrue(twisted.argsort().float64().sameAs(twisted.float64().argsort()));
        agree(x, t -> t.sort(1), 0);
        agree(x, t -> t.sort(0), 0);
        agree(x, t -> t.cumsum(1), 1e-2);
        agree(x, t -> t.cumsum(0), 1e-2);
        agree(x, t -> t.topK(2).values(), 0);
        agree(x, t -> concat(1, t, t.times(2), t.at(range(0, rows), range(1, 2))), 1e-5);
        agree(x, t -> t.at(range(0, rows), range(1, length, 2)), 0);
    }
}
