package dev.cuaderno.kernel.assist;

import java.util.List;

/// Outline of cells rewritten as members of a class. Bodies of methods are left out where only
/// their heads matter, since the compiler would read them at every question.
final class Members {

    private static final String NO_BODY = "{ throw null; }";

    private Members() {}

    /// A method or type as a member.
    ///
    /// @param prefix modifiers to put before it, with a blank behind
    static String text(String code, Fragment fragment, String prefix) {
        var tokens = fragment.tokens();
        var at = Fragment.afterModifiers(tokens);
        var kept = new StringBuilder();
        for (var token : tokens.subList(0, at)) {
            switch (token.text()) {
                case "abstract", "sealed", "final" ->
                        kept.append(
                                fragment.kind() == Fragment.Kind.TYPE ? token.text() + " " : "");
                default -> {}
            }
        }
        if (at >= tokens.size()) {
            return "";
        }
        var body =
                fragment.kind() == Fragment.Kind.METHOD
                        ? method(code, tokens, at)
                        : type(code, tokens, at);
        return prefix + kept + body;
    }

    private static String method(String code, List<Token> tokens, int from) {
        var open = Fragment.methodName(tokens, from) + 1;
        for (var i = Fragment.closing(tokens, open); i < tokens.size(); i++) {
            if (tokens.get(i).is("{")) {
                return code.substring(tokens.get(from).begin(), tokens.get(i).begin()) + NO_BODY;
            }
        }
        return code.substring(tokens.get(from).begin(), tokens.getLast().end());
    }

    private static String type(String code, List<Token> tokens, int from) {
        var text = new StringBuilder();
        var copied = tokens.get(from).begin();
        var memberBegin = from;
        var isValue = false;
        var parentheses = 0;
        for (var i = from; i < tokens.size(); i++) {
            var token = tokens.get(i);
            switch (token.kind() == Token.Kind.SIGN ? token.text() : "") {
                case "(" -> parentheses++;
                case ")" -> parentheses--;
                case "=" -> isValue = isValue || parentheses == 0;
                case ";", "}" -> {
                    if (parentheses == 0) {
                        memberBegin = i + 1;
                        isValue = false;
                    }
                }
                case "{" -> {
                    if (parentheses > 0) {
                        break;
                    }
                    var head = tokens.subList(memberBegin, i);
                    var close = Fragment.closing(tokens, i);
                    if (isValue || isEnum(head)) {
                        i = close;
                    } else if (isMethodHead(head)) {
                        text.append(code, copied, token.begin()).append(NO_BODY);
                        copied = tokens.get(close).end();
                        i = close;
                    }
                    if (i != close || !isValue) {
                        memberBegin = i + 1;
                    }
                }
                default -> {}
            }
        }
        return text.append(code, copied, tokens.getLast().end()).toString();
    }

    private static boolean isEnum(List<Token> head) {
        return head.stream().anyMatch(token -> token.is("enum"));
    }

    private static boolean isMethodHead(List<Token> head) {
        if (head.isEmpty() || Fragment.kindOf(head) == Fragment.Kind.TYPE) {
            return false;
        }
        return head.getLast().is(")") || head.stream().anyMatch(token -> token.is("throws"));
    }
}
