package dev.cuaderno.kernel.language;

import jdk.jshell.Diag;
import jdk.jshell.ErroneousSnippet;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// A whole cell, compiled by JShell with none of it run: either all of it can run, or the session
/// can be made as it was before.
final class Compilation {

    /// A piece that can run.
    ///
    /// @param steps what is to be done to run it
    record Compiled(Piece piece, List<SnippetEvent> events, List<Plan.Step> steps) {}

    /// A piece that does not compile.
    record Rejected(Piece piece, Snippet snippet, List<Diag> diagnostics) {}

    private final Session session;
    private final Plan plan;
    private final List<Compiled> compiled = new ArrayList<>();
    private final List<Rejected> rejected = new ArrayList<>();
    private final List<SnippetEvent> events = new ArrayList<>();
    private boolean reshaped;

    private Compilation(Session session, Plan plan) {
        this.session = session;
        this.plan = plan;
    }

    /// Compiles pieces until `stopped`.
    ///
    /// @throws IllegalStateException if the worker ends meanwhile
    static Compilation of(
            Session session, List<Piece> pieces, Plan.Mode mode, BooleanSupplier stopped) {
        var result = new Compilation(session, new Plan(mode));
        session.control.follow(result.plan);
        try {
            result.compile(pieces, stopped);
        } finally {
            session.control.follow(null);
        }
        return result;
    }

    private void compile(List<Piece> pieces, BooleanSupplier stopped) {
        var homes = homes();
        for (var piece : pieces) {
            if (stopped.getAsBoolean()) {
                return;
            }
            var found = session.shell.eval(piece.source());
            add(piece, found);
            if (plan.mode == Plan.Mode.FINAL && !compiled.isEmpty()) {
                keepValues(homes, compiled.getLast());
                homes = homes();
            } else {
                addHomes(found, homes);
            }
        }
        reshaped = plan.isReshaped() || homes.entrySet().stream().anyMatch(this::hasMoved);
    }

    private void addHomes(List<SnippetEvent> found, Map<VarSnippet, String> homes) {
        for (var event : found) {
            if (event.causeSnippet() == null
                    && event.status() == Snippet.Status.VALID
                    && event.snippet() instanceof VarSnippet variable) {
                homes.put(variable, home(variable));
            }
        }
    }

    private void add(Piece piece, List<SnippetEvent> found) {
        events.addAll(found);
        for (var event : found) {
            if (event.causeSnippet() == null && event.status() == Snippet.Status.REJECTED) {
                var diagnostics = session.shell.diagnostics(event.snippet()).toList();
                rejected.add(new Rejected(piece, event.snippet(), diagnostics));
                plan.takeSteps();
                // So that what follows is not judged by types that JShell has lost.
                Placeholders.fill(session.shell);
                return;
            }
        }
        compiled.add(new Compiled(piece, new ArrayList<>(found), plan.takeSteps()));
    }

    /// The pieces that can run, in their order.
    List<Compiled> compiled() {
        return compiled;
    }

    /// The pieces that cannot, in their order.
    List<Rejected> rejected() {
        return rejected;
    }

    /// True where variables would lose their values if the plan were carried out as it is: it must
    /// be made anew, with [Plan.Mode#FINAL].
    boolean isReshaped() {
        return reshaped;
    }

    /// Which class holds each variable.
    private Map<VarSnippet, String> homes() {
        var homes = new LinkedHashMap<VarSnippet, String>();
        session.shell
                .variables()
                .filter(variable -> session.shell.status(variable) == Snippet.Status.VALID)
                .forEach(variable -> homes.put(variable, home(variable)));
        return homes;
    }

    private String home(Snippet variable) {
        return session.analysis.wrapper(variable).fullClassName();
    }

    /// True for a variable that JShell gives up since its declaration, if it were run again, would
    /// no longer compile.
    private boolean isBroken(VarSnippet variable) {
        return switch (session.shell.status(variable)) {
            case RECOVERABLE_DEFINED, RECOVERABLE_NOT_DEFINED -> true;
            default -> false;
        };
    }

    /// True for a variable that is still there, and no longer where it was.
    private boolean hasMoved(Map.Entry<VarSnippet, String> home) {
        var variable = home.getKey();
        var moved =
                session.shell.status(variable) == Snippet.Status.VALID
                        && !home(variable).equals(home.getValue());
        return moved || isBroken(variable);
    }

    /// Plans to carry the values of those variables over whose class the last piece has replaced.
    private void keepValues(Map<VarSnippet, String> before, Compiled last) {
        var steps = new ArrayList<Plan.Step>();
        for (var old : before.entrySet()) {
            if (!hasMoved(old)) {
                continue;
            }
            var variable = old.getKey();
            Snippet now = variable;
            if (isBroken(variable)) {
                // Its value counts, and not the expression that it came from.
                var source = variable.typeName() + " " + variable.name() + ";";
                var found = session.shell.eval(source);
                events.addAll(found);
                last.events().addAll(found);
                now = found.getFirst().snippet();
                plan.takeSteps().stream()
                        .filter(step -> !(step instanceof Plan.Step.Invoke))
                        .forEach(steps::add);
            }
            steps.add(new Plan.Step.Carry(variable.name(), old.getValue(), home(now)));
        }
        // Before the piece itself runs.
        var at = 0;
        while (at < last.steps().size() && !(last.steps().get(at) instanceof Plan.Step.Invoke)) {
            at++;
        }
        last.steps().addAll(at, steps);
    }

    /// Makes the session as it was: what the cell declared is gone, what it declared anew is back.
    /// The values of variables have not been touched.
    void undo() {
        // The classes in the worker follow JShell's idea of them, or it would not send them again.
        session.control.follow(new Plan(Plan.Mode.UNDO));
        try {
            for (var each : compiled) {
                for (var step : each.steps()) {
                    if (step instanceof Plan.Step.Redefine redefine) {
                        session.control.tryRedefine(redefine.classes());
                    }
                }
            }
            var own = new LinkedHashSet<Snippet>();
            var before = new LinkedHashSet<String>();
            for (var event : events) {
                if (event.causeSnippet() == null) {
                    own.add(event.snippet());
                } else if (event.status() == Snippet.Status.OVERWRITTEN
                        && !own.contains(event.snippet())
                        && event.snippet().subKind()
                                != Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
                    before.add(event.snippet().source());
                }
            }
            for (var source : before) {
                for (var event : session.shell.eval(source)) {
                    if (!(event.snippet() instanceof ErroneousSnippet)
                            && event.status() != Snippet.Status.REJECTED) {
                        session.origins.compiled(event.snippet(), session.analysis);
                    }
                }
            }
            for (var snippet : own) {
                if (snippet instanceof PersistentSnippet
                        && session.shell.status(snippet).isActive()) {
                    session.shell.drop(snippet);
                }
            }
            Placeholders.fill(session.shell);
        } finally {
            session.control.follow(null);
        }
    }
}
