package dev.cuaderno.plan;

import static dev.cuaderno.Cuaderno.conv2d;
import static dev.cuaderno.Cuaderno.flatten;
import static dev.cuaderno.Cuaderno.linear;
import static dev.cuaderno.Cuaderno.ones;
import static dev.cuaderno.Cuaderno.relu;
import static dev.cuaderno.Cuaderno.sequential;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.cuaderno.grad.Leaf;
import dev.cuaderno.kernels.Kernels;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.Mode;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Gradients of plans use the memory of those before them, unless somebody keeps these.
class GradientMemoryTest {

    private final Layer net =
            sequential(conv2d(1, 4, 3), relu(), flatten(), linear(4 * 6 * 6, 3)).init(1);
    private final Layer planned = Planned.of(net);
    private final Tensor first = new Generator(1).randn(5, 1, 8, 8);
    private final Tensor second = new Generator(2).randn(5, 1, 8, 8);

    @BeforeEach
    void plansNeedVectors() {
        Assumptions.assumeTrue(Kernels.hasVectors(), "no vectors on this JVM");
    }

    private Tensor learn(Tensor x) {
        return Mode.TRAINING.call(() -> planned.forward(x));
    }

    private Tensor weight(String name) {
        return net.parameters().get(name).value();
    }

    private static float[] memory(Tensor weight) {
        return ((Storage.Floats) Leaf.of(weight).glance().orElseThrow().storage()).array();
    }

    private void forget() {
        net.parameters().values().forEach(one -> one.value().zeroGrad());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.weight", "3.weight"})
    void whatNobodyKeepsIsUsedAgain(String name) {
        var weight = weight(name);
        learn(first).sum().backward();
        var before = memory(weight);
        forget();
        learn(second).sum().backward();
        assertSame(before, memory(weight));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.weight", "3.weight"})
    void whatSomebodyKeepsStaysAsItIs(String name) {
        var weight = weight(name);
        learn(first).sum().backward();
        var kept = weight.grad();
        var numbers = kept.toArray();
        forget();
        learn(second).sum().backward();
        assertArrayEquals(numbers, kept.toArray());
        assertNotSame(((Storage.Floats) kept.storage()).array(), memory(weight));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.weight", "3.weight"})
    void gradientsThatAreNotForgottenAddUp(String name) {
        var weight = weight(name);
        learn(first).sum().backward();
        var once = weight.grad().toArray();
        learn(first).sum().backward();
        var twice = weight.grad().toArray();
        for (var i = 0; i < once.length; i++) {
            assertEquals(2 * once[i], twice[i], 1e-5 * Math.abs(twice[i]) + 1e-6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.weight", "3.weight"})
    void aPassThatIsGoneBackTwiceAnswersTheSame(String name) {
        var weight = weight(name);
        var seed = ones(5, 3);
        var y = learn(first);
        y.backward(seed);
        var expected = weight.grad().toArray();
        forget();
        y.backward(seed);
        forget();
        learn(second).sum().backward();
        forget();
        y.backward(seed);
        assertArrayEquals(expected, weight.grad().toArray(), 1e-6f);
    }
}
