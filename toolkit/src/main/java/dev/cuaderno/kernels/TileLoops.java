package dev.cuaderno.kernels;

import java.util.ArrayList;
import java.util.concurrent.ConcurrentHashMap;

/// The loops written so far, one for every form of tile: networks use few forms many times.
public final class TileLoops {

    private static final ConcurrentHashMap<Tile, TileLoop> WRITTEN = new ConcurrentHashMap<>();
    private static final ConcurrentHashMap<Tile, Boolean> TRIED = new ConcurrentHashMap<>();

    /// What stays of the registers for the block, besides some for the machine's own use.
    private static final int ROOM = Lanes.REGISTERS >= 32 ? 28 : 15;

    // The JIT compiler takes a method for its last stage after 600 calls with 15,000 rounds.
    private static final int TRIES = 700;
    private static final int ROUNDS = 24;

    private TileLoops() {}

    /// The loop for a tile.
    public static TileLoop of(Tile tile) {
        return WRITTEN.computeIfAbsent(tile, TileWriter::write);
    }

    /// Runs all loops that have not run yet on zeros, often enough for the JIT compiler to take
    /// notice. A loop that meets its first real work before it is compiled is a hundred times
    /// slower for that while, and has been seen to stay so.
    public static void warm(Workers workers) {
        var fresh = new ArrayList<Tile>();
        for (var tile : WRITTEN.keySet()) {
            if (TRIED.putIfAbsent(tile, true) == null) {
                fresh.add(tile);
            }
        }
        workers.run(fresh.size(), (piece, _) -> tried(fresh.get(piece)));
    }

    private static void tried(Tile tile) {
        var loop = of(tile);
        var rounds = Math.min(ROUNDS, tile.inner().count());
        // Steps back are possible: begin behind all of them.
        var xAt = tile.xBefore();
        var x = new float[xAt + tile.xReach(rounds)];
        var wAt = tile.wBefore();
        var w = new float[wAt + tile.wReach(rounds)];
        var y = new float[tile.yReach()];
        for (var i = 0; i < TRIES; i++) {
            loop.run(x, xAt, w, wAt, y, 0, rounds, tile.outer().count());
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
