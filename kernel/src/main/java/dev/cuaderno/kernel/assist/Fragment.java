package dev.cuaderno.kernel.assist;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import javax.lang.model.SourceVersion;

/// A part of a cell: an import, a type, a method, or anything else (statement, variable,
/// expression).
///
/// @param begin where its first token begins in the cell
/// @param end behind its last token
/// @param name what a type, method or variable is called; empty for others
record Fragment(Kind kind, int begin, int end, String name, List<Token> tokens) {

    enum Kind {
        IMPORT,
        TYPE,
        METHOD,
        STATEMENT
    }

    private static final Set<String> MODIFIERS =
            Set.of(
                    "public",
                    "protected",
                    "private",
                    "static",
                    "final",
                    "abstract",
                    "default",
                    "synchronized",
                    "strictfp",
                    "sealed",
                    "native",
                    "transient",
                    "volatile");

    /// Cuts a cell at the ends of its statements and declarations; comments are left out.
    static List<Fragment> of(String code) {
        var fragments = new ArrayList<Fragment>();
        var tokens = new ArrayList<Token>();
        var all =
                Token.of(code).stream().filter(each -> each.kind() != Token.Kind.COMMENT).toList();
        var depth = 0;
        for (var i = 0; i < all.size(); i++) {
            var token = all.get(i);
            tokens.add(token);
            if (token.kind() == Token.Kind.SIGN) {
                depth += depthChange(token);
                depth = Math.max(0, depth);
                var next = i + 1 < all.size() ? all.get(i + 1) : null;
                if (depth == 0 && (token.is(";") || (token.is("}") && !goesOn(tokens, next)))) {
                    fragments.add(of(tokens));
                    tokens = new ArrayList<>();
                }
            }
        }
        if (!tokens.isEmpty()) {
            fragments.add(of(tokens));
        }
        return fragments;
    }

    static int depthChange(Token token) {
        return switch (token.text()) {
            case "(", "[", "{" -> 1;
            case ")", "]", "}" -> -1;
            default -> 0;
        };
    }

    private static boolean goesOn(List<Token> tokens, Token next) {
        if (next == null) {
            return false;
        }
        return switch (next.text()) {
            case "else", "catch", "finally", ".", ",", ")", "]", "::", "?", ":" -> true;
            case ";" -> kindOf(tokens) == Kind.STATEMENT;
            case "while" -> tokens.getFirst().is("do");
            default -> false;
        };
    }

    private static Fragment of(List<Token> tokens) {
        var kind = kindOf(tokens);
        return new Fragment(
                kind,
                tokens.getFirst().begin(),
                tokens.getLast().end(),
                name(kind, tokens),
                tokens);
    }

    static Kind kindOf(List<Token> tokens) {
        if (tokens.getFirst().is("import")) {
            return Kind.IMPORT;
        }
        var at = afterModifiers(tokens);
        if (typeKeyword(tokens, at) >= 0) {
            return Kind.TYPE;
        }
        return methodName(tokens, at) >= 0 ? Kind.METHOD : Kind.STATEMENT;
    }

    private static String name(Kind kind, List<Token> tokens) {
        var at = afterModifiers(tokens);
        return switch (kind) {
            case TYPE -> {
                var name = typeKeyword(tokens, at) + 1;
                yield name < tokens.size() ? tokens.get(name).text() : "";
            }
            case METHOD -> tokens.get(methodName(tokens, at)).text();
            case STATEMENT -> {
                var name = variableName(tokens, at);
                yield name < 0 ? "" : tokens.get(name).text();
            }
            case IMPORT -> "";
        };
    }

    static int afterModifiers(List<Token> tokens) {
        var at = 0;
        while (at < tokens.size()) {
            var token = tokens.get(at);
            if (MODIFIERS.contains(token.text())) {
                at++;
            } else if (token.is("non") && at + 2 < tokens.size() && tokens.get(at + 1).is("-")) {
                at += 3;
            } else if (token.is("@")
                    && at + 1 < tokens.size()
                    && !tokens.get(at + 1).is("interface")) {
                at += 2;
                while (at + 1 < tokens.size() && tokens.get(at).is(".")) {
                    at += 2;
                }
                if (at < tokens.size() && tokens.get(at).is("(")) {
                    at = closing(tokens, at) + 1;
                }
            } else {
                return at;
            }
        }
        return at;
    }

    /// Where the bracket closes that opens at `open`; the last token where it does not.
    static int closing(List<Token> tokens, int open) {
        var depth = 0;
        for (var i = open; i < tokens.size(); i++) {
            if (tokens.get(i).kind() == Token.Kind.SIGN) {
                depth += depthChange(tokens.get(i));
            }
            if (depth == 0) {
                return i;
            }
        }
        return tokens.size() - 1;
    }

    static int typeKeyword(List<Token> tokens, int at) {
        if (at + 1 >= tokens.size()) {
            return -1;
        }
        var token = tokens.get(at);
        if (token.is("@") && tokens.get(at + 1).is("interface")) {
            return at + 1;
        }
        var found =
                switch (token.text()) {
                    case "class", "interface", "enum" -> true;
                    // A word with a meaning only where a name and a bracket follow.
                    case "record" ->
                            tokens.get(at + 1).isWord()
                                    && at + 2 < tokens.size()
                                    && (tokens.get(at + 2).is("(") || tokens.get(at + 2).is("<"));
                    default -> false;
                };
        return found ? at : -1;
    }

    static int methodName(List<Token> tokens, int from) {
        var name = variableName(tokens, from);
        return name >= 0 && name + 1 < tokens.size() && tokens.get(name + 1).is("(") ? name : -1;
    }

    /// Where a type is followed by a name, the name's place.
    private static int variableName(List<Token> tokens, int from) {
        var angles = 0;
        var start = afterTypeParameters(tokens, from);
        for (var i = start; i < tokens.size(); i++) {
            var token = tokens.get(i);
            if (token.is("<")) {
                angles++;
            } else if (token.is(">")) {
                angles--;
            } else if (angles == 0) {
                if (token.isWord() && i > start && endsType(tokens.get(i - 1))) {
                    return SourceVersion.isKeyword(token.text()) ? -1 : i;
                }
                var partOfType =
                        (token.isWord() && !isStatementWord(token))
                                || token.is(".")
                                || token.is("[")
                                || token.is("]")
                                || token.is("?")
                                || token.is("&");
                if (!partOfType) {
                    return -1;
                }
            }
        }
        return -1;
    }

    private static int afterTypeParameters(List<Token> tokens, int from) {
        if (from >= tokens.size() || !tokens.get(from).is("<")) {
            return from;
        }
        var angles = 0;
        for (var i = from; i < tokens.size(); i++) {
            angles += tokens.get(i).is("<") ? 1 : tokens.get(i).is(">") ? -1 : 0;
            if (angles == 0) {
                return i + 1;
            }
        }
        return tokens.size();
    }

    private static boolean endsType(Token token) {
        return (token.isWord() && !isStatementWord(token)) || token.is(">") || token.is("]");
    }

    private static boolean isStatementWord(Token token) {
        return (SourceVersion.isKeyword(token.text()) && !isPrimitive(token.text()))
                || token.is("yield");
    }

    static boolean isPrimitive(String word) {
        return switch (word) {
            case "void", "int", "long", "short", "byte", "char", "boolean", "float", "double" ->
                    true;
            default -> false;
        };
    }
}
