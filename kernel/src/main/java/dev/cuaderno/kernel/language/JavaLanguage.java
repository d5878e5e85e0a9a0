package dev.cuaderno.kernel.language;

import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.kernel.magic.CellCutter;
import dev.cuaderno.kernel.magic.MagicRegistry;
import dev.cuaderno.kernel.magic.MagicSession;
import dev.cuaderno.kernel.magic.StandardMagics;

import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Java by JShell: compiled here, run in a worker JVM, so that nothing a cell does can take this
/// JVM down.
public final class JavaLanguage implements Language, Assistant {

    private final MagicRegistry magics = new MagicRegistry(StandardMagics.all());
    private final List<MagicSession.Ran> history = new ArrayList<>();
    private volatile Settings settings;
    private volatile Map<String, String> userMagics = Map.of();
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
            var outcome = new CellRun(this, current, cell, outputs.current(), stop).run();
            remember(cell, outcome);
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

    private void remember(Cell cell, Outcome outcome) {
        var shown = Optional.<String>empty();
        if (outcome instanceof Outcome.Done done) {
            shown = done.value().map(MimeBundle::plainText);
        }
        history.add(new MagicSession.Ran(cell, outcome instanceof Outcome.Done, shown));
    }

    /// The magics of the kernel.
    MagicRegistry magics() {
        return magics;
    }

    /// The magics of the cells' JVM, as far as known.
    Map<String, String> userMagics() {
        return userMagics;
    }

    void setUserMagics(Map<String, String> names) {
        userMagics = names;
    }

    /// The cells that have ended.
    List<MagicSession.Ran> history() {
        return List.copyOf(history);
    }

    Settings settings() {
        return settings;
    }

    /// Settings for the next worker; the running one is not touched.
    void setSettings(Settings changed) {
        settings = changed;
    }

    Shadow shadow() {
        return shadow.get();
    }

    /// Forgets what completion knows, after declarations were dropped.
    void renewShadow(Session current) {
        shadow.getAndSet(new Shadow(settings, current)).close();
    }

    /// What tells a magic from Java.
    CellCutter.Names names() {
        var declared = session.names();
        return new CellCutter.Names(
                declared::contains,
                name -> magics.find(name).isPresent() || userMagics.containsKey(name));
    }

    private String masked(String code) {
        return CellCutter.masked(code, names());
    }

    Completion completeJava(String java) {
        return shadow.get().ask(java, java.length(), Completions::at);
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

    @Override
    public void interrupt() {
        var stop = interrupter;
        if (stop != null) {
            stop.request();
        }
    }

    @Override
    public Completion complete(String code, int cursor) {
        return MagicAssistant.complete(code, cursor, this)
                .orElseGet(() -> shadow.get().ask(masked(code), cursor, Completions::at));
    }

    @Override
    public Optional<MimeBundle> inspect(String code, int cursor, int detail) {
        return MagicAssistant.inspect(code, cursor, this)
                .or(
                        () ->
                                shadow.get()
                                        .ask(
                                                masked(code),
                                                cursor,
                                                point -> Inspections.at(point, detail)));
    }

    @Override
    public Completeness completeness(String code) {
        // Without a newline at the end a half-written line would count as finished.
        SourceCodeAnalysis analysis = session.analysis;
        var magic = MagicAssistant.completeness(code, this);
        if (magic.isPresent()) {
            return magic.get();
        }
        var rest = masked(code);
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
                    if (isErroneous(info.source())) {
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
    private boolean isErroneous(String source) {
        return session.analysis.sourceToSnippets(source).stream()
                .anyMatch(snippet -> snippet.kind() == Snippet.Kind.ERRONEOUS);
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
