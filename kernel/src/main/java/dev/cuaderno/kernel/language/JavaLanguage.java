package dev.cuaderno.kernel.language;

import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.worker.Failure;

import jdk.jshell.ErroneousSnippet;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.UnresolvedReferenceException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Java by JShell: compiled here, run in a worker JVM, so that nothing a cell does can take this
/// JVM down.
public final class JavaLanguage implements Language, Assistant {

    private static final String STOPPED = "the cell was stopped; its variables are kept";

    private final Settings settings;
    private final CellOutputs outputs = new CellOutputs();
    private final AtomicReference<Shadow> shadow = new AtomicReference<>();
    private volatile Session session;
    private volatile Interrupter interrupter;

    /// Starts the first worker and runs the start-up snippets.
    ///
    /// @throws UncheckedIOException if the worker's JVM cannot be started; the message says why
    public JavaLanguage(Settings settings) {
        this.settings = settings;
        this.session = open(List.of());
    }

    private Session open(List<String> declarations) {
        try {
            var opened = Session.start(settings, outputs);
            var silent = new SilentOutputs();
            opened.control.enter(outputs.begin(silent));
            for (var script : settings.startup()) {
                for (var piece : Piece.split(script, opened.analysis)) {
                    opened.evaluate(piece.source());
                }
            }
            declarations.forEach(opened::evaluate);
            opened.control.leave();
            opened.worker.awaitMark();
            var before = shadow.getAndSet(new Shadow(settings, opened));
            if (before != null) {
                before.close();
            }
            return opened;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure.getMessage(), failure);
        }
    }

    @Override
    public Outcome execute(Cell cell, Outputs cellOutputs) {
        if (!session.worker.isAlive()) {
            // It died between two cells, by a thread that a cell left behind or by a hand outside.
            var ended = died(session, new Interrupter(session.worker));
            cellOutputs.stream(Outputs.Stream.STDERR, ended.message() + "\n");
        }
        var current = session;
        var stop = new Interrupter(current.worker);
        interrupter = stop;
        try {
            current.control.enter(outputs.begin(cellOutputs));
            var outcome = run(current, cell, stop);
            // From here on a stop would hit the machinery and not the cell.
            interrupter = null;
            stop.end();
            if (!current.control.isDead()) {
                current.control.leave();
            }
            if (current.control.isDead()) {
                return died(current, stop);
            }
            current.worker.awaitMark();
            return outcome;
        } finally {
            interrupter = null;
            stop.end();
        }
    }

    private Outcome run(Session current, Cell cell, Interrupter stop) {
        Optional<MimeBundle> value = Optional.empty();
        var pieces = Piece.split(cell.source(), current.analysis);
        if (pieces.size() > 1 && !pieces.getLast().finished()) {
            // A slip of the pen at the end must not cost the run of what stands before it.
            var errors = shadow.get().errors(pieces.getLast());
            if (!errors.isEmpty()) {
                return new Diagnostics(current.analysis).failed(cell, pieces.getLast(), errors);
            }
        }
        for (var piece : pieces) {
            if (stop.requested()) {
                return interrupted();
            }
            value = Optional.empty();
            List<SnippetEvent> events;
            try {
                events = current.shell.eval(piece.source());
            } catch (IllegalStateException closed) {
                return new Outcome.Done(Optional.empty());
            }
            var failure = check(current, cell, piece, events, stop);
            if (failure != null) {
                return failure;
            }
            if (showsValue(events)) {
                value = current.control.render();
            }
        }
        return stop.requested() ? interrupted() : new Outcome.Done(value);
    }

    private Outcome.Failed check(
            Session current, Cell cell, Piece piece, List<SnippetEvent> events, Interrupter stop) {
        for (var event : events) {
            if (event.causeSnippet() == null) {
                current.origins.add(event.snippet(), cell, piece.offset());
            }
            if (!(event.snippet() instanceof ErroneousSnippet)
                    && event.status() != Snippet.Status.REJECTED) {
                current.origins.compiled(event.snippet(), current.analysis);
                if (event.causeSnippet() == null && event.snippet().kind().isPersistent()) {
                    shadow.get().accept(event.snippet().source());
                }
            }
        }
        for (var event : events) {
            if (event.causeSnippet() != null) {
                continue;
            }
            if (event.status() == Snippet.Status.REJECTED) {
                var found = current.shell.diagnostics(event.snippet()).toList();
                return new Diagnostics(current.analysis).failed(cell, piece, found);
            }
            if (event.exception() != null) {
                return thrown(current, cell, piece, event, stop);
            }
        }
        var fault = current.control.takeFault();
        return fault == null || current.control.isDead()
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
            Session current, Cell cell, Piece piece, SnippetEvent event, Interrupter stop) {
        var cause = stop.requested() ? Outcome.Cause.INTERRUPTED : Outcome.Cause.EXCEPTION;
        if (event.exception() instanceof UnresolvedReferenceException unresolved) {
            return unresolved(current, cell, piece, unresolved);
        }
        var failure = current.control.failure();
        if (failure == null) {
            failure =
                    new Failure(
                            event.exception().getClass().getName(),
                            event.exception().getMessage(),
                            List.of(),
                            null,
                            List.of());
        }
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
        return new Traces(current.origins).failed(cause, failure, cell);
    }

    private Outcome.Failed unresolved(
            Session current, Cell cell, Piece piece, UnresolvedReferenceException thrown) {
        var snippet = thrown.getSnippet();
        var missing = new ArrayList<String>();
        current.shell.unresolvedDependencies(snippet).forEach(missing::add);
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

    private static Outcome.Failed interrupted() {
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

    /// Puts a fresh session in the place of one whose JVM has ended.
    private Outcome.Failed died(Session dead, Interrupter stop) {
        var how = dead.worker.awaitDeath();
        var lost = Remains.of(dead.shell);
        dead.close();
        session = open(lost.declarations());
        var message =
                "the JVM of this notebook "
                        + (stop.killed() ? "was ended, since nothing else stopped the cell" : how)
                        + ". "
                        + lost.report();
        var name = stop.requested() ? "Interrupted" : "WorkerDied";
        return new Outcome.Failed(
                stop.requested() ? Outcome.Cause.INTERRUPTED : Outcome.Cause.WORKER_DIED,
                name,
                message,
                List.of(Ansi.error(name) + ": " + message),
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

    @Override
    public void interrupt() {
        var stop = interrupter;
        if (stop != null) {
            stop.request();
        }
    }

    @Override
    public Completion complete(String code, int cursor) {
        return shadow.get().ask(code, cursor, Completions::at);
    }

    @Override
    public Optional<MimeBundle> inspect(String code, int cursor, int detail) {
        return shadow.get().ask(code, cursor, point -> Inspections.at(point, detail));
    }

    @Override
    public Completeness completeness(String code) {
        // Without a newline at the end a half-written line would count as finished.
        SourceCodeAnalysis analysis = session.analysis;
        var rest = code;
        while (true) {
            if (rest.isBlank()) {
                return new Completeness(Completeness.State.COMPLETE, "");
            }
            var info = analysis.analyzeCompletion(rest);
            switch (info.completeness()) {
                case EMPTY -> {
                    return new Completeness(Completeness.State.COMPLETE, "");
                }
                case COMPLETE, COMPLETE_WITH_SEMI, CONSIDERED_INCOMPLETE -> {
                    if (info.completeness()
                            == SourceCodeAnalysis.Completeness.CONSIDERED_INCOMPLETE) {
                        return incomplete(code);
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

    private static Completeness incomplete(String code) {
        var open = code.chars().map(each -> each == '{' ? 1 : each == '}' ? -1 : 0).sum();
        return new Completeness(Completeness.State.INCOMPLETE, "    ".repeat(Math.max(0, open)));
    }

    @Override
    public void close() {
        shadow.get().close();
        session.close();
    }

    /// Start-up code speaks to the log only.
    private static final class SilentOutputs implements Outputs {

        @Override
        public void stream(Stream stream, String text) {
            System.err.print(text);
        }

        @Override
        public void display(MimeBundle bundle, String displayId, boolean update) {
            System.err.println(bundle.plainText());
        }

        @Override
        public void clear(boolean wait) {
            // Nothing is shown yet.
        }

        @Override
        public String input(String prompt, boolean password) {
            return null;
        }
    }
}
