package dev.cuaderno.kernel.assist;

import java.util.List;

/// Code and the word in it that is asked about.
///
/// @param begin where the word begins
/// @param end where it ends
/// @param before the tokens of the code before the word, without comments
record Question(String code, int begin, int end, List<Token> before) {

    /// The word that ends at `cursor`; an empty one where none does.
    static Question completing(String code, int cursor) {
        var begin = cursor;
        while (begin > 0 && Character.isJavaIdentifierPart(code.charAt(begin - 1))) {
            begin--;
        }
        return of(code, begin, cursor);
    }

    /// The word around `cursor`.
    static Question inspecting(String code, int cursor) {
        var found = completing(code, cursor);
        var end = cursor;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        return new Question(code, found.begin(), end, found.before());
    }

    private static Question of(String code, int begin, int end) {
        var before =
                Token.of(code.substring(0, begin)).stream()
                        .filter(each -> each.kind() != Token.Kind.COMMENT)
                        .toList();
        return new Question(code, begin, end, before);
    }

    String word() {
        return code.substring(begin, end);
    }

    /// The `n`th token before the word, from 1; an empty one where there are fewer.
    Token previous(int n) {
        return before.size() < n
                ? new Token(Token.Kind.SIGN, "", 0, 0, true)
                : before.get(before.size() - n);
    }

    /// The tokens of the statement that the word stands in, up to the word.
    List<Token> statement() {
        var from = before.size();
        while (from > 0
                && !before.get(from - 1).is(";")
                && !before.get(from - 1).is("{")
                && !before.get(from - 1).is("}")) {
            from--;
        }
        return before.subList(from, before.size());
    }

    /// The text or comment that the cursor is in the midst of, or null.
    static Token around(String code, int cursor) {
        return Token.of(code).stream()
                .filter(each -> each.kind().isUnread() && each.contains(cursor))
                .findFirst()
                .orElse(null);
    }
}
