package dev.cuaderno.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

@Timeout(60)
class WorkersTest {

    @Test
    void everyPieceIsDoneOnce() {
        var workers = new Workers(4);
        for (var round = 0; round < 2_000; round++) {
            var done = new AtomicIntegerArray(23);
            workers.run(23, (piece, _) -> done.incrementAndGet(piece));
            for (var piece = 0; piece < 23; piece++) {
                assertEquals(1, done.get(piece));
            }
        }
    }

    @Test
    void aWorkerDoesOnePieceAtATime() {
        var workers = new Workers(3);
        var busy = new AtomicIntegerArray(3);
        workers.run(
                500,
                (_, worker) -> {
                    assertEquals(1, busy.incrementAndGet(worker));
                    Thread.onSpinWait();
                    busy.decrementAndGet(worker);
                });
    }

    @Test
    void whatAPieceThrowsReachesTheCaller() {
        var workers = new Workers(3);
        var thrown =
                assertThrows(
                        IllegalStateException.class,
                        () ->
                                workers.run(
                                        40,
                                        (piece, _) -> {
                                            if (piece == 17) {
                                                throw new IllegalStateException("piece 17");
                                            }
                                        }));
        assertEquals("piece 17", thrown.getMessage());
        var after = new AtomicInteger();
        workers.run(8, (_, _) -> after.incrementAndGet());
        assertEquals(8, after.get());
    }

    @Test
    void twoCallersDoNotWaitForEachOther() throws InterruptedException {
        var workers = new Workers(2);
        var sum = new AtomicInteger();
        var other = new Thread(() -> workers.run(300, (_, _) -> sum.incrementAndGet()));
        other.start();
        workers.run(300, (_, _) -> sum.incrementAndGet());
        other.join();
        assertEquals(600, sum.get());
    }

    @Test
    void noThreadsAreNoWorkers() {
        var refusal = assertThrows(IllegalArgumentException.class, () -> new Workers(0));
        assertTrue(refusal.getMessage().contains("at least one thread"));
    }

    /// Threads live on, and must not keep the memory of the last loop that long.
    @Test
    void noMemoryOfALoopIsKept() throws InterruptedException {
        var workers = new Workers(3);
        var memory = new WeakReference<>(runOver(workers, new float[1_000]));
        for (var turn = 0; turn < 500 && memory.get() != null; turn++) {
            System.gc();
            Thread.sleep(10);
        }
        assertNull(memory.get());
        workers.run(2, (_, _) -> {});
    }

    private static float[] runOver(Workers workers, float[] numbers) {
        workers.run(100, (piece, _) -> numbers[piece] = piece);
        return numbers;
    }
}
