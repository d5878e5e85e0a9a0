package dev.cuaderno.explain;

import java.util.Optional;

/// The part of a line from one point to another that lies between two heights.
record Clip(double x1, double y1, double x2, double y2) {

    /// Nothing where the line lies outside, or an end is no finite number.
    static Optional<Clip> of(double x1, double y1, double x2, double y2, double low, double high) {
        if (Double.isNaN(y1)
                || Double.isNaN(y2)
                || (Double.isInfinite(y1) && Double.isInfinite(y2))) {
            return Optional.empty();
        }
        // An end at infinity: the curve leaves straight up or down from the other.
        if (Double.isInfinite(y1)) {
            return inside(y2, low, high)
                    ? Optional.of(new Clip(x2, y1 > 0 ? high : low, x2, y2))
                    : Optional.empty();
        }
        if (Double.isInfinite(y2)) {
            return inside(y1, low, high)
                    ? Optional.of(new Clip(x1, y1, x1, y2 > 0 ? high : low))
                    : Optional.empty();
        }
        if (Math.max(y1, y2) < low || Math.min(y1, y2) > high) {
            return Optional.empty();
        }
        var a = Math.clamp(y1, low, high);
        var b = Math.clamp(y2, low, high);
        var slope = y1 == y2 ? 0 : (x2 - x1) / (y2 - y1);
        return Optional.of(
                new Clip(
                        a == y1 ? x1 : x1 + (a - y1) * slope,
                        a,
                        b == y2 ? x2 : x1 + (b - y1) * slope,
                        b));
    }

    private static boolean inside(double y, double low, double high) {
        return y >= low && y <= high;
    }
}
