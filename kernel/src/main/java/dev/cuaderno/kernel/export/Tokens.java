package dev.cuaderno.kernel.export;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The names in a piece of Java, by its lexical rules: what stands in texts and comments is none.
final class Tokens {

    private static final Pattern TOKEN =
            Pattern.compile(
                    "\"\"\"(?:\\\\.|[^\\\\])*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n"
                            + "])*\"|'(?:\\\\.|[^'\\\\\n"
                            + "])*'|//[^\n"
                            + "]*|/\\*.*?\\*/|\\d[\\w.]*"
                            + "|(?<name>[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*)",
                    Pattern.DOTALL);

    private Tokens() {}

    /// What a name means where it stands, as far as its neighbours tell.
    enum Kind {
        /// Behind a dot: a member of something.
        MEMBER,
        /// Before a bracket: a method or a constructor.
        CALLED,
        /// Anything else: a variable or a type.
        PLAIN
    }

    /// The names that something declared outside could be meant by.
    static Set<String> names(String java) {
        var names = new HashSet<String>();
        TOKEN.matcher(java)
                .results()
                .filter(token -> token.group("name") != null)
                .filter(token -> kind(java, token) != Kind.MEMBER)
                .forEach(token -> names.add(token.group("name")));
        return names;
    }

    /// Puts other names in the place of some.
    ///
    /// @param plain of variables
    /// @param called of methods
    /// @param types of types and their constructors
    static String rename(
            String java,
            Map<String, String> plain,
            Map<String, String> called,
            Map<String, String> types) {
        if (plain.isEmpty() && called.isEmpty() && types.isEmpty()) {
            return java;
        }
        var renamed = new StringBuilder();
        var end = 0;
        for (var match = TOKEN.matcher(java); match.find(); end = match.end()) {
            var text = match.group();
            if (match.group("name") != null) {
                var kind = kind(java, match.toMatchResult());
                var byKind = kind == Kind.CALLED ? called : plain;
                text =
                        kind == Kind.MEMBER
                                ? text
                                : byKind.getOrDefault(text, types.getOrDefault(text, text));
            }
            renamed.append(java, end, match.start()).append(text);
        }
        return renamed.append(java, end, java.length()).toString();
    }

    private static Kind kind(String java, MatchResult token) {
        var before = token.start() - 1;
        while (before >= 0 && Character.isWhitespace(java.charAt(before))) {
            before--;
        }
        if (before >= 0 && java.charAt(before) == '.') {
            return Kind.MEMBER;
        }
        var after = token.end();
        while (after < java.length() && Character.isWhitespace(java.charAt(after))) {
            after++;
        }
        return after < java.length() && java.charAt(after) == '(' ? Kind.CALLED : Kind.PLAIN;
    }
}
