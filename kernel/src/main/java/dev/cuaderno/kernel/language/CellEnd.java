package dev.cuaderno.kernel.language;

import dev.cuaderno.kernel.language.Language.Completeness;

import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;

/// Tells whether a cell that is being written has come to its end.
final class CellEnd {

    private CellEnd() {}

    /// @param code of the cell
    /// @param java the same without its magics
    static Completeness judge(String code, String java, Session session) {
        session.prepare(java);
        var rest = java;
        while (true) {
            if (rest.isBlank()) {
                return new Completeness(Completeness.State.COMPLETE, "");
            }
            var info = session.analysis.analyzeCompletion(rest);
            switch (info.completeness()) {
                case EMPTY -> {
                    return new Completeness(Completeness.State.COMPLETE, "");
                }
                case COMPLETE, COMPLETE_WITH_SEMI, CONSIDERED_INCOMPLETE -> {
                    // Without a newline at the end a half-written line would count as finished.
                    if (info.completeness()
                            == SourceCodeAnalysis.Completeness.CONSIDERED_INCOMPLETE) {
                        return incomplete(code);
                    }
                    if (isErroneous(info.source(), session)) {
                        return new Completeness(Completeness.State.INVALID, "");
                    }
                    rest = info.remaining();
                }
                case DEFINITELY_INCOMPLETE -> {
                    return incomplete(code);
                }
                case UNKNOWN -> {
                    return new Completeness(Completeness.State.INVALID, "");
                }
            }
        }
    }

    // JShell calls `1 +* 2` complete, since nothing that follows could mend it.
    private static boolean isErroneous(String source, Session session) {
        return session.analysis.sourceToSnippets(source).stream()
                .anyMatch(snippet -> snippet.kind() == Snippet.Kind.ERRONEOUS);
    }

    private static Completeness incomplete(String code) {
        var open = code.chars().map(each -> each == '{' ? 1 : each == '}' ? -1 : 0).sum();
        return new Completeness(Completeness.State.INCOMPLETE, "    ".repeat(Math.max(0, open)));
    }
}
