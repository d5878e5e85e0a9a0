package dev.cuaderno.kernels;

import java.util.ArrayList;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/// The loops written so far, one for every form of tile: networks use few forms many times.
public final class TileLoops {

    private static final ConcurrentHashMap<Tile, TileLoop> WRITTEN = new ConcurrentHashMap<>();
    private static final ConcurrentHashMap<Object, Boolean> TRIED = new ConcurrentHashMap<>();
    private static final ConcurrentLinkedQueue<Runnable> OTHERS = new ConcurrentLinkedQueue<>();

    /// What stays of the registers for the block, besides some for the machine's own use.
    private static final int ROOM = Lanes.REGISTERS >= 32 ? 28 : 15;

    // The JIT compiler takes a method for its first stage after 200 calls, and from there for its
    // last after 600 with 15,000 rounds.
    private static final int FIRST_CALLS = 210;
    private static final int CALLS = 60;
    private static final int ROUNDS = 24;

    // What a compiled loop takes for a few rounds at most, and how long to wait for it.
    private static final long COMPILED_NANOS = 3_000;
    private static final long PATIENCE_NANOS = 3_000_000_000L;
    private static final long PAUSE_NANOS = 1_000_000;

    private TileLoops() {}

    /// The loop for a tile.
    public static TileLoop of(Tile tile) {
        return WRITTEN.computeIfAbsent(tile, TileWriter::write);
    }

    /// Has all loops written anew for whoever asks from now on.
    public static void renew() {
        WRITTEN.clear();
        TRIED.clear();
    }

    /// Has [#warm] run something else too, if it has not run it yet.
    ///
    /// @param name what it is
    /// @param few a few rounds of it
    static void also(Object name, Runnable few) {
        if (TRIED.putIfAbsent(name, true) == null) {
            OTHERS.add(few);
        }
    }

    /// Runs all loops that have not run yet on zeros, often enough for the JIT compiler to take
    /// notice. A loop that meets its first real work before it is compiled is a hundred times
    /// slower for that while, and has been seen to stay so.
    public static void warm() {
        var waiting = new ArrayList<Trial>();
        for (var tile : WRITTEN.keySet()) {
            if (TRIED.putIfAbsent(tile, true) == null) {
                waiting.add(Trial.of(tile));
            }
        }
        for (var other = OTHERS.poll(); other != null; other = OTHERS.poll()) {
            waiting.add(new Trial(other, other));
        }
        // Work on loops that wait for the compiler would be slow, and keep it from compiling them.
        var end = System.nanoTime() + PATIENCE_NANOS;
        waiting.forEach(Trial::begin);
        while (!waiting.isEmpty() && System.nanoTime() < end) {
            waiting.forEach(Trial::call);
            waiting.removeIf(Trial::isCompiled);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /// A loop with something to run it on.
    ///
    /// @param one a single round
    /// @param some a few rounds
    private record Trial(Runnable one, Runnable some) {

        static Trial of(Tile tile) {
            var loop = TileLoops.of(tile);
            var rounds = Math.min(ROUNDS, tile.inner().count());
            var times = Math.min(2, tile.outer().count());
            // Steps back are possible: begin behind all of them.
            var xAt = tile.xBefore();
            var wAt = tile.wBefore();
            var x = new float[xAt + tile.xReach(rounds)];
            var w = new float[wAt + tile.wReach(rounds)];
            var y = new float[tile.yReach()];
            return new Trial(
                    () -> loop.run(x, xAt, w, wAt, y, 0, 1, times),
                    () -> loop.run(x, xAt, w, wAt, y, 0, rounds, times));
        }

        /// As little as calls for the first stage: the interpreter takes long for every round.
        void begin() {
            for (var i = 0; i < FIRST_CALLS; i++) {
                one.run();
            }
        }

        void call() {
            for (var i = 0; i < CALLS; i++) {
                some.run();
            }
        }

        boolean isCompiled() {
            var least = Long.MAX_VALUE;
            for (var i = 0; i < 3; i++) {
                var before = System.nanoTime();
                some.run();
                least = Math.min(least, System.nanoTime() - before);
            }
            return least < COMPILED_NANOS;
        }
    }

    /// How many rows a block should have to cover `length` rows: as many as fit into the registers,
    /// without a small rest if that can be avoided.
    ///
    /// @param loaded the vectors of w in registers
    /// @param wide the vectors of one row of the block
    /// @param most more rows than this make methods that compile badly
    public static int rows(int length, int loaded, int wide, int most) {
        var fitting = fitting(loaded, wide, most);
        if (length <= fitting) {
            return length;
        }
        for (var rows = fitting; rows > fitting / 2; rows--) {
            if (length % rows == 0) {
                return rows;
            }
        }
        return Math.ceilDiv(length, Math.ceilDiv(length, fitting));
    }

    /// The same where a rest costs no more than other blocks: blocks of nearly the same height.
    public static int even(int length, int loaded, int wide, int most) {
        return Math.ceilDiv(length, Math.ceilDiv(length, fitting(loaded, wide, most)));
    }

    private static int fitting(int loaded, int wide, int most) {
        return Math.clamp((ROOM - loaded - 1) / wide, 1, most);
    }
}
