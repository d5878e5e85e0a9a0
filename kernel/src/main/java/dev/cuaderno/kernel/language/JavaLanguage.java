package dev.cuaderno.kernel.language;

import dev.cuaderno.comm.CommFrame;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.kernel.assist.Assistant;
import dev.cuaderno.kernel.magic.CellCutter;
import dev.cuaderno.kernel.magic.MagicRegistry;
import dev.cuaderno.kernel.magic.MagicSession;
import dev.cuaderno.kernel.magic.StandardMagics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// Java by JShell: compiled here, run in a worker JVM, so that nothing a cell does can take this
/// JVM down.
public final class JavaLanguage implements Language, Assistant {

    private final MagicRegistry magics;
    private final List<MagicSession.Ran> history = new ArrayList<>();
    // What %env has changed, for the next worker; removed ones have no value.
    private final Map<String, String> environment = new HashMap<>();
    private volatile Map<String, String> userMagics = Map.of();
    // How many cells had run when they were asked for.
    private volatile int userMagicsAt = -1;
    private final CellOutputs outputs = new CellOutputs();
    private final AtomicReference<Shadow> shadow = new AtomicReference<>();
    private volatile Settings settings;
    private volatile Session session;
    private volatile Interrupter interrupter;
    // What is being made ready to take the place of the session, or null.
    private volatile Session opening;
    private int running;
    private boolean closed;

    // Held while a cell runs.
    private final ReentrantLock cells = new ReentrantLock();

    /// Starts the first worker and runs the start-up snippets.
    ///
    /// @throws UncheckedIOException if the worker's JVM cannot be started; the message says why
    public JavaLanguage(Settings settings) {
        this(settings, new MagicRegistry(StandardMagics.all()));
    }

    /// With these magics; they must not serve another session.
    ///
    /// @throws UncheckedIOException as above
    public JavaLanguage(Settings settings, MagicRegistry magics) {
        this.settings = settings;
        this.magics = magics;
        try {
            this.session = open(settings, List.of(), () -> false).session();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure.getMessage(), failure);
        }
    }

    /// What the cells' JVM and the compiler were started with.
    public Settings settings() {
        return settings;
    }

    /// Goes on in a JVM with other settings: another heap, JDK, class path, compiler options.
    /// Imports, types and methods are declared again there; values are lost. To be called between
    /// two cells, or on the thread of the running cell between two of its snippets.
    ///
    /// @return what happened and what was lost, in words for the reader
    /// @throws IOException if no JVM starts with these settings; the message holds what it said,
    ///   and the session is as it was
    public String restart(Settings changed) throws IOException {
        return restart(changed, () -> false);
    }

    /// The same, given up where `stopped` becomes true in time.
    String restart(Settings changed, BooleanSupplier stopped) throws IOException {
        var before = session;
        var remains = Remains.of(before.shell);
        Opened opened;
        try {
            opened = open(changed, remains.declarations(), stopped);
        } catch (IOException | RuntimeException failure) {
            outputs.resume(running);
            throw failure;
        }
        settings = changed;
        replace(opened.session());
        before.close();
        outputs.closeComms();
        outputs.resume(running);
        var stop = interrupter;
        if (stop != null) {
            stop.follow(session.worker);
            session.control.enter(running);
        }
        return "The JVM of this notebook was started again. " + remains.report(opened.refused());
    }

    /// @param refused the declarations that did not compile
    private record Opened(Session session, List<String> refused) {}

    private Opened open(Settings with, List<String> declarations, BooleanSupplier stopped)
            throws IOException {
        var opened = Session.start(with, outputs, stopped);
        List<String> refused;
        opening = opened;
        try {
            opened.control.enter(outputs.begin(new SilentOutputs()));
            var variables = new HashMap<>(with.variables());
            variables.putAll(environment);
            variables.forEach(
                    (name, value) -> opened.control.task("EnvTask", new Object[] {name, value}));
            refused = opened.declare(with.startup(), declarations, stopped);
            opened.control.leave();
        } catch (IllegalStateException ended) {
            opened.close();
            throw new IOException("the JVM for the cells ended before it was ready", ended);
        } catch (IOException | RuntimeException failure) {
            opened.close();
            throw failure;
        } finally {
            opening = null;
        }
        opened.worker.awaitMark();
        var before = shadow.getAndSet(new Shadow(with, opened, this::peek));
        if (before != null) {
            before.close();
        }
        return new Opened(opened, refused);
    }

    /// Ends the worker that a restart is making ready, for whoever wants the cell to stop.
    void giveUpOpening() {
        var unready = opening;
        if (unready != null) {
            unready.worker.kill();
        }
    }

    private synchronized void replace(Session fresh) {
        session = fresh;
        if (closed) {
            fresh.close();
        }
    }

    @Override
    public Outcome execute(Cell cell, Outputs cellOutputs) {
        cells.lock();
        try {
            return executeAlone(cell, cellOutputs);
        } finally {
            cells.unlock();
        }
    }

    private Outcome executeAlone(Cell cell, Outputs cellOutputs) {
        if (!session.worker.isAlive()) {
            // It died between two cells, by a thread that a cell left behind or by a hand outside.
            var ended = died(session, new Interrupter(session.worker));
            cellOutputs.stream(Outputs.Stream.STDERR, ended.message() + "\n");
        }
        var stop = new Interrupter(session.worker);
        interrupter = stop;
        settings.timeout().ifPresent(stop::limit);
        try {
            running = outputs.begin(cellOutputs);
            session.control.enter(running);
            var outcome = new CellRun(this, cell, outputs.current(), stop).run();
            remember(cell, outcome);
            // From here on a stop would hit the machinery and not the cell.
            interrupter = null;
            stop.end();
            // Not the session of the beginning where the cell has changed its JVM.
            var current = session;
            if (!current.control.isDead()) {
                current.control.leave();
            }
            if (current.control.isDead()) {
                return CellTimeout.tell(died(current, stop), stop, settings);
            }
            current.worker.awaitMark();
            return CellTimeout.tell(outcome, stop, settings);
        } finally {
            interrupter = null;
            stop.end();
        }
    }

    @Override
    public boolean comm(CommFrame frame) {
        cells.lock();
        try {
            var current = session;
            if (!current.worker.isAlive()) {
                return true;
            }
            var cell = outputs.cellOf(frame.id());
            var stop = new Interrupter(current.worker);
            interrupter = stop;
            try {
                new CommCall(current, shadow.get(), outputs.of(cell), stop).run(cell, frame);
            } finally {
                interrupter = null;
                stop.end();
            }
            if (current.control.isDead()) {
                var ended = died(current, stop);
                outputs.of(cell).stream(Outputs.Stream.STDERR, ended.message() + "\n");
            }
        } finally {
            cells.unlock();
        }
        return true;
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

    /// The magics of the cells' JVM, asked for anew where cells have run since; as far as known
    /// while one runs.
    @SuppressWarnings("unchecked") // The worker of this very build sends a map of texts.
    Map<String, String> askUserMagics() {
        if (userMagicsAt == history.size() || !cells.tryLock()) {
            return userMagics;
        }
        try {
            if (!session.control.isDead()) {
                userMagicsAt = history.size();
                session.control.enter(running);
                session.control
                        .task("UserMagicNames", new Object[0])
                        .ifPresent(found -> userMagics = (Map<String, String>) found[0]);
                session.control.leave();
            }
            return userMagics;
        } finally {
            cells.unlock();
        }
    }

    void setUserMagics(Map<String, String> names) {
        userMagics = names;
    }

    /// The cells that have ended.
    List<MagicSession.Ran> history() {
        return List.copyOf(history);
    }

    /// What magics have changed of the environment.
    Map<String, String> environment() {
        return environment;
    }

    /// Settings for the next worker; the running one is not touched.
    void setSettings(Settings changed) {
        settings = changed;
    }

    Session session() {
        return session;
    }

    Shadow shadow() {
        return shadow.get();
    }

    /// Forgets what completion knows, after declarations were dropped.
    void renewShadow(Session current) {
        shadow.getAndSet(new Shadow(settings, current, this::peek)).close();
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
        return shadow.get().assistant().complete(java, java.length());
    }

    /// Puts a fresh session in the place of one whose JVM has ended.
    private Outcome.Failed died(Session dead, Interrupter stop) {
        var how = dead.worker.awaitDeath();
        var remains = Remains.of(dead.shell);
        dead.close();
        outputs.closeComms();
        var message =
                "the JVM of this notebook "
                        + (stop.killed() ? "was ended, since nothing else stopped the cell" : how)
                        + ". "
                        + revive(remains);
        var name = stop.requested() ? "Interrupted" : "WorkerDied";
        return new Outcome.Failed(
                stop.requested() ? Outcome.Cause.INTERRUPTED : Outcome.Cause.WORKER_DIED,
                name,
                message,
                List.of(Ansi.error(name) + ": " + message),
                0,
                0);
    }

    private String revive(Remains remains) {
        synchronized (this) {
            if (closed) {
                return "The session has ended.";
            }
        }
        try {
            var opened = open(settings, remains.declarations(), () -> false);
            replace(opened.session());
            return "A fresh one is ready. " + remains.report(opened.refused());
        } catch (IOException | UncheckedIOException failure) {
            return "No fresh one could be started, the next cell tries again: "
                    + failure.getMessage();
        }
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
                .orElseGet(() -> shadow.get().assistant().complete(masked(code), cursor));
    }

    @Override
    public Optional<MimeBundle> inspect(String code, int cursor, int detail) {
        return MagicAssistant.inspect(code, cursor, this)
                .or(() -> shadow.get().assistant().inspect(masked(code), cursor, detail));
    }

    @Override
    public String withImports(String code) {
        return shadow.get().assistant().withImports(code);
    }

    /// A short text of a variable's value; empty while a cell runs, since only one can speak with
    /// the worker.
    private Optional<String> peek(String variable) {
        if (!cells.tryLock()) {
            return Optional.empty();
        }
        try {
            return session.peek(variable);
        } finally {
            cells.unlock();
        }
    }

    @Override
    public Completeness completeness(String code) {
        return MagicAssistant.completeness(code, this)
                .orElseGet(() -> CellEnd.judge(code, masked(code), session));
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        shadow.get().close();
        session.close();
    }
}
