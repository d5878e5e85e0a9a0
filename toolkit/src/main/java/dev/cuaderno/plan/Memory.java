package dev.cuaderno.plan;

import dev.cuaderno.kernels.Lanes;
import dev.cuaderno.kernels.Span;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// What the stages of a plan need besides the blocks between them. They say so when they are made,
/// and get it when the plan has been found to fit.
final class Memory {

    /// What memory is for.
    enum Kind {
        /// Weights in a plan's own order, and their gradients.
        WEIGHTS,
        /// What a worker needs for one image.
        SCRATCH
    }

    /// Numbers of a line of the processor's cache.
    private static final int LINE = 16;

    /// Numbers of a piece that several claims are cut from, at most.
    private static final int TOGETHER = 4_000_000;

    private record Claim(String layer, Kind kind, int size, Consumer<Span> taker) {}

    private final List<Claim> claims = new ArrayList<>();
    private String layer = "";

    /// From now on a layer speaks.
    void of(String name) {
        layer = name;
    }

    /// The layer that speaks.
    String layer() {
        return layer;
    }

    /// So many numbers, please.
    ///
    /// @param taker gets them, all 0, at the beginning of a line of the cache
    void floats(Kind kind, int size, Consumer<Span> taker) {
        claims.add(new Claim(layer, kind, size, taker));
    }

    /// So many numbers of 4 bytes are there already.
    void note(Kind kind, int size) {
        claims.add(new Claim(layer, kind, size, null));
    }

    /// The bytes by layer.
    Map<String, Long> bytes(Kind kind) {
        var sums = new LinkedHashMap<String, Long>();
        for (var claim : claims) {
            if (claim.kind == kind) {
                sums.merge(claim.layer, 4L * claim.size, Long::sum);
            }
        }
        return sums;
    }

    /// Gives everybody what was asked for.
    void give() {
        var some = new ArrayList<Claim>();
        var sum = 0;
        for (var claim : claims) {
            if (claim.taker == null) {
                continue;
            }
            if (sum > 0 && sum + (long) claim.size > TOGETHER) {
                cut(some, sum);
                some.clear();
                sum = 0;
            }
            some.add(claim);
            sum += rounded(claim.size);
        }
        cut(some, sum);
        claims.clear();
    }

    /// Cuts what was asked for out of one piece.
    private static void cut(List<Claim> some, int sum) {
        if (some.isEmpty()) {
            return;
        }
        var array = new float[Lanes.ALIGNED + sum];
        var at = Lanes.ALIGNED;
        for (var claim : some) {
            claim.taker.accept(new Span(array, at));
            at += rounded(claim.size);
        }
    }

    /// Up to the next line of the cache.
    private static int rounded(int size) {
        return Math.ceilDiv(size, LINE) * LINE;
    }
}
