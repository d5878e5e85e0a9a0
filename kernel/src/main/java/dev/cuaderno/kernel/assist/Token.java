package dev.cuaderno.kernel.assist;

import java.util.ArrayList;
import java.util.List;

/// A word, number, literal, comment or sign of Java code, unfinished ones included.
///
/// @param begin where it begins, in UTF-16 units
/// @param end behind its last character
/// @param closed false for a text or comment that the code ends in
record Token(Kind kind, String text, int begin, int end, boolean closed) {

    enum Kind {
        WORD,
        NUMBER,
        STRING,
        CHARACTER,
        COMMENT,
        SIGN;

        /// Whether no names stand within.
        boolean isUnread() {
            return this == STRING || this == CHARACTER || this == COMMENT;
        }
    }

    boolean is(String other) {
        return text.equals(other);
    }

    boolean isWord() {
        return kind == Kind.WORD;
    }

    /// Whether a cursor at `offset` is in the midst of it.
    boolean contains(int offset) {
        return begin < offset && (offset < end || (!closed && offset == end));
    }

    /// All tokens of `code`; blanks are left out.
    static List<Token> of(String code) {
        var tokens = new ArrayList<Token>();
        var at = 0;
        while (at < code.length()) {
            if (Character.isWhitespace(code.charAt(at))) {
                at++;
                continue;
            }
            var token = next(code, at);
            tokens.add(token);
            at = token.end();
        }
        return tokens;
    }

    private static Token next(String code, int at) {
        var c = code.charAt(at);
        if (code.startsWith("//", at)) {
            var end = code.indexOf('\n', at);
            return token(Kind.COMMENT, code, at, end, 0);
        }
        if (code.startsWith("/*", at)) {
            return token(Kind.COMMENT, code, at, code.indexOf("*/", at + 2), 2);
        }
        if (code.startsWith("\"\"\"", at)) {
            return token(Kind.STRING, code, at, closing(code, at + 3, "\"\"\"", true), 3);
        }
        if (c == '"' || c == '\'') {
            var end = closing(code, at + 1, String.valueOf(c), false);
            var kind = c == '"' ? Kind.STRING : Kind.CHARACTER;
            if (end >= 0 && code.charAt(end) == '\n') {
                return new Token(kind, code.substring(at, end), at, end, false);
            }
            return token(kind, code, at, end, 1);
        }
        var end = at;
        if (Character.isDigit(c)) {
            while (end < code.length()
                    && (Character.isJavaIdentifierPart(code.charAt(end))
                            || (code.charAt(end) == '.'
                                    && end + 1 < code.length()
                                    && Character.isDigit(code.charAt(end + 1))))) {
                end++;
            }
            return new Token(Kind.NUMBER, code.substring(at, end), at, end, true);
        }
        while (end < code.length() && Character.isJavaIdentifierPart(code.codePointAt(end))) {
            end += Character.charCount(code.codePointAt(end));
        }
        if (end > at) {
            return new Token(Kind.WORD, code.substring(at, end), at, end, true);
        }
        // The arrow must not close an angle bracket, nor `::` look like two labels.
        var length =
                code.startsWith("->", at) || code.startsWith("::", at)
                        ? 2
                        : Character.charCount(code.codePointAt(at));
        return new Token(Kind.SIGN, code.substring(at, at + length), at, at + length, true);
    }

    private static Token token(Kind kind, String code, int begin, int end, int mark) {
        var stop = end < 0 ? code.length() : end + mark;
        // A line comment goes on to the end of its line, where it is never left.
        var closed = end >= 0 && mark > 0;
        return new Token(kind, code.substring(begin, stop), begin, stop, closed);
    }

    /// Where the closing `mark` begins, or the line's end where the literal must end with its line;
    /// -1 at the code's end.
    private static int closing(String code, int from, String mark, boolean manyLines) {
        for (var at = from; at < code.length(); at++) {
            if (code.charAt(at) == '\\') {
                at++;
            } else if (code.startsWith(mark, at) || (!manyLines && code.charAt(at) == '\n')) {
                return at;
            }
        }
        return -1;
    }
}
