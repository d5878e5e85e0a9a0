package dev.cuaderno.kernel.language;

import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.kernel.magic.Call;
import dev.cuaderno.kernel.magic.CellCutter;
import dev.cuaderno.kernel.magic.CellFailure;
import dev.cuaderno.kernel.magic.CellPart;
import dev.cuaderno.kernel.magic.Magic;
import dev.cuaderno.kernel.magic.MagicException;
import dev.cuaderno.kernel.magic.MagicRegistry;
import dev.cuaderno.kernel.magic.MagicSession;
import dev.cuaderno.kernel.magic.Result;
import dev.cuaderno.kernel.magic.UnknownMagic;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One run of one cell: its Java and its magics, in their order.
final class CellRun implements MagicSession {

    private static final String VALUE = "dev.cuaderno.magic.Magics.";

    private final JavaLanguage language;
    private final Cell cell;
    private final Outputs outputs;
    private final Interrupter stop;

    CellRun(JavaLanguage language, Cell cell, Outputs outputs, Interrupter stop) {
        this.language = language;
        this.cell = cell;
        this.outputs = outputs;
        this.stop = stop;
    }

    Outcome run() {
        return run(cell.source(), 0);
    }

    private Outcome run(String text, int base) {
        var parts = CellCutter.cut(text, language.names());
        for (var part : parts) {
            if (part instanceof CellPart.Misplaced misplaced) {
                return failed("MisplacedMagic", misplaced.problem(), base + part.offset(), 1);
            }
        }
        Outcome outcome = new Outcome.Done(Optional.empty());
        for (var part : parts) {
            if (stop.requested()) {
                return Evaluator.interrupted();
            }
            outcome =
                    switch (part) {
                        case CellPart.Java java -> java(java.text(), base + java.offset());
                        case CellPart.Magic magic -> magic(magic, base);
                        case CellPart.Misplaced _ -> outcome;
                    };
            if (!(outcome instanceof Outcome.Done done)) {
                return outcome;
            }
            if (part instanceof CellPart.Magic && part != parts.getLast()) {
                done.value().ifPresent(shown -> outputs.display(shown, null, false));
            }
        }
        return stop.requested() ? Evaluator.interrupted() : outcome;
    }

    // Asked for each time: a magic may have put another in its place.
    private Session session() {
        return language.session();
    }

    private Evaluator evaluator() {
        return new Evaluator(session(), language.shadow(), outputs);
    }

    private Outcome java(String java, int offset) {
        var outcome = evaluator().run(cell, java, offset, stop);
        return outcome instanceof Outcome.Failed failed ? Advice.added(failed, cell) : outcome;
    }

    private Outcome magic(CellPart.Magic part, int base) {
        var length = Math.max(1, part.end() - part.offset());
        try {
            settle();
            var magic = language.magics().find(part.name());
            var result = magic.isPresent() ? run(magic.get(), part, base) : runUsers(part);
            return part.target().isPresent()
                    ? assign(part, base, result)
                    : new Outcome.Done(result.shown());
        } catch (CellFailure failure) {
            return failure.outcome();
        } catch (InterruptedException stopped) {
            return Evaluator.interrupted();
        } catch (MagicException wrong) {
            return stop.requested()
                    ? Evaluator.interrupted()
                    : failed(wrong.name(), wrong.getMessage(), base + part.offset(), length);
        } catch (Exception failure) {
            // A thread that is interrupted while it reads or writes learns it by an IOException.
            return stop.requested()
                    ? Evaluator.interrupted()
                    : failed(
                            failure.getClass().getSimpleName(),
                            String.valueOf(failure.getMessage()),
                            base + part.offset(),
                            length);
        }
    }

    private Result run(Magic magic, CellPart.Magic part, int base) throws Exception {
        var spelling = spelling(part);
        if (part.form() == CellPart.Form.CELL && magic.body() == Magic.Body.NONE) {
            throw new MagicException(
                    "UsageError",
                    spelling + " takes no lines below it: write %" + part.name() + " instead");
        }
        if (part.form() == CellPart.Form.LINE && magic.body() == Magic.Body.REQUIRED) {
            throw new MagicException(
                    "UsageError",
                    spelling
                            + " takes the lines below it: write %%"
                            + part.name()
                            + " as the first line of a cell");
        }
        var variables = new Interpolation(this);
        var arguments = part.arguments();
        var body = part.body().map(text -> new CellPart.Body(text.text(), base + text.offset()));
        if (magic.interpolation() != Magic.Interpolation.NONE) {
            arguments = variables.inArguments(arguments);
        }
        if (magic.interpolation() == Magic.Interpolation.ALL && body.isPresent()) {
            var text = body.get();
            body = Optional.of(new CellPart.Body(variables.inBody(text.text()), text.offset()));
        }
        var parsed = magic.syntax().parse(spelling, arguments, base + part.argumentsOffset());
        var call = new Call(spelling, parsed, body, part.target().isPresent());
        stop.enterFront();
        try {
            return magic.run(call, this);
        } finally {
            stop.leaveFront();
        }
    }

    /// Runs a magic that the cells' own JVM knows.
    private Result runUsers(CellPart.Magic part) throws CellFailure, MagicException {
        var arguments = new Interpolation(this).inArguments(part.arguments());
        var body = part.body().map(CellPart.Body::text).orElse(null);
        var known = task("UserMagicTask", part.name(), arguments, body);
        if (!Boolean.TRUE.equals(known)) {
            throw UnknownMagic.of(spelling(part), part.name(), this);
        }
        var shown = part.target().isPresent() ? Optional.<MimeBundle>empty() : taskValue();
        return Result.inWorker("java.lang.Object", shown);
    }

    private Outcome assign(CellPart.Magic part, int base, Result result) throws MagicException {
        var target = part.target().orElseThrow();
        var value =
                result.value()
                        .orElseThrow(
                                () ->
                                        new MagicException(
                                                spelling(part)
                                                        + " gives no value that could be assigned"
                                                        + " to "
                                                        + target));
        session().control.hand(value.object().map(object -> new Object[] {object}).orElse(null));
        var untyped = value.type().equals("java.lang.Object") && !target.startsWith("var ");
        var java = target + " = " + VALUE + (untyped ? "" : "<" + value.type() + ">") + "value();";
        return java(java, base + part.offset());
    }

    private static String spelling(CellPart.Magic part) {
        return switch (part.form()) {
            case LINE -> "%" + part.name();
            case CELL -> "%%" + part.name();
            case SHELL, DIRECTIVE -> part.name();
        };
    }

    private Outcome.Failed failed(String name, String message, int offset, int length) {
        var place = Place.of(cell.source(), offset);
        return new Outcome.Failed(
                Outcome.Cause.EXCEPTION,
                name,
                message,
                List.of(
                        Ansi.error(name)
                                + " in "
                                + Ansi.place(cell.label() + ", line " + place.line())
                                + ": "
                                + message,
                        place.marked(length)),
                place.line(),
                place.column());
    }

    /// Waits until all that was printed has been shown, so that outputs keep their order.
    private void settle() {
        if (!session().control.isDead()) {
            session().control.leave();
        }
        if (!session().control.isDead()) {
            session().worker.awaitMark();
        }
    }

    /// Lets the worker work for the cell, and be the one that is stopped.
    private <T> T inWorker(java.util.function.Supplier<T> work) {
        var fromFront = stop.leaveFront();
        try {
            var done = work.get();
            settle();
            return done;
        } finally {
            if (fromFront) {
                stop.enterFront();
            }
        }
    }

    private static Optional<MimeBundle> value(Outcome outcome) throws CellFailure {
        return switch (outcome) {
            case Outcome.Done done -> done.value();
            case Outcome.Failed failed -> throw new CellFailure(failed);
        };
    }

    @Override
    public Cell cell() {
        return cell;
    }

    @Override
    public Outputs outputs() {
        return outputs;
    }

    @Override
    public Settings settings() {
        return language.settings();
    }

    @Override
    public MagicRegistry magics() {
        return language.magics();
    }

    @Override
    public Optional<MimeBundle> evaluate(String java, int offset) throws CellFailure {
        return value(inWorker(() -> java(java, offset)));
    }

    @Override
    public Optional<MimeBundle> evaluateAll(String label, String source) throws CellFailure {
        var other = new Cell(cell.number(), source, label);
        var run = new CellRun(language, other, outputs, stop);
        return value(inWorker(run::run));
    }

    @Override
    public Optional<MimeBundle> evaluateAll(CellPart.Body part) throws CellFailure {
        return value(inWorker(() -> run(part.text(), part.offset())));
    }

    @Override
    public Optional<String> text(String expression) throws CellFailure {
        return new Values(session()).text(expression);
    }

    @Override
    public List<Declared> declared() {
        return Declarations.of(session());
    }

    @Override
    public void drop(List<Declared> declarations) {
        Declarations.drop(declarations, session());
        language.renewShadow(session());
    }

    @Override
    public Path folder() {
        return settings().folder();
    }

    @Override
    public void changeFolder(Path folder) throws MagicException, CellFailure {
        var target = folder().resolve(folder).normalize();
        if (!Files.isDirectory(target)) {
            throw new MagicException(
                    (Files.exists(target) ? "this is no folder: " : "there is no folder ")
                            + target);
        }
        var changed = task("FolderTask", target.toString());
        language.setSettings(settings().withFolder(target));
        if (!Boolean.TRUE.equals(changed)) {
            print(
                    "On this system commands and magics work in "
                            + target
                            + " from now on, but relative paths in Java code do not follow before"
                            + " the cells' JVM is started anew.\n");
        }
    }

    @Override
    @SuppressWarnings("unchecked") // The worker of this very build sends a map of texts.
    public Map<String, String> environment() throws CellFailure {
        return (Map<String, String>) task("EnvTask");
    }

    @Override
    public void setEnvironment(String name, String value) throws CellFailure {
        task("EnvTask", name, value);
        language.environment().put(name, value);
    }

    @Override
    public String restart(Settings changed) throws MagicException {
        stop.hold(language::giveUpOpening);
        try {
            return language.restart(changed, stop::requested);
        } catch (IOException failure) {
            throw new MagicException(failure.getMessage());
        } finally {
            stop.release();
        }
    }

    @Override
    public void addToClassPath(List<Path> entries) throws MagicException {
        var absolute = entries.stream().map(entry -> folder().resolve(entry).normalize()).toList();
        for (var entry : absolute) {
            if (!Files.exists(entry)) {
                throw new MagicException("there is no jar or folder " + entry);
            }
        }
        var present = session().entries();
        var fresh = absolute.stream().distinct().filter(entry -> !present.contains(entry)).toList();
        if (fresh.isEmpty()) {
            return;
        }
        inWorker(
                () -> {
                    session().addToClassPath(fresh);
                    return null;
                });
        language.setSettings(settings().withClassPath(fresh));
    }

    @Override
    public List<Path> classPath() {
        return session().entries();
    }

    @Override
    public Object task(String type, Serializable... arguments) throws CellFailure {
        var answer = inWorker(() -> session().control.task(type, arguments));
        if (answer.isPresent()) {
            return answer.get()[0];
        }
        var failure = session().control.failure();
        if (failure == null) {
            throw new CellFailure(Evaluator.interrupted());
        }
        throw new CellFailure(evaluator().thrown(cell, failure, stop));
    }

    @Override
    public Optional<MimeBundle> taskValue() {
        return session().control.render();
    }

    @Override
    public Clock clock() {
        var clock = session().control.clock();
        return clock == null ? new Clock(0, -1, -1) : new Clock(clock[0], clock[1], clock[2]);
    }

    @Override
    public List<Ran> history() {
        return language.history();
    }

    @Override
    @SuppressWarnings("unchecked") // The worker of this very build sends a map of texts.
    public Map<String, String> userMagics() {
        var names = session().control.task("UserMagicNames", new Object[0]);
        names.ifPresent(found -> language.setUserMagics((Map<String, String>) found[0]));
        return language.userMagics();
    }
}
