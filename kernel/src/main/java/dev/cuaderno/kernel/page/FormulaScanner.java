package dev.cuaderno.kernel.page;

import java.util.regex.Pattern;

/// Finds the formulas of a Markdown text from left to right, stepping over code.
final class FormulaScanner {

    /// A formula at `[start, end)` of the text.
    record Found(int start, int end, Formulas.Formula formula) {}

    // A fence may stand inside quotes and lists.
    private static final Pattern FENCE =
            Pattern.compile("(?:[ \\t>]|[-*+] |\\d{1,9}[.)] )*(`{3,}(?=[^`\\n]*(?:\\n|$))|~{3,})");
    private static final Pattern BLANK_LINE = Pattern.compile("\\n[ \\t>]*\\r?\\n");
    private static final Pattern ENVIRONMENT = Pattern.compile("\\\\begin\\{([A-Za-z]+\\*?)}");
    private static final Pattern QUOTE = Pattern.compile("(?m)^[ \\t]*>[ \\t]?");

    private final String text;
    private int at;

    FormulaScanner(String text) {
        this.text = text;
    }

    /// The next formula, or null at the end of the text.
    Found next() {
        while (at < text.length()) {
            if ((at == 0 || text.charAt(at - 1) == '\n') && skipFence()) {
                continue;
            }
            int start = at;
            var found =
                    switch (text.charAt(at)) {
                        case '$' -> dollars();
                        case '\\' -> backslash();
                        default -> null;
                    };
            if (found != null) {
                at = found.end();
                return found;
            }
            if (at == start) {
                at = text.charAt(at) == '`' ? afterCodeSpan(at) : at + 1;
            }
        }
        return null;
    }

    private boolean skipFence() {
        var fence = FENCE.matcher(text).region(at, text.length());
        if (!fence.lookingAt()) {
            return false;
        }
        var mark = fence.group(1);
        var close =
                Pattern.compile(
                                "(?m)^[ \\t>]*"
                                        + Pattern.quote(mark)
                                        + mark.charAt(0)
                                        + "*[ \\t]*\\r?$")
                        .matcher(text);
        at = close.find(fence.end()) ? close.end() : text.length();
        return true;
    }

    /// The end of the code span that begins at `from`, or of the backticks alone if none does.
    private int afterCodeSpan(int from) {
        int run = run(from);
        int limit = paragraphEnd(from);
        for (int i = from + run; i < limit; i++) {
            if (text.charAt(i) == '`') {
                int other = run(i);
                if (other == run) {
                    return i + run;
                }
                i += other - 1;
            }
        }
        return from + run;
    }

    private int run(int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) == '`') {
            i++;
        }
        return i - from;
    }

    private Found dollars() {
        if (text.startsWith("$$", at)) {
            int end = close("$$", at + 2);
            if (end < 0 || text.substring(at + 2, end).isBlank()) {
                at += 2;
                return null;
            }
            return found(at + 2, end, end + 2, true);
        }
        int end = close("$", at + 1);
        if (end <= at + 1) {
            return null;
        }
        boolean spaceFirst = Character.isWhitespace(text.charAt(at + 1));
        boolean spaceLast = Character.isWhitespace(text.charAt(end - 1));
        boolean digitNext = end + 1 < text.length() && Character.isDigit(text.charAt(end + 1));
        return spaceFirst != spaceLast || digitNext || text.substring(at + 1, end).isBlank()
                ? null
                : found(at + 1, end, end + 1, false);
    }

    private Found backslash() {
        for (var slash : new String[] {"\\\\", "\\"}) {
            for (var pair : new String[] {"()", "[]"}) {
                if (text.startsWith(slash + pair.charAt(0), at)) {
                    int from = at + slash.length() + 1;
                    int end = text.indexOf(slash + pair.charAt(1), from);
                    if (end > from && end < paragraphEnd(at)) {
                        int after = end + slash.length() + 1;
                        return found(from, end, after, pair.charAt(0) == '[');
                    }
                }
            }
        }
        var environment = ENVIRONMENT.matcher(text).region(at, text.length());
        if (environment.lookingAt()) {
            var close = "\\end{" + environment.group(1) + "}";
            int end = text.indexOf(close, at);
            if (end > 0 && end < paragraphEnd(at)) {
                return found(at, end + close.length(), end + close.length(), true);
            }
        }
        at += Math.min(2, text.length() - at);
        return null;
    }

    /// Where `mark` closes the formula begun before `from`, outside braces, or -1.
    private int close(String mark, int from) {
        int depth = 0;
        int limit = paragraphEnd(from - 1);
        for (int i = from; i < limit; i++) {
            switch (text.charAt(i)) {
                case '\\' -> i++;
                case '{' -> depth++;
                case '}' -> depth--;
                case '`' -> {
                    // Code begins here, and binds more tightly; in braces it is TeX's quote.
                    if (depth <= 0 && afterCodeSpan(i) > i + run(i)) {
                        return -1;
                    }
                }
                case '$' -> {
                    if (depth <= 0 && text.startsWith(mark, i)) {
                        return i;
                    }
                }
                default -> {}
            }
        }
        return -1;
    }

    private int paragraphEnd(int from) {
        var blank = BLANK_LINE.matcher(text);
        return blank.find(from) ? blank.start() : text.length();
    }

    private Found found(int from, int to, int end, boolean display) {
        var tex = text.substring(from, to);
        int line = text.lastIndexOf('\n', at) + 1;
        if (QUOTE.matcher(text).region(line, text.length()).lookingAt()) {
            tex = QUOTE.matcher(tex).replaceAll("");
        }
        return new Found(at, end, new Formulas.Formula(tex, display, text.substring(at, end)));
    }
}
