package dev.cuaderno.kernels;

import static dev.cuaderno.Cuaderno.conv2d;
import static dev.cuaderno.Cuaderno.flatten;
import static dev.cuaderno.Cuaderno.linear;
import static dev.cuaderno.Cuaderno.relu;
import static dev.cuaderno.Cuaderno.sequential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cuaderno.nn.Layer;
import dev.cuaderno.plan.Planned;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/// Loops are written before a network is trained. Its channels are numbers that no other test has,
/// so that the loops are its own.
class PrepareTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @BeforeEach
    void thereAreLoops() {
        assumeTrue(Kernels.hasVectors());
    }

    @Test
    void prepareWritesAllThatTrainingAndUseNeed() throws InterruptedException {
        var net =
                sequential(conv2d(9, 37, 3), relu(), conv2d(37, 21, 3), flatten(), linear(27))
                        .init(1);
        var before = TileLoops.count();
        net.prepare(6, 9, 11, 11);
        assertEquals(21 * 7 * 7, net.parameters().get("4.weight").shape().size(1));
        awaitEnd();
        var prepared = TileLoops.count();
        assertTrue(prepared > before, "no loops were written");
        Planned.memory(net, Shape.of(6, 9, 11, 11), true);
        Planned.memory(net, Shape.of(6, 9, 11, 11), false);
        assertEquals(prepared, TileLoops.count());
    }

    @Test
    void summaryPreparesWhatIsTrainedNextAndRunsNoCodeOfTheUsers() throws InterruptedException {
        var calls = new AtomicInteger();
        Layer counting =
                x -> {
                    calls.incrementAndGet();
                    return x;
                };
        var withFunction =
                sequential(
                        conv2d(9, 38, 3),
                        counting,
                        conv2d(38, 38, 3),
                        flatten(),
                        linear(38 * 144, 3));
        withFunction.summary(9, 16, 16);
        var called = calls.get();
        var before = TileLoops.count();
        sequential(conv2d(9, 39, 3), conv2d(39, 39, 3), flatten(), linear(39 * 144, 3))
                .summary(9, 16, 16);
        awaitEnd();
        assertTrue(TileLoops.count() > before, "no loops were written");
        assertEquals(called, calls.get());
    }

    @Test
    void prepareTellsWrongShapesAtOnce() {
        var net = sequential(conv2d(9, 4, 3), flatten(), linear(5));
        assertThrows(ShapeException.class, () -> net.prepare(8, 7, 11, 11));
        var refusal = assertThrows(IllegalArgumentException.class, () -> net.prepare(0, 9, 11, 11));
        assertTrue(refusal.getMessage().contains("at least one sample, not 0"));
    }

    /// Until the thread that prepares has nothing to do any more, and is gone.
    private static void awaitEnd() throws InterruptedException {
        var end = Instant.now().plus(PATIENCE);
        while (isPreparing()) {
            assertTrue(Instant.now().isBefore(end), "still preparing");
            Thread.sleep(20);
        }
    }

    private static boolean isPreparing() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("cuaderno-ahead"));
    }
}
