package dev.cuaderno.explain;

/// A bar in a page, as long as a number, from where 0 lies between two ends.
final class Bar {

    // A little translucent: pages put light paper under what paints an opaque ground.
    static final String BLUE = "rgba(59,130,246,.95)";
    static final String ORANGE = "rgba(217,114,11,.95)";
    static final String GREEN = "#26863a";

    private Bar() {}

    /// @param least the left end, at most 0
    /// @param most the right end, at least 0
    static String of(double value, double least, double most, String colour, String width) {
        var span = most > least ? most - least : 1;
        var from = (Math.min(Math.max(value, least), 0) - least) / span;
        var length = Math.abs(Math.clamp(Double.isNaN(value) ? 0 : value, least, most)) / span;
        return "<div aria-hidden=\"true\" style=\"width:%s;height:.85em;background:rgba(128,128,128,.16)\"><div style=\"margin-left:%s%%;width:%s%%;height:100%%;background:%s\"></div></div>"
                .formatted(width, Digits.place(100 * from), Digits.place(100 * length), colour);
    }
}
