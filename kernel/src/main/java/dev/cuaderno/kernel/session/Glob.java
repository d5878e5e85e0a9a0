package dev.cuaderno.kernel.session;

/// Patterns with `*` for any text and `?` for one character.
final class Glob {

    private Glob() {}

    /// Whether the whole of `text` matches.
    static boolean matches(String pattern, String text) {
        var at = 0;
        var star = -1;
        var retry = 0;
        for (var i = 0; i < text.length(); ) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                retry = i;
            } else if (at < pattern.length()
                    && (pattern.charAt(at) == '?' || pattern.charAt(at) == text.charAt(i))) {
                at++;
                i++;
            } else if (star >= 0) {
                // The star takes one character more.
                at = star + 1;
                i = ++retry;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }
}
