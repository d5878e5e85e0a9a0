package dev.cuaderno.kernels;

import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// The loops written so far, one for every form of tile: networks use few forms many times.
public final class TileLoops {

    private static final ConcurrentHashMap<Tile, TileLoop> WRITTEN = new ConcurrentHashMap<>();
    private static final ConcurrentHashMap<Object, Boolean> TRIED = new ConcurrentHashMap<>();
    private static final ConcurrentLinkedQueue<Trial> OTHERS = new ConcurrentLinkedQueue<>();
    private static final Lock WARMING = new ReentrantLock();

    /// What stays of the registers for the block, besides some for the machine's own use.
    private static final int ROOM = Lanes.REGISTERS >= 32 ? 28 : 15;

    // The JIT compiler takes a method for its first stage after 200 calls, and from there for its
    // last after 600 with 15,000 rounds, or some times as many if others wait. Idle rounds count
    // and cost nothing. But every call must do some work: a loop that is mostly called for nothing
    // is compiled as one that hardly ever runs, and stays slower for it.
    private static final int FIRST_CALLS = 210;
    private static final int CALLS = 150;
    private static final int ROUNDS = 2;
    private static final int IDLE = 40;

    /// Calls of what cannot idle.
    private static final int FULL_CALLS = 200;

    /// Loops that wait for the compiler together.
    private static final int TOGETHER = 4;

    /// Turns after which others are let in front.
    private static final int TURNS = 60;

    // What a compiled loop takes at most, for a call and for each operation on vectors: it is a
    // tenth of what others take. And how long to wait for it.
    private static final long CALL_NANOS = 300;
    private static final long OPERATION_NANOS = 4;
    private static final long PATIENCE_NANOS = 3_000_000_000L;
    private static final long PAUSE_NANOS = 5_000_000;

    private TileLoops() {}

    /// The loop for a tile.
    public static TileLoop of(Tile tile) {
        return WRITTEN.computeIfAbsent(tile, TileWriter::write);
    }

    /// How many loops are written.
    static int count() {
        return WRITTEN.size();
    }

    /// Has all loops written anew for whoever asks from now on.
    public static void renew() {
        WRITTEN.clear();
        TRIED.clear();
    }

    /// Has [#warm] run something else too, if it has not run it yet.
    ///
    /// @param name what it is
    /// @param operations on vectors that it consists of, roughly
    static void also(Object name, int operations, Runnable one) {
        if (TRIED.putIfAbsent(name, true) == null) {
            OTHERS.add(new Trial(one, FULL_CALLS, one, nanos(operations)));
        }
    }

    private static long nanos(int operations) {
        return CALL_NANOS + OPERATION_NANOS * operations;
    }

    /// Runs all loops that have not run yet on zeros, often enough for the JIT compiler to take
    /// notice. A loop that meets its first real work before it is compiled is a hundred times
    /// slower for that while, and has been seen to stay so.
    ///
    /// Waits for who is at it already: those loops may be the ones that are needed.
    public static void warm() {
        WARMING.lock();
        try {
            tryAll();
        } finally {
            WARMING.unlock();
        }
    }

    private static void tryAll() {
        var waiting = new ArrayList<Trial>();
        for (var tile : WRITTEN.keySet()) {
            if (TRIED.putIfAbsent(tile, true) == null) {
                waiting.add(trial(tile));
            }
        }
        for (var other = OTHERS.poll(); other != null; other = OTHERS.poll()) {
            waiting.add(other);
        }
        // Work on loops that wait for the compiler would be slow, and keep it from compiling them.
        var end = System.nanoTime() + PATIENCE_NANOS;
        waiting.forEach(Trial::begin);
        for (var turn = 1; !waiting.isEmpty() && System.nanoTime() < end; turn++) {
            waiting.stream().limit(TOGETHER).forEach(Trial::call);
            waiting.removeIf(Trial::isCompiled);
            if (turn % TURNS == 0) {
                Collections.rotate(waiting, TOGETHER);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /// A loop with something to run it on.
    ///
    /// @param idling a few rounds after many idle ones
    /// @param calls of it at a time
    /// @param alone the same rounds alone
    /// @param nanos what they take at most once the loop is compiled
    private record Trial(Runnable idling, int calls, Runnable alone, long nanos) {

        /// As little as calls for the first stage: the interpreter takes long.
        void begin() {
            for (var i = 0; i < FIRST_CALLS; i++) {
                idling.run();
            }
        }

        void call() {
            for (var i = 0; i < calls; i++) {
                idling.run();
            }
        }

        boolean isCompiled() {
            var least = Long.MAX_VALUE;
            for (var i = 0; i < 3; i++) {
                var before = System.nanoTime();
                alone.run();
                least = Math.min(least, System.nanoTime() - before);
            }
            return least < nanos;
        }
    }

    private static Trial trial(Tile tile) {
        var loop = of(tile);
        var isTold = tile.yRow() == Tile.TOLD;
        var turns = Math.min(2, tile.outer().count());
        var times = isTold ? tile.yReach() : turns;
        // Steps back are possible: begin behind all of them.
        var xAt = tile.xBefore();
        var wAt = tile.wBefore();
        var x = new float[xAt + tile.xReach(ROUNDS)];
        var w = new float[wAt + tile.wReach(ROUNDS)];
        var y = new float[tile.yReach() * (isTold ? tile.rows() : 1)];
        return new Trial(
                () -> loop.run(x, xAt, w, wAt, y, 0, ROUNDS, times, IDLE),
                CALLS,
                () -> loop.run(x, xAt, w, wAt, y, 0, ROUNDS, times, 0),
                nanos(tile.operations() * ROUNDS * turns * tile.middle().count()));
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
