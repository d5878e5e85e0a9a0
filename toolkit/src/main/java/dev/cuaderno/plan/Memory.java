package dev.cuaderno.plan;

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

    private record Claim(String layer, Kind kind, int size, Consumer<float[]> taker) {}

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
    /// @param taker gets them, all 0
    void floats(Kind kind, int size, Consumer<float[]> taker) {
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
        for (var claim : claims) {
            if (claim.taker != null) {
                claim.taker.accept(new float[claim.size]);
            }
        }
        claims.clear();
    }
}
