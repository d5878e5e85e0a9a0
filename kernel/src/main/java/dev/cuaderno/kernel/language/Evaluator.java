package dev.cuaderno.kernel.language;

import dev.cuaderno.kernel.language.Compilation.Compiled;
import dev.cuaderno.worker.Failure;

import jdk.jshell.DeclarationSnippet;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.spi.ExecutionControl;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Compiles a cell, runs its snippets one after the other, and says how that ended.
final class Evaluator {

    private static final String STOPPED = "the cell was stopped; its variables are kept";

    private final Session session;
    private final Shadow shadow;
    private final Outputs outputs;

    /// @param outputs takes notices to the reader of the cell
    Evaluator(Session session, Shadow shadow, Outputs outputs) {
        this.session = session;
        this.shadow = shadow;
        this.outputs = outputs;
    }

    /// Compiles all of the Java that begins at `offset` of a cell, then runs it piece by piece.
    /// `stop` is asked between two pieces.
    Outcome run(Cell cell, String java, int offset, Interrupter stop) {
        try {
            session.prepare(java);
            var pieces = Piece.split(java, offset, session.analysis);
            var compilation = Compilation.of(session, pieces, Plan.Mode.TRIAL, stop::requested);
            if (compilation.isReshaped() && compilation.rejected().isEmpty()) {
                // The cell is good, and some class cannot be redefined in place.
                compilation.undo();
                compilation = Compilation.of(session, pieces, Plan.Mode.FINAL, stop::requested);
            }
            if (stop.requested()) {
                compilation.undo();
                return interrupted();
            }
            if (!compilation.rejected().isEmpty()) {
                var failed = new Diagnostics(session).failed(cell, compilation.rejected());
                compilation.undo();
                return failed;
            }
            return run(cell, compilation.compiled(), stop);
        } catch (IllegalStateException closed) {
            // The worker died; the language sees that by itself.
            return new Outcome.Done(Optional.empty());
        }
    }

    private Outcome run(Cell cell, List<Compiled> pieces, Interrupter stop) {
        accept(cell, pieces);
        var lost = new LinkedHashSet<String>();
        try {
            for (var each : pieces) {
                if (stop.requested()) {
                    return interrupted();
                }
                var failure = perform(cell, each, stop, lost::add);
                if (failure != null) {
                    return failure;
                }
            }
        } finally {
            Notices.reset(lost).ifPresent(this::notice);
        }
        if (stop.requested()) {
            return interrupted();
        }
        if (pieces.isEmpty() || !showsValue(pieces.getLast().events())) {
            return new Outcome.Done(Optional.empty());
        }
        var shown = session.control.render();
        if (session.control.renderFailed()) {
            // Code of the user as well: a toString that runs out of memory, or is stopped.
            var failure = session.control.failure();
            return failure == null ? interrupted() : thrown(cell, failure, stop);
        }
        return new Outcome.Done(shown);
    }

    /// Makes known what a cell declares, before any of it runs.
    private void accept(Cell cell, List<Compiled> pieces) {
        for (var each : pieces) {
            for (var event : each.events()) {
                var snippet = event.snippet();
                if (event.causeSnippet() == null) {
                    session.origins.add(snippet, cell, each.piece().offset());
                }
                if (event.status().isDefined()) {
                    session.origins.compiled(snippet, session.analysis);
                }
                if (event.causeSnippet() == null
                        && event.status().isActive()
                        && snippet.kind().isPersistent()) {
                    shadow.accept(snippet);
                }
            }
        }
        for (var each : pieces) {
            Notices.unresolved(session, each.events()).forEach(this::notice);
        }
    }

    private void notice(String text) {
        outputs.stream(Outputs.Stream.STDERR, text + "\n");
    }

    private Outcome.Failed perform(
            Cell cell, Compiled each, Interrupter stop, Consumer<String> lost) {
        var piece = each.piece();
        try {
            for (var step : each.steps()) {
                session.control.perform(step, lost);
            }
        } catch (ExecutionControl.ResolutionException undeclared) {
            return unresolved(cell, piece, undeclared.id());
        } catch (ExecutionControl.UserException thrown) {
            return thrown(cell, thrown, stop);
        } catch (ExecutionControl.EngineTerminationException death) {
            // The control remembers it.
            return null;
        } catch (ExecutionControl.RunException stopped) {
            return interrupted();
        } catch (ExecutionControl.InternalException recorded) {
            // Told below.
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

    private Outcome.Failed thrown(
            Cell cell, ExecutionControl.UserException thrown, Interrupter stop) {
        var failure = session.control.failure();
        if (failure == null) {
            failure =
                    new Failure(
                            thrown.causeExceptionClass(),
                            thrown.getMessage(),
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

    private Outcome.Failed unresolved(Cell cell, Piece piece, int id) {
        var message =
                session.shell
                        .snippets()
                        .filter(snippet -> snippet.id().equals(String.valueOf(id)))
                        .filter(DeclarationSnippet.class::isInstance)
                        .map(DeclarationSnippet.class::cast)
                        .reduce((earlier, later) -> later)
                        .map(snippet -> Notices.unresolved(session, snippet))
                        .orElse("what was called uses what is not declared yet");
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
