package dev.cuaderno.kernel.assist;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The brackets that are open at a point of unfinished code.
///
/// @param open innermost first
record Brackets(Deque<Open> open) {

    /// @param sign `(`, `[` or `{`
    /// @param index of its token
    /// @param isTypeBody whether members of a type stand within
    /// @param isArray whether the values of an array stand within
    record Open(String sign, int index, boolean isTypeBody, boolean isArray) {}

    static Brackets after(List<Token> tokens) {
        var open = new ArrayDeque<Open>();
        var statement = new ArrayList<Token>();
        for (var i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            if (token.kind() == Token.Kind.SIGN) {
                switch (token.text()) {
                    case "(", "[" -> open.push(new Open(token.text(), i, false, false));
                    case "{" -> {
                        open.push(new Open("{", i, isTypeHead(statement), isArray(statement)));
                        statement.clear();
                        continue;
                    }
                    case ")" -> close(open, "(");
                    case "]" -> close(open, "[");
                    case "}" -> {
                        close(open, "{");
                        statement.clear();
                        continue;
                    }
                    case ";" -> {
                        statement.clear();
                        continue;
                    }
                    default -> {}
                }
            }
            statement.add(token);
        }
        return new Brackets(open);
    }

    /// A missing bracket in between does not disturb the ones around it.
    private static void close(Deque<Open> open, String sign) {
        if (open.stream().anyMatch(each -> each.sign().equals(sign))) {
            while (!open.pop().sign().equals(sign)) {
                // Never closed.
            }
        }
    }

    private static boolean isTypeHead(List<Token> statement) {
        return !statement.isEmpty() && Fragment.kindOf(statement) == Fragment.Kind.TYPE;
    }

    private static boolean isArray(List<Token> statement) {
        return !statement.isEmpty() && (statement.getLast().is("=") || statement.getLast().is("]"));
    }

    /// What ends the code: all brackets closed down to, but without, `until`.
    String closers(Open until) {
        var text = new StringBuilder();
        var inStatement = true;
        for (var each : open) {
            if (each.equals(until)) {
                break;
            }
            switch (each.sign()) {
                case "(" -> {
                    text.append(')');
                    inStatement = true;
                }
                case "[" -> {
                    text.append(']');
                    inStatement = true;
                }
                default -> {
                    if (inStatement && !each.isArray() && !each.isTypeBody()) {
                        text.append(';');
                    }
                    text.append('}');
                    inStatement = each.isArray();
                }
            }
        }
        // In a type's body no statement is open, behind a block a semicolon does no harm.
        return text.append(until != null && until.isTypeBody() && !inStatement ? "" : ";")
                .toString();
    }

    /// The innermost type body, or null.
    Open typeBody() {
        return open.stream().filter(Open::isTypeBody).findFirst().orElse(null);
    }
}
