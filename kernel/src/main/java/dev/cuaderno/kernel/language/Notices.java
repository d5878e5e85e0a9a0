package dev.cuaderno.kernel.language;

import jdk.jshell.DeclarationSnippet;
import jdk.jshell.SnippetEvent;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Sentences for the reader about what a cell brought about without failing.
final class Notices {

    private Notices() {}

    /// Variables that a change of shape has set to null, zero or false.
    static Optional<String> reset(Collection<String> variables) {
        return variables.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "Reset to null, 0 or false, because a type they depend on has changed its shape: "
                                + String.join(", ", variables)
                                + ". Run their cells again.");
    }

    /// One sentence for each declaration that cannot be used yet.
    static List<String> unresolved(Session session, List<SnippetEvent> events) {
        return events.stream()
                .filter(event -> event.causeSnippet() == null)
                .map(SnippetEvent::snippet)
                .filter(DeclarationSnippet.class::isInstance)
                .map(DeclarationSnippet.class::cast)
                .filter(
                        snippet ->
                                switch (session.shell.status(snippet)) {
                                    case RECOVERABLE_DEFINED, RECOVERABLE_NOT_DEFINED -> true;
                                    default -> false;
                                })
                .map(snippet -> unresolved(session, snippet))
                .toList();
    }

    /// Says what a declaration still needs.
    static String unresolved(Session session, DeclarationSnippet snippet) {
        var missing =
                session.shell
                        .unresolvedDependencies(snippet)
                        .distinct()
                        .collect(Collectors.joining(", "));
        return snippet.name()
                + " cannot be used yet"
                + (missing.isEmpty() ? "." : ": " + missing + " is not declared.");
    }
}
