package dev.cuaderno.optim;

import static dev.cuaderno.Cuaderno.adagrad;
import static dev.cuaderno.Cuaderno.adam;
import static dev.cuaderno.Cuaderno.adamW;
import static dev.cuaderno.Cuaderno.bceWithLogits;
import static dev.cuaderno.Cuaderno.generator;
import static dev.cuaderno.Cuaderno.ones;
import static dev.cuaderno.Cuaderno.rmsProp;
import static dev.cuaderno.Cuaderno.sgd;
import static dev.cuaderno.Cuaderno.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Steps worked out by hand from the formulas, in float64; training that learns; resuming.
class OptimizersTest {

    private static final double LR = 0.1;

    /// The parameter after steps with these gradients, from 2 on.
    private static double after(Optimizer rule, double... gradients) {
        var w = tensor(2f).float64().requiresGrad();
        var descent = rule.over(w);
        for (var gradient : gradients) {
            descent.zeroGrad();
            w.backward(tensor(gradient).float64());
            descent.step();
        }
        return w.getDouble(0);
    }

    private static void close(double expected, double got) {
        assertEquals(expected, got, 1e-12);
    }

    @Test
    void plainDescent() {
        close(2 - 0.1 * 4, after(sgd(LR), 4));
        close(2 - 0.1 * (4 + 0.5 * 2), after(sgd(LR).weightDecay(0.5), 4));
    }

    @Test
    void itSaysWhatItWorksOnAndHowFarItHasCome() {
        var w = ones(3, 4).requiresGrad();
        var descent = sgd(LR).over(w, ones(2).requiresGrad());
        assertEquals(
                sgd(LR) + " over 2 parameters of 14 numbers, after 0 steps", descent.toString());
        w.sum().backward();
        descent.step();
        assertTrue(descent.toString().endsWith("after 1 steps"), descent.toString());
    }

    @Test
    void momentum() {
        // v: 4, then 0.9·4 + 1 = 4.6
        close(2 - 0.1 * 4 - 0.1 * 4.6, after(sgd(LR).momentum(0.9), 4, 1));
        // steps: 4 + 0.9·4 = 7.6, then 1 + 0.9·4.6 = 5.14
        close(2 - 0.1 * 7.6 - 0.1 * 5.14, after(sgd(LR).momentum(0.9).nesterov(), 4, 1));
        assertThrows(IllegalArgumentException.class, () -> sgd(LR).nesterov());
    }

    @Test
    void adamByHand() {
        // First step: both moments, corrected, are g and g²: the step is η·g/|g|.
        close(2 - 0.1 * 4 / (4 + 1e-8), after(adam(LR), 4));
        var m = (0.9 * 0.1 * 4 + 0.1 * 1) / (1 - 0.81);
        var v = (0.999 * 0.001 * 16 + 0.001 * 1) / (1 - 0.999 * 0.999);
        var second = 0.1 * m / (Math.sqrt(v) + 1e-8);
        close(2 - 0.1 * 4 / (4 + 1e-8) - second, after(adam(LR), 4, 1));
        // Decay through the gradient: g = 4 + 0.5·2.
        close(2 - 0.1 * 5 / (5 + 1e-8), after(adam(LR).weightDecay(0.5), 4));
        // Decay apart from it.
        close(2 * (1 - 0.1 * 0.5) - 0.1 * 4 / (4 + 1e-8), after(adamW(LR).weightDecay(0.5), 4));
        close(2 * (1 - 0.1 * 0.01) - 0.1 * 4 / (4 + 1e-8), after(adamW(LR), 4));
    }

    @Test
    void scaledSteps() {
        var v1 = 0.01 * 16;
        var v2 = 0.99 * v1 + 0.01 * 1;
        close(
                2 - 0.1 * 4 / (Math.sqrt(v1) + 1e-8) - 0.1 * 1 / (Math.sqrt(v2) + 1e-8),
                after(rmsProp(LR), 4, 1));
        close(2 - 0.1 * 4 / (4 + 1e-10) - 0.1 * 3 / (5 + 1e-10), after(adagrad(LR), 4, 3));
    }

    private static Map<String, Optimizer> all() {
        return Map.of(
                "sgd", sgd(0.5),
                "momentum", sgd(0.5).momentum(0.9),
                "nesterov", sgd(0.5).momentum(0.9).nesterov(),
                "adam", adam(0.05),
                "adamW", adamW(0.05),
                "rmsProp", rmsProp(0.02),
                "adagrad", adagrad(0.3));
    }

    /// A network of two layers for XOR.
    private record Net(Tensor w1, Tensor b1, Tensor w2, Tensor b2) {
        static Net start() {
            return new Net(
                    generator(7).randn(2, 8).requiresGrad(),
                    generator(8).randn(8).requiresGrad(),
                    generator(9).randn(8, 1).requiresGrad(),
                    generator(10).randn(1).requiresGrad());
        }

        Tensor apply(Tensor x) {
            return x.matmul(w1).plus(b1).tanh().matmul(w2).plus(b2).flatten();
        }

        List<Tensor> parameters() {
            return List.of(w1, b1, w2, b2);
        }

        float train(Descent descent, int steps) {
            var x = tensor("0 0\n0 1\n1 0\n1 1");
            var t = tensor(0, 1, 1, 0);
            var loss = 0f;
            for (var i = 0; i < steps; i++) {
                descent.zeroGrad();
                var now = bceWithLogits(apply(x), t);
                now.backward();
                descent.step();
                loss = now.item();
            }
            return loss;
        }
    }

    @TestFactory
    Stream<DynamicTest> everyRuleLearnsXor() {
        return all().entrySet().stream()
                .map(
                        rule ->
                                dynamicTest(
                                        rule.getKey(),
                                        () -> {
                                            var net = Net.start();
                                            var descent = rule.getValue().over(net.parameters());
                                            assertTrue(net.train(descent, 1) > 0.2);
                                            assertTrue(net.train(descent, 600) < 0.05);
                                            assertEquals(601, descent.steps());
                                        }));
    }

    @TestFactory
    Stream<DynamicTest> everyRuleGoesOnAsIfNothingHadHappened() {
        return all().entrySet().stream()
                .map(
                        rule ->
                                dynamicTest(
                                        rule.getKey(),
                                        () -> {
                                            var net = Net.start();
                                            var descent = rule.getValue().over(net.parameters());
                                            net.train(descent, 10);
                                            descent.learningRate(descent.learningRate() / 2);
                                            var state = descent.state();
                                            var copy =
                                                    new Net(
                                                            net.w1.detach().requiresGrad(),
                                                            net.b1.detach().requiresGrad(),
                                                            net.w2.detach().requiresGrad(),
                                                            net.b2.detach().requiresGrad());
                                            var loss = net.train(descent, 10);
                                            var resumed = rule.getValue().over(copy.parameters());
                                            resumed.restore(state);
                                            assertEquals(loss, copy.train(resumed, 10));
                                            assertTrue(copy.w1.sameAs(net.w1));
                                        }));
    }

    @Test
    void whatCannotBe() {
        var w = ones(2).requiresGrad();
        assertThrows(IllegalStateException.class, () -> sgd(LR).over(ones(2)));
        var error = assertThrows(IllegalStateException.class, () -> sgd(LR).over(w).step());
        assertTrue(error.getMessage().contains("backward()"), error.getMessage());
        assertThrows(IllegalArgumentException.class, () -> sgd(-1));
        assertThrows(IllegalArgumentException.class, () -> adam(LR).betas(0.9, 1));
        var other = adam(LR).over(w).state();
        assertThrows(IllegalArgumentException.class, () -> sgd(LR).over(w).restore(other));
        var larger = adam(LR).over(ones(3).requiresGrad());
        assertThrows(IllegalArgumentException.class, () -> larger.restore(other));
    }

    @Test
    void aParameterWithoutGradientStays() {
        var used = ones(1).requiresGrad();
        var unused = ones(1).requiresGrad();
        var descent = sgd(LR).weightDecay(1).over(used, unused);
        used.sum().backward();
        descent.step();
        assertEquals(1, unused.item());
        assertFalse(used.item() == 1);
    }
}
