package dev.cuaderno.optim;

import static dev.cuaderno.Cuaderno.adam;
import static dev.cuaderno.Cuaderno.sgd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Generator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Steps over arrays of floats, which threads share, against the same rules on doubles.
class FloatStepsTest {

    private static final int STEPS = 4;

    private static void compare(Optimizer rule, int size) {
        var start = new Generator(1).randn(size);
        var single = start.detach().requiresGrad();
        var twice = start.to(DType.FLOAT64).detach().requiresGrad();
        var shared = rule.over(single);
        var plain = rule.over(twice);
        for (var step = 0; step < STEPS; step++) {
            var slope = new Generator(2 + step).randn(size);
            shared.zeroGrad();
            plain.zeroGrad();
            single.backward(slope);
            twice.backward(slope.to(DType.FLOAT64));
            shared.step();
            plain.step();
        }
        assertArrayEquals(twice.toDoubleArray(), single.toDoubleArray(), 1e-5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1023, 1025, 50_001})
    void everyElementIsTreatedAsByTheRule(int size) {
        compare(sgd(0.1).weightDecay(0.05), size);
        compare(sgd(0.1).momentum(0.9).weightDecay(0.05), size);
        compare(sgd(0.1).momentum(0.9).nesterov(), size);
        compare(adam(0.01).weightDecay(0.05), size);
    }

    @Test
    void largeAndSmallParametersGoTogether() {
        var large = new Generator(1).randn(40_000).detach().requiresGrad();
        var small = new Generator(2).randn(3).detach().requiresGrad();
        var before = new float[][] {large.toArray(), small.toArray()};
        large.backward(new Generator(3).randn(40_000));
        small.backward(new Generator(4).randn(3));
        var slopes = new float[][] {large.grad().toArray(), small.grad().toArray()};
        sgd(0.5).over(small, large).step();
        assertArrayEquals(moved(before[0], slopes[0]), large.toArray());
        assertArrayEquals(moved(before[1], slopes[1]), small.toArray());
    }

    private static float[] moved(float[] w, float[] g) {
        var moved = new float[w.length];
        for (var i = 0; i < w.length; i++) {
            moved[i] = (float) (w[i] - 0.5 * g[i]);
        }
        return moved;
    }
}
