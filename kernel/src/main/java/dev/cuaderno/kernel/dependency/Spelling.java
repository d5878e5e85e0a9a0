package dev.cuaderno.kernel.dependency;

/// How far two names are apart.
final class Spelling {

    private Spelling() {}

    /// True where `typed` looks like a slip for `name`: about one letter in four wrong, missing,
    /// surplus or swapped with its neighbour.
    static boolean isNear(String typed, String name) {
        var allowed = Math.max(1, Math.min(3, Math.max(typed.length(), name.length()) / 4));
        return Math.abs(typed.length() - name.length()) <= allowed
                && distance(typed, name) <= allowed;
    }

    /// The fewest letters to change, add, drop or swap with their neighbour.
    static int distance(String one, String other) {
        var rows = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                var same = one.charAt(i - 1) == other.charAt(j - 1);
                var best =
                        Math.min(
                                rows[i - 1][j - 1] + (same ? 0 : 1),
                                1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    best = Math.min(best, rows[i - 2][j - 2] + 1);
                }
                rows[i][j] = best;
            }
        }
        return rows[one.length()][other.length()];
    }
}
