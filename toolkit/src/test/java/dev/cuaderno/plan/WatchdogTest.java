package dev.cuaderno.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.kernels.Workers;

import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

class WatchdogTest {

    private static final long MOST = 1_000_000;

    /// Passes of a loop on three threads that takes so many numbers for each piece.
    private static int cures(int passes, int numbers) {
        var workers = new Workers(3);
        var kept = new AtomicReferenceArray<float[]>(3);
        var cures = new AtomicInteger();
        var watchdog = new Watchdog(workers::allocatedBytes, cures::incrementAndGet, MOST);
        for (var pass = 0; pass < passes; pass++) {
            var before = watchdog.before();
            workers.run(3, (piece, _) -> kept.set(piece, new float[numbers]));
            watchdog.after(before);
        }
        assertTrue(kept.get(2).length == numbers);
        return cures.get();
    }

    @Test
    void aLoopThatTakesMemoryIsCuredOnce() {
        assertEquals(1, cures(Watchdog.GRACE + Watchdog.PATIENCE, 200_000));
        assertEquals(1, cures(3 * (Watchdog.GRACE + Watchdog.PATIENCE), 200_000));
    }

    @Test
    void whileCompilersWorkNothingIsSaid() {
        assertEquals(0, cures(Watchdog.GRACE + Watchdog.PATIENCE - 1, 200_000));
    }

    @Test
    void smallChangeIsNoMatter() {
        assertEquals(0, cures(2 * (Watchdog.GRACE + Watchdog.PATIENCE), 1_000));
    }
}
