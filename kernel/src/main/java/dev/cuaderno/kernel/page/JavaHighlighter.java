package dev.cuaderno.kernel.page;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Colours Java source: spans of class `k` (keyword), `s` (string), `n` (number), `c` (comment),
/// `a` (annotation), `t` (type), `f` (method), `m` (line of the kernel, begun with `%`).
final class JavaHighlighter {

    private static final Set<String> KEYWORDS =
            Set.of(
                    ("abstract assert boolean break byte case catch char class const continue"
                                    + " default do double else enum extends final finally float for goto if"
                                    + " implements import instanceof int interface long native new non-sealed"
                                    + " package permits private protected public record return sealed short"
                                    + " static strictfp super switch synchronized this throw throws transient"
                                    + " try var void volatile when while yield true false null")
                            .split(" "));
    // These are names wherever a method is called or a value assigned.
    private static final Set<String> CONTEXTUAL =
            Set.of("permits", "record", "sealed", "var", "when", "yield");
    private static final Set<String> NAMES = Set.of("java", "jshell", "jsh");

    private record Rule(String kind, Pattern pattern) {
        Rule(String kind, String pattern) {
            this(kind, Pattern.compile(pattern));
        }
    }

    // Tried in order at each place; possessive, so that long literals need no stack.
    private static final List<Rule> RULES =
            List.of(
                    new Rule("c", "//[^\\n]*+|/\\*(?s:.*?)(?:\\*/|\\z)"),
                    new Rule(
                            "s",
                            "\"\"\"(?:[^\"\\\\]|\\\\(?s:.)|\"(?!\"\"))*+(?:\"\"\"|\\z)"
                                    + "|\"(?:[^\"\\\\\\n]|\\\\.)*+\"?"
                                    + "|'(?:[^'\\\\\\n]|\\\\.)*+'?"),
                    new Rule("a", "@(?!interface\\b)[\\p{javaJavaIdentifierPart}.]++"),
                    new Rule("k", "@interface\\b|non-sealed\\b"),
                    new Rule(
                            "n",
                            "(?:0[xX][\\p{XDigit}_.]++(?:[pP][+-]?\\d++)?|0[bB][01_]++"
                                    + "|(?:\\d[\\d_]*+(?:\\.(?!\\.)[\\d_]*+)?|\\.\\d[\\d_]*+)"
                                    + "(?:[eE][+-]?[\\d_]++)?)[fFdDlL]?"),
                    new Rule("", "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*+"));
    private static final Pattern MAGIC = Pattern.compile("[ \\t]*%[%A-Za-z][^\\n]*+");
    private static final Pattern CALL = Pattern.compile("\\s*\\(");
    private static final Pattern NAME_FOLLOWED = Pattern.compile("\\s*(?:[=.,;)+\\-*/\\[]|$)");

    private JavaHighlighter() {}

    /// Whether a fence or a notebook that names this language holds Java.
    static boolean knows(String language) {
        return NAMES.contains(language.toLowerCase(Locale.ROOT));
    }

    static String html(String code) {
        var out = new StringBuilder(code.length() * 2);
        int at = 0;
        while (at < code.length()) {
            at = step(code, at, out);
        }
        return out.toString();
    }

    private static int step(String code, int at, StringBuilder out) {
        if (at == 0 || code.charAt(at - 1) == '\n') {
            var magic = MAGIC.matcher(code).region(at, code.length());
            if (magic.lookingAt()) {
                return write("m", code, at, magic.end(), out);
            }
        }
        for (var rule : RULES) {
            var match = rule.pattern.matcher(code).region(at, code.length());
            if (match.lookingAt()) {
                var kind = rule.kind.isEmpty() ? word(code, at, match.end()) : rule.kind;
                return write(kind, code, at, match.end(), out);
            }
        }
        return write("", code, at, at + 1, out);
    }

    private static String word(String code, int from, int to) {
        var word = code.substring(from, to);
        boolean called = follows(CALL, code, to);
        if (KEYWORDS.contains(word) && !(CONTEXTUAL.contains(word) && isName(code, from, to))) {
            return "k";
        }
        if (Character.isUpperCase(word.charAt(0))) {
            boolean constant = word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT));
            return constant ? "n" : "t";
        }
        return called ? "f" : "";
    }

    /// Whether a contextual keyword stands here as a name.
    private static boolean isName(String code, int from, int to) {
        boolean yield = code.startsWith("yield", from);
        return (!yield && follows(CALL, code, to))
                || follows(NAME_FOLLOWED, code, to)
                || (from > 0 && code.charAt(from - 1) == '.');
    }

    private static boolean follows(Pattern pattern, String code, int at) {
        return pattern.matcher(code).region(at, code.length()).lookingAt();
    }

    private static int write(String kind, String code, int from, int to, StringBuilder out) {
        var text = Html.escape(code.substring(from, to));
        out.append(kind.isEmpty() ? text : "<span class=\"" + kind + "\">" + text + "</span>");
        return to;
    }
}
