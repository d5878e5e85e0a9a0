package dev.cuaderno.kernel.magic;

/// Reads a text word by word, as a shell does: blanks separate, single and double quotes keep
/// together. A backslash is an ordinary character, since it stands in Windows' paths; at the end of
/// a line it joins the next one.
final class Words {

    private final String text;
    private int at;
    private boolean unclosed;

    Words(String text) {
        this.text = text;
    }

    /// @return the place of the next word
    int skipBlanks() {
        while (!atEnd()
                && (Character.isWhitespace(text.charAt(at)) || text.startsWith("\\\n", at))) {
            at++;
        }
        return at;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    boolean atQuote() {
        return !atEnd() && isQuote(text.charAt(at));
    }

    /// Whether the last word began a quote that nothing ended.
    boolean unclosed() {
        return unclosed;
    }

    /// The next word, which stays the next one.
    String peek() {
        var before = at;
        var word = next();
        at = before;
        return word;
    }

    String next() {
        var word = new StringBuilder();
        unclosed = false;
        while (!atEnd() && !Character.isWhitespace(text.charAt(at))) {
            var c = text.charAt(at++);
            if (!isQuote(c)) {
                word.append(c);
                continue;
            }
            var end = text.indexOf(c, at);
            unclosed = end < 0;
            word.append(text, at, unclosed ? text.length() : end);
            at = unclosed ? text.length() : end + 1;
        }
        return word.toString();
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }
}
