package dev.cuaderno.plan;

import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.function.LongSupplier;

/// Notices loops that take memory. The JIT compiler should keep vectors in registers; where it does
/// not, each is an object, and a step takes a hundred times as long, sometimes for ever. New loops
/// have been seen to fare better. That happens early or never, so the watch is kept for the first
/// passes only.
final class Watchdog {

    /// Passes in which compilers are at work.
    static final int GRACE = 60;

    /// Greedy passes, one after the other, that are no accident.
    static final int PATIENCE = 20;

    /// Passes after which nothing is to be expected any more.
    static final int WATCH = 2_000;

    private static final System.Logger LOG = System.getLogger(Watchdog.class.getName());

    private final LongSupplier allocated;
    private final Runnable cure;
    private final long most;
    private int passes;
    private int greedy;
    private int cures;

    /// @param allocated how many bytes the threads that work have taken since they began
    /// @param cure has all loops written anew
    /// @param most bytes that a pass may rightly take
    Watchdog(LongSupplier allocated, Runnable cure, long most) {
        this.allocated = allocated;
        this.cure = cure;
        this.most = most;
    }

    /// Before a pass.
    ///
    /// @return what [#after] is to be given
    long before() {
        // Not in the first passes: to ask costs a start a good deal, the first time.
        return passes < GRACE || passes > WATCH ? 0 : allocated.getAsLong();
    }

    /// After a pass.
    void after(long before) {
        if (++passes > WATCH || passes <= GRACE) {
            return;
        }
        var bytes = allocated.getAsLong() - before;
        greedy = bytes > most ? greedy + 1 : 0;
        if (greedy < PATIENCE) {
            return;
        }
        greedy = 0;
        passes = cures == 0 ? 0 : WATCH;
        LOG.log(
                Level.WARNING,
                String.format(
                        Locale.ROOT,
                        "a loop takes memory, %d MB in each pass: %s",
                        bytes / 1_000_000,
                        cures++ == 0
                                ? "all loops are written and compiled anew"
                                : "writing the loops anew did not help; restarting the JVM may"));
        if (cures == 1) {
            cure.run();
        }
    }
}
