package dev.cuaderno.kernel.export;

import jdk.jshell.Snippet;

import java.util.List;
import java.util.Set;

/// One snippet of the notebook, or a comment in the place of one.
///
/// @param cell the number of its cell
/// @param mayFail whether the program goes on where it throws
/// @param text as written
/// @param snippets what it is; none for a comment
/// @param shown whether the notebook shows its value
/// @param scan what the parser sees in it; empty for declarations of methods and types
/// @param names the names in it
record Step(
        int cell,
        boolean mayFail,
        String text,
        List<Snippet> snippets,
        boolean shown,
        Scan scan,
        Set<String> names) {

    /// What becomes of a step in a program.
    enum Role {
        COMMENT,
        IMPORT,
        MEMBER,
        VARIABLES,
        ACTION
    }

    static Step comment(CodeCell cell, String text) {
        return new Step(cell.number(), cell.mayFail(), text, List.of(), false, null, Set.of());
    }

    static Step of(CodeCell cell, String text, List<Snippet> snippets, boolean shown) {
        var kind = snippets.getFirst().kind();
        var runs =
                kind == Snippet.Kind.VAR
                        || kind == Snippet.Kind.EXPRESSION
                        || kind == Snippet.Kind.STATEMENT;
        return new Step(
                cell.number(),
                cell.mayFail(),
                text,
                snippets,
                shown,
                runs ? Scan.ofStatement(text) : null,
                Tokens.names(text));
    }

    Role role() {
        return snippets.isEmpty()
                ? Role.COMMENT
                : switch (snippets.getFirst().kind()) {
                    case IMPORT -> Role.IMPORT;
                    case METHOD, TYPE_DECL -> Role.MEMBER;
                    // An expression is one whatever JShell keeps its value in.
                    case VAR -> scan.variables().isEmpty() ? Role.ACTION : Role.VARIABLES;
                    default -> Role.ACTION;
                };
    }

    /// Whether it does something when it is reached.
    boolean runs() {
        return scan != null;
    }
}
