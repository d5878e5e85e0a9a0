package dev.cuaderno.kernel.check;

import java.util.regex.Pattern;

/// Compares texts whose numbers may differ a little.
final class Numbers {
    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\w.])[-+]?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?(?![\\w])");

    private Numbers() {}

    /// Whether both texts are the same but for blanks and for numbers of which none is further from
    /// its fellow than `tolerance * max(1, |a|, |b|)`.
    static boolean near(String a, String b, double tolerance) {
        var inA = NUMBER.matcher(a);
        var inB = NUMBER.matcher(b);
        var endA = 0;
        var endB = 0;
        while (true) {
            var foundA = inA.find();
            var foundB = inB.find();
            if (foundA != foundB) {
                return false;
            }
            var textA = a.substring(endA, foundA ? inA.start() : a.length());
            var textB = b.substring(endB, foundB ? inB.start() : b.length());
            if (!blanks(textA).equals(blanks(textB))) {
                return false;
            }
            if (!foundA) {
                return true;
            }
            var left = Double.parseDouble(inA.group());
            var right = Double.parseDouble(inB.group());
            var scale = Math.max(1, Math.max(Math.abs(left), Math.abs(right)));
            // Infinite ones are near if they are the same.
            if (left != right && !(Math.abs(left - right) <= tolerance * scale)) {
                return false;
            }
            endA = inA.end();
            endB = inB.end();
        }
    }

    /// A number that is a digit shorter moves the columns of a table.
    private static String blanks(String text) {
        return text.replaceAll("[ \\t]+", " ");
    }
}
