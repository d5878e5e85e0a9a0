package dev.cuaderno.kernel.session;

/// Between the protocol's cursor positions, counted in code points, and Java's, counted in UTF-16
/// units. They differ after an emoji.
final class CodePoints {

    private CodePoints() {}

    /// The position in UTF-16 units.
    ///
    /// @param codePoints may lie outside the text; it is moved to its nearest end. Null is the end.
    static int toUnits(String text, Integer codePoints) {
        if (codePoints == null || codePoints >= text.length()) {
            return text.length();
        }
        var count = Math.clamp(codePoints, 0, text.codePointCount(0, text.length()));
        return text.offsetByCodePoints(0, count);
    }

    /// The position in code points. A position inside a surrogate pair counts as after it.
    static int fromUnits(String text, int units) {
        return text.codePointCount(0, Math.clamp(units, 0, text.length()));
    }
}
