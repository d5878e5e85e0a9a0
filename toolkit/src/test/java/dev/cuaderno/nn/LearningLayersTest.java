package dev.cuaderno.nn;

import static dev.cuaderno.Cuaderno.adam;
import static dev.cuaderno.Cuaderno.batchNorm2d;
import static dev.cuaderno.Cuaderno.conv2d;
import static dev.cuaderno.Cuaderno.flatten;
import static dev.cuaderno.Cuaderno.generator;
import static dev.cuaderno.Cuaderno.linear;
import static dev.cuaderno.Cuaderno.maxPool2d;
import static dev.cuaderno.Cuaderno.relu;
import static dev.cuaderno.Cuaderno.residual;
import static dev.cuaderno.Cuaderno.sequential;
import static dev.cuaderno.Cuaderno.tanh;
import static dev.cuaderno.Cuaderno.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LearningLayersTest {

    @Test
    void aNetOfLayersLearnsExclusiveOr() {
        var net = sequential(linear(2, 8), tanh(), linear(8, 2)).init(1);
        var x = tensor(new int[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
        var weights = net.parameters().values().stream().map(Parameter::value).toList();
        var optimizer = adam(0.05).over(weights);
        for (var step = 0; step < 200; step++) {
            weights.forEach(weight -> weight.zeroGrad());
            Mode.TRAINING.call(() -> net.forward(x)).crossEntropy(0, 1, 1, 0).backward();
            optimizer.step();
        }
        assertArrayEquals(new float[] {0, 1, 1, 0}, net.forward(x).argmax(1).toArray());
    }

    @Test
    void gradientsReachEveryParameter() {
        var net =
                sequential(
                        residual(conv2d(2, 2, 3).padding(1), batchNorm2d(2), relu()),
                        maxPool2d(2),
                        flatten(),
                        linear(3));
        var x = generator(1).randn(4, 2, 6, 6);
        Mode.TRAINING.call(() -> net.forward(x)).crossEntropy(0, 1, 2, 1).backward();
        net.parameters().forEach((name, one) -> assertTrue(one.value().hasGrad(), name));
    }

    @Test
    void whoeverHoldsAValueSeesItChange() {
        var layer = linear(2, 2);
        var held = layer.weight().value();
        var saved = layer.stateDict();
        layer.init(5);
        assertSame(held, layer.weight().value());
        assertTrue(!held.sameAs(saved.get("weight")), "drawn anew, and what was saved is a copy");
        layer.load(saved);
        assertTrue(held.sameAs(saved.get("weight")));
    }
}
