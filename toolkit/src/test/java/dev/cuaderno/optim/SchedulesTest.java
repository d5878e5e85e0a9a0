package dev.cuaderno.optim;

import static dev.cuaderno.Cuaderno.cosineAnnealing;
import static dev.cuaderno.Cuaderno.exponentialDecay;
import static dev.cuaderno.Cuaderno.multiStepDecay;
import static dev.cuaderno.Cuaderno.oneCycle;
import static dev.cuaderno.Cuaderno.reduceOnPlateau;
import static dev.cuaderno.Cuaderno.stepDecay;
import static dev.cuaderno.Cuaderno.warmUp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/// Every schedule against PyTorch's rates, and what follows from counting epochs or steps.
class SchedulesTest {

    private static final TorchReference TORCH = TorchReference.load();

    private static final double CLOSE = 1e-12;

    private static final Map<String, Schedule> SCHEDULES =
            Map.ofEntries(
                    Map.entry("step", stepDecay(3, 0.1)),
                    Map.entry("multi-step", multiStepDecay(0.5, 2, 5)),
                    Map.entry("exponential", exponentialDecay(0.9)),
                    Map.entry("cosine", cosineAnnealing(8).lowest(0.01)),
                    Map.entry("one-cycle", oneCycle(0.8)),
                    Map.entry("one-cycle shaped", oneCycle(0.8).rising(0.25).dividers(10, 100)),
                    Map.entry("warm-up", warmUp(5)),
                    Map.entry(
                            "warm-up then cosine",
                            warmUp(4).from(0.1).then(cosineAnnealing(6).lowest(0.01))),
                    Map.entry("plateau", reduceOnPlateau().patience(2).factor(0.5)),
                    Map.entry(
                            "plateau cooldown",
                            reduceOnPlateau()
                                    .patience(1)
                                    .cooldown(2)
                                    .lowest(0.003)
                                    .minDelta(0.01)));

    @TestFactory
    Stream<DynamicTest> ratesAreThoseOfTheReference() {
        assertEquals(SCHEDULES.keySet(), TORCH.at("schedules").getAsJsonObject().keySet());
        return SCHEDULES.entrySet().stream()
                .map(entry -> dynamicTest(entry.getKey(), () -> rates(entry.getKey())));
    }

    /// One step an epoch; the one-cycle schedules were asked for 20 steps.
    private static void rates(String name) {
        var losses = Arrays.stream(TORCH.row("losses")).boxed().toList();
        var expected = TORCH.row("schedules", name);
        for (var step = 0; step < expected.length; step++) {
            var ended = losses.subList(0, Math.min(step, losses.size()));
            var clock = new Schedule.Clock(step, 20, 1, false, ended);
            var rate = SCHEDULES.get(name).rate(TORCH.number("base"), clock);
            assertEquals(expected[step], rate, CLOSE, name + " step " + step);
        }
    }

    @Test
    void epochsAreCountedUnlessStepsAre() {
        assertArrayEquals(
                new double[] {1, 1, 1, 0.1, 0.1, 0.1}, stepDecay(1, 0.1).preview(1, 2, 3), CLOSE);
        assertArrayEquals(
                new double[] {1, 1, 0.5, 0.5, 0.25, 0.25},
                stepDecay(2, 0.5).perStep().preview(1, 2, 3),
                CLOSE);
    }

    @Test
    void aWarmUpCountsLikeWhatIsAroundIt() {
        assertArrayEquals(
                new double[] {0.5, 0.75, 1, 0.5, 0.25},
                warmUp(2).from(0.5).then(exponentialDecay(0.5)).perStep().preview(1, 1, 5),
                CLOSE);
        assertArrayEquals(
                new double[] {0.5, 0.5, 1, 1, 0.1, 0.1},
                warmUp(1).from(0.5).then(stepDecay(1, 0.1)).preview(1, 3, 2),
                CLOSE);
    }

    @Test
    void ownSchedulesAreFunctions() {
        Schedule own = (base, clock) -> base / (1 + clock.epoch());
        assertArrayEquals(new double[] {6, 6, 3, 3, 2, 2}, own.preview(6, 3, 2), CLOSE);
    }

    @Test
    void whatCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> stepDecay(0, 0.1));
        assertThrows(IllegalArgumentException.class, () -> reduceOnPlateau().factor(1));
        assertThrows(IllegalArgumentException.class, () -> warmUp(3).from(2));
    }
}
