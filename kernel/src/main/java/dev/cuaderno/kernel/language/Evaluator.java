package dev.cuaderno.kernel.language;

import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.worker.Failure;

import jdk.jshell.ErroneousSnippet;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.UnresolvedReferenceException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Compiles a cell, runs its snippets one after the other, and says how that ended.
final class Evaluator {

    private static final String STOPPED = "the cell was stopped; its variables are kept";

    private final Session session;
    private final Shadow shadow;

    Evaluator(Session session, Shadow shadow) {
        this.session = session;
        this.shadow = shadow;
    }

    /// Runs the Java that begins at `offset` of a cell and says how it ended. `stop` is asked
    /// between two snippets.
    Outcome run(Cell cell, String java, int offset, Interrupter stop) {
        Optional<MimeBundle> value = Optional.empty();
        var pieces = Piece.split(java, offset, session.analysis);
        if (pieces.size() > 1 && !pieces.getLast().finished()) {
            // A slip of the pen at the end must not cost the run of what stands before it.
            var errors = shadow.errors(pieces.getLast());
            if (!errors.isEmpty()) {
                return new Diagnostics(session.analysis).failed(cell, pieces.getLast(), errors);
            }
        }
        for (var piece : pieces) {
            if (stop.requested()) {
                return interrupted();
            }
            value = Optional.empty();
            List<SnippetEvent> events;
            try {
                events = session.shell.eval(piece.source());
            } catch (IllegalStateException closed) {
                return new Outcome.Done(Optional.empty());
            }
            var failure = check(cell, piece, events, stop);
            if (failure != null) {
                return failure;
            }
            if (showsValue(events)) {
                value = session.control.render();
            }
        }
        return stop.requested() ? interrupted() : new Outcome.Done(value);
    }

    private Outcome.Failed check(
            Cell cell, Piece piece, List<SnippetEvent> events, Interrupter stop) {
        for (var event : events) {
            if (event.causeSnippet() == null) {
                session.origins.add(event.snippet(), cell, piece.offset());
            }
            if (!(event.snippet() instanceof ErroneousSnippet)
                    && event.status() != Snippet.Status.REJECTED) {
                session.origins.compiled(event.snippet(), session.analysis);
                if (event.causeSnippet() == null && event.snippet().kind().isPersistent()) {
                    shadow.accept(event.snippet().source());
                }
            }
        }
        for (var event : events) {
            if (event.causeSnippet() != null) {
                continue;
            }
            if (event.status() == Snippet.Status.REJECTED) {
                var found = session.shell.diagnostics(event.snippet()).toList();
                return new Diagnostics(session.analysis).failed(cell, piece, found);
            }
            if (event.exception() != null) {
                return thrown(cell, piece, event, stop);
            }
        }
        var fault = session.control.takeFault();
        return fault == null || session.control.isDead()
                ? null
                : new Outcome.Failed(
                        Outcome.Cause.EXCEPTION,
                        "EngineError",
                        fault,
                        List.of(Ansi.error("EngineError") + ": " + fault),
                        Place.of(cell.source(), piece.offset()).line(),
                        0);
    }

    private Outcome.Failed thrown(Cell cell, Piece piece, SnippetEvent event, Interrupter stop) {
        if (event.exception() instanceof UnresolvedReferenceException unresolved) {
            return unresolved(cell, piece, unresolved);
        }
        var failure = session.control.failure();
        if (failure == null) {
            failure =
                    new Failure(
                            event.exception().getClass().getName(),
                            event.exception().getMessage(),
                            List.of(),
                            null,
                            List.of());
        }
        return thrown(cell, failure, stop);
    }

    /// The outcome of a cell whose code, or whose task in the worker, has thrown.
    Outcome.Failed thrown(Cell cell, Failure thrown, Interrupter stop) {
        var cause = stop.requested() ? Outcome.Cause.INTERRUPTED : Outcome.Cause.EXCEPTION;
        var failure = thrown;
        if (failure.frames().isEmpty() && stop.requested() && stop.stoppedAt().isEmpty()) {
            // Stopped between two snippets: no code of the cell was running.
            return interrupted();
        }
        if (stop.requested()) {
            // One name for all ways of stopping. An exception made beforehand knows no place, so
            // the place where
            // it was thrown in comes first.
            var at = stop.stoppedAt().isEmpty() ? failure.frames() : stop.stoppedAt();
            failure = new Failure("Interrupted", STOPPED, at, null, List.of());
        }
        return new Traces(session.origins).failed(cause, failure, cell);
    }

    private Outcome.Failed unresolved(Cell cell, Piece piece, UnresolvedReferenceException thrown) {
        var snippet = thrown.getSnippet();
        var missing = new ArrayList<String>();
        session.shell.unresolvedDependencies(snippet).forEach(missing::add);
        var message =
                snippet.name()
                        + " was called but uses what is not declared yet: "
                        + String.join(", ", missing);
        var place = Place.of(cell.source(), piece.offset());
        return new Outcome.Failed(
                Outcome.Cause.EXCEPTION,
                "UnresolvedReferenceException",
                message,
                List.of(Ansi.error("UnresolvedReferenceException") + ": " + message),
                place.line(),
                0);
    }

    static Outcome.Failed interrupted() {
        return new Outcome.Failed(
                Outcome.Cause.INTERRUPTED,
                "Interrupted",
                "the cell was stopped",
                List.of(
                        Ansi.error("Interrupted")
                                + ": the cell was stopped; its variables are kept"),
                0,
                0);
    }

    /// The value of an expression is shown; what a declaration or an assignment gives is not.
    private static boolean showsValue(List<SnippetEvent> events) {
        return events.stream()
                .filter(event -> event.causeSnippet() == null)
                .anyMatch(
                        event ->
                                switch (event.snippet().subKind()) {
                                    case TEMP_VAR_EXPRESSION_SUBKIND,
                                            VAR_VALUE_SUBKIND,
                                            OTHER_EXPRESSION_SUBKIND ->
                                            !isVoid(event.snippet());
                                    default -> false;
                                });
    }

    private static boolean isVoid(Snippet snippet) {
        return snippet instanceof ExpressionSnippet expression
                && "void".equals(expression.typeName());
    }
}
