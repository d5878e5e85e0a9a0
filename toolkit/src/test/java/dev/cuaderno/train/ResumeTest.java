package dev.cuaderno.train;

import static dev.cuaderno.Cuaderno.accuracy;
import static dev.cuaderno.Cuaderno.adadelta;
import static dev.cuaderno.Cuaderno.adam;
import static dev.cuaderno.Cuaderno.batchNorm1d;
import static dev.cuaderno.Cuaderno.crossEntropy;
import static dev.cuaderno.Cuaderno.dropout;
import static dev.cuaderno.Cuaderno.fit;
import static dev.cuaderno.Cuaderno.linear;
import static dev.cuaderno.Cuaderno.patience;
import static dev.cuaderno.Cuaderno.reduceOnPlateau;
import static dev.cuaderno.Cuaderno.relu;
import static dev.cuaderno.Cuaderno.sequential;
import static dev.cuaderno.Cuaderno.sgd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.cuaderno.nn.Layer;
import dev.cuaderno.optim.Optimizer;
import dev.cuaderno.tensor.DType;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/// A training that is broken off and goes on from its checkpoint, in another network of the same
/// kind, goes the way it would have gone: history and weights are the same bit for bit.
class ResumeTest {

    private static final long SEED = -77_000_000_123L;

    @TempDir private Path folder;

    /// Dropout and running statistics make the way depend on more than the weights.
    private static Layer net() {
        return sequential(
                linear(2, 12), batchNorm1d(12), relu(), dropout(0.3), x -> x, linear(12, 2));
    }

    private static Fit sentence(Layer net, Optimizer rule) {
        return fit(net).train(Problems.moons(100, 1))
                .validate(Problems.moons(60, 2))
                .loss(crossEntropy().smoothing(0.05))
                .optimizer(rule)
                .schedule(reduceOnPlateau().patience(0).factor(0.5))
                .metric(accuracy())
                .batch(16)
                .seed(SEED)
                .silent();
    }

    @TestFactory
    Stream<DynamicTest> theTrajectoryIsTheSame() {
        return Map.of(
                        "sgd", sgd(0.1).momentum(0.9).nesterov(),
                        "adam", adam(0.05),
                        "adadelta", adadelta(1))
                .entrySet()
                .stream()
                .flatMap(
                        rule ->
                                Stream.of(DType.values())
                                        .map(
                                                dtype ->
                                                        dynamicTest(
                                                                rule.getKey() + " " + dtype,
                                                                () ->
                                                                        resume(
                                                                                rule.getValue(),
                                                                                dtype))));
    }

    private void resume(Optimizer rule, DType dtype) {
        var whole = sentence(net().init(3).to(dtype), rule).epochs(6).run();
        var file = folder.resolve("half.safetensors");
        sentence(net().init(3).to(dtype), rule)
                .epochs(6)
                .checkpoint(file)
                .onStep(ResumeTest::leave)
                .run();
        var rest = sentence(net().init(99).to(dtype), rule).epochs(6).resume(file).run();
        assertEquals(whole.history(), rest.history());
        var weights = rest.net().stateDict();
        whole.net().stateDict().forEach((name, w) -> assertTrue(w.sameAs(weights.get(name)), name));
    }

    /// In the middle of the fourth epoch; the checkpoint is of the end of the third.
    private static void leave(Training training) {
        if (training.epoch() == 4 && training.step() == 2) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void theBestWeightsAreKeptToo() {
        var rule = adam(0.3);
        var stop = patience(3);
        var whole = sentence(net().init(3), rule).epochs(40).earlyStopping(stop).run();
        assertTrue(whole.ending().startsWith("stopped after epoch"), whole.ending());
        var file = folder.resolve("best.safetensors");
        // Broken off after the best epoch, before patience ends.
        var until = whole.best().number() + 1;
        sentence(net().init(3), rule).epochs(until).earlyStopping(stop).checkpoint(file).run();
        var rest = sentence(net().init(99), rule).epochs(40).earlyStopping(stop).resume(file).run();
        assertEquals(whole.history(), rest.history());
        assertEquals(whole.ending(), rest.ending());
        var weights = rest.net().stateDict();
        whole.net().stateDict().forEach((name, w) -> assertTrue(w.sameAs(weights.get(name)), name));
        // A run that has stopped stays where it is.
        sentence(net().init(3), rule).epochs(40).earlyStopping(stop).checkpoint(file).run();
        var over = sentence(net().init(99), rule).epochs(40).earlyStopping(stop).resume(file).run();
        assertEquals(whole.history(), over.history());
        assertEquals(whole.ending(), over.ending());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        var file = folder.resolve("one.safetensors");
        sentence(net().init(3), adam(0.1)).checkpoint(file).run();
        var seed =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> sentence(net(), adam(0.1)).seed(4).resume(file).run());
        assertTrue(seed.getMessage().contains("seed(" + SEED + ")"), seed.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> sentence(Problems.net(3), adam(0.1)).resume(file).run());
        assertThrows(
                IllegalArgumentException.class, () -> sentence(net(), sgd(0.1)).resume(file).run());
        assertThrows(
                java.io.UncheckedIOException.class,
                () -> sentence(net(), sgd(0.1)).resume(folder.resolve("none")).run());
    }
}
