package dev.cuaderno.grad;

import static dev.cuaderno.Cuaderno.generator;
import static dev.cuaderno.Cuaderno.grad;
import static dev.cuaderno.Cuaderno.gradCheck;
import static dev.cuaderno.Cuaderno.gradGraph;
import static dev.cuaderno.Cuaderno.noGrad;
import static dev.cuaderno.Cuaderno.ones;
import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.Cuaderno.training;
import static dev.cuaderno.Cuaderno.zeros;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// What is recorded, how gradients are collected, and what is refused.
class TapeTest {

    @Test
    void gradientsAddUpUntilForgotten() {
        var w = tensor(1, 2, 3).requiresGrad();
        assertFalse(w.hasGrad());
        w.square().sum().backward();
        assertTrue(w.grad().sameAs(tensor(2, 4, 6)));
        w.sum().backward();
        assertTrue(w.grad().sameAs(tensor(3, 5, 7)));
        w.zeroGrad();
        assertFalse(w.hasGrad());
    }

    @Test
    void aTensorUsedTwiceGetsBothGradients() {
        var x = tensor(3f).requiresGrad();
        var y = x.times(x);
        var z = y.plus(y.times(x)).sum();
        // x² + x³
        assertEquals(6 + 27, grad(z, x).item());
        assertEquals(1 + 3, grad(z, y).item());
    }

    @Test
    void longTapesNeedNoStack() {
        var x = tensor(1f).requiresGrad();
        var y = x;
        for (var i = 0; i < 20_000; i++) {
            y = y.plus(x);
        }
        assertEquals(20_001, grad(y.sum(), x).item());
    }

    @Test
    void derivativesOfDerivatives() {
        var x = tensor(2f).float64().requiresGrad();
        var first = gradGraph(x.pow(4).sum(), x);
        var second = gradGraph(first.sum(), x);
        var third = grad(second.sum(), x);
        assertEquals(32, first.itemDouble(), 1e-12);
        assertEquals(48, second.itemDouble(), 1e-12);
        assertEquals(48, third.itemDouble(), 1e-12);
        assertFalse(third.isTracked());
        assertFalse(x.hasGrad());
    }

    @Test
    void plainValuesLeaveNoSteps() {
        var y = ones(2).times(2).exp().sum();
        assertSame(Plain.VALUE, y.origin());
        var w = ones(2).requiresGrad();
        assertFalse(noGrad(() -> w.times(2)).isTracked());
        assertFalse(w.detach().times(2).isTracked());
        assertFalse(w.gt(0).isTracked());
        assertFalse(w.argmax().isTracked());
        assertTrue(w.times(2).isTracked());
        assertEquals(1, w.times(2).mean(0).flatten().origin() instanceof Step ? 1 : 0);
    }

    @Test
    void insideAnOperationNothingIsRecorded() {
        var w = ones(2, 3).requiresGrad();
        if (w.transpose().softmax().origin() instanceof Step step) {
            assertEquals("softmax", step.op().name());
            assertEquals(2, step.distance());
        } else {
            throw new AssertionError("not tracked");
        }
    }

    @Test
    void scopesEndAlsoAfterErrors() {
        var w = ones(2).requiresGrad();
        assertThrows(
                IllegalStateException.class,
                () ->
                        noGrad(
                                () -> {
                                    throw new IllegalStateException();
                                }));
        assertTrue(w.times(2).isTracked());
        assertFalse(Scopes.inTraining());
        assertTrue(training(Scopes::inTraining));
        assertFalse(training(() -> Scopes.evaluating(Scopes::inTraining)));
        assertFalse(training(() -> noGrad(Scopes::recording)));
        assertTrue(Scopes.recording());
    }

    @Test
    void parametersHaveMemoryOfTheirOwn() {
        var start = tensor(1, 2);
        var w = start.requiresGrad();
        var before = w.detach();
        w.update(tensor(5, 6));
        assertTrue(w.sameAs(tensor(5, 6)));
        assertTrue(start.sameAs(tensor(1, 2)));
        assertTrue(before.sameAs(tensor(1, 2)));
        assertSame(w, w.requiresGrad());
        assertThrows(ShapeException.class, () -> w.update(tensor(1, 2, 3)));
        assertThrows(IllegalStateException.class, () -> start.update(tensor(1, 2)));
        assertThrows(IllegalStateException.class, () -> w.times(2).requiresGrad());
    }

    @Test
    void anUpdateMakesOldTapesUseless() {
        var w = tensor(1, 2).requiresGrad();
        var loss = w.square().sum();
        w.update(tensor(3, 4));
        var error = assertThrows(IllegalStateException.class, loss::backward);
        assertTrue(error.getMessage().contains("square"), error.getMessage());
        assertTrue(error.getMessage().contains("compute the loss anew"), error.getMessage());
    }

    @Test
    void errorsSayWhatToDo() {
        var w = tensor(1, 2).requiresGrad();
        assertTrue(
                assertThrows(IllegalStateException.class, () -> ones(2).sum().backward())
                        .getMessage()
                        .contains("requiresGrad()"));
        assertTrue(
                assertThrows(ShapeException.class, () -> w.times(2).backward())
                        .getMessage()
                        .contains("sum()"));
        assertTrue(
                assertThrows(IllegalStateException.class, w::grad)
                        .getMessage()
                        .contains("backward()"));
        assertTrue(
                assertThrows(
                                UnsupportedOperationException.class,
                                () -> w.map(x -> x * x).sum().backward())
                        .getMessage()
                        .startsWith("map: a function given as a lambda cannot be differentiated"));
        assertThrows(ShapeException.class, () -> w.times(2).backward(ones(3)));
        assertThrows(IllegalStateException.class, () -> grad(w.sum(), ones(2)));
    }

    @Test
    void whatTheLossDoesNotDependOnGetsZeros() {
        var a = ones(2).requiresGrad();
        var b = ones(3).requiresGrad();
        var gradients = grad(a.sum(), List.of(a, b));
        assertTrue(gradients.get(0).sameAs(ones(2)));
        assertTrue(gradients.get(1).sameAs(zeros(3)));
    }

    @Test
    void manyThreadsDifferentiateAtOnce() throws Exception {
        var w = generator(1).randn(8, 8).requiresGrad();
        try (var threads = Executors.newFixedThreadPool(4)) {
            var results =
                    IntStream.range(0, 16)
                            .mapToObj(
                                    seed ->
                                            threads.submit(
                                                    () -> List.of(slope(w, seed), slope(w, seed))))
                            .toList();
            for (var seed = 0; seed < results.size(); seed++) {
                var expected = slope(w, seed);
                for (var got : results.get(seed).get()) {
                    assertTrue(got.sameAs(expected));
                }
            }
        }
    }

    private static Tensor slope(Tensor w, int seed) {
        var y = generator(seed).randn(4, 8).matmul(w).tanh();
        return grad(y.square().mean(), w);
    }

    @Test
    void theCheckFindsWrongGradients() {
        assertTrue(gradCheck(Tensor::exp, tensor(1, 2)) < 1e-8);
        // Half of the function is hidden from the tape.
        var error =
                assertThrows(
                        GradientException.class,
                        () -> gradCheck(x -> x.times(x.detach()), tensor(1, 2)));
        assertTrue(
                error.getMessage().matches("gradCheck: input 0, element \\[0\\] of \\[2\\].*"),
                error.getMessage());
    }

    /// A function of every element by itself, whose steps need inputs, results, or neither.
    private static Tensor composed(Tensor x) {
        var y = x.relu().plus(x.exp()).minus(x.sigmoid().relu());
        y = y.div(x.square().plus(2)).flatten().reshape(x.shape().sizes());
        return y.plus(y.relu()).transpose().minus(0.1).relu().transpose().tanh();
    }

    @Test
    void gradientsOfLargeTensorsAreThoseOfTheirParts() {
        var numbers = new Generator(1).randn(16, 1024);
        var all = numbers.requiresGrad();
        var y = composed(all.plus(0));
        y.sum().backward();
        for (var i = 0; i < 16; i++) {
            var part = numbers.at(i).unsqueeze(0).requiresGrad();
            composed(part.plus(0)).sum().backward();
            assertTrue(all.grad().at(i).unsqueeze(0).sameAs(part.grad()));
        }
    }

    @Test
    void numbersThatNoStepNeedsAreNotKept() {
        var large = new Generator(1).randn(8, 1024).requiresGrad().times(2);
        var small = new Generator(1).randn(8).requiresGrad().times(2);
        for (var x : List.of(large, small)) {
            var isKept = x == small;
            if (x.plus(1).origin() instanceof Step sum
                    && x.square().origin() instanceof Step power) {
                assertEquals(isKept, !Double.isNaN(sum.inputs().getFirst().get(new int[x.rank()])));
                assertEquals(x.shape(), sum.inputs().getFirst().shape());
                assertSame(x.origin(), sum.inputs().getFirst().origin());
                assertSame(x.storage(), power.inputs().getFirst().storage());
            } else {
                fail("results of tracked tensors are steps");
            }
        }
    }
}
