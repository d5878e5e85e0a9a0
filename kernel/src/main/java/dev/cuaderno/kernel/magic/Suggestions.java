package dev.cuaderno.kernel.magic;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds what somebody who mistyped a name most likely meant.
public final class Suggestions {

    private Suggestions() {}

    /// The name nearest to `typed`, if one is near: at most a third of its letters differ, a swap
    /// of two neighbours counting as one.
    public static Optional<String> nearest(String typed, Collection<String> names) {
        return names.stream()
                .filter(name -> distance(typed, name) <= Math.max(1, (name.length() + 1) / 3))
                .min(
                        Comparator.<String>comparingInt(name -> distance(typed, name))
                                .thenComparing(Comparator.naturalOrder()));
    }

    /// The number of insertions, deletions, replacements and swaps of neighbours between two words.
    static int distance(String a, String b) {
        var x = a.toLowerCase(java.util.Locale.ROOT);
        var y = b.toLowerCase(java.util.Locale.ROOT);
        var table = new int[x.length() + 1][y.length() + 1];
        for (int i = 0; i <= x.length(); i++) {
            for (int j = 0; j <= y.length(); j++) {
                if (i == 0 || j == 0) {
                    table[i][j] = i + j;
                    continue;
                }
                var same = x.charAt(i - 1) == y.charAt(j - 1) ? 0 : 1;
                var least =
                        Math.min(
                                table[i - 1][j - 1] + same,
                                1 + Math.min(table[i - 1][j], table[i][j - 1]));
                if (i > 1
                        && j > 1
                        && x.charAt(i - 1) == y.charAt(j - 2)
                        && x.charAt(i - 2) == y.charAt(j - 1)) {
                    least = Math.min(least, 1 + table[i - 2][j - 2]);
                }
                table[i][j] = least;
            }
        }
        return table[x.length()][y.length()];
    }
}
