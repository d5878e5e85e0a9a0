package dev.cuaderno.kernel.language;

import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.kernel.magic.CellFailure;

import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;

import java.util.List;
import java.util.Optional;

/// Reads values of a session as text.
final class Values {

    private final Session session;

    Values(Session session) {
        this.session = session;
    }

    /// The text of an expression's value; empty where it does not compile.
    ///
    /// @throws CellFailure if it throws
    Optional<String> text(String expression) throws CellFailure {
        var name = expression.strip();
        var variable =
                session.shell
                        .variables()
                        .filter(each -> each.name().equals(name))
                        .filter(each -> session.shell.status(each).isActive())
                        .reduce((earlier, later) -> later);
        if (variable.isPresent()) {
            return Optional.ofNullable(text(variable.get()));
        }
        session.prepare(name);
        var events = session.shell.eval("java.lang.String.valueOf(" + name + ")");
        try {
            for (var event : events) {
                if (event.status() == Snippet.Status.REJECTED) {
                    return Optional.empty();
                }
                if (event.exception() != null) {
                    throw new CellFailure(thrown(name, event));
                }
            }
            return session.control.render().map(MimeBundle::plainText);
        } finally {
            events.stream()
                    .map(SnippetEvent::snippet)
                    .filter(snippet -> session.shell.status(snippet).isActive())
                    .forEach(session.shell::drop);
        }
    }

    /// The text of a variable's value; null where it cannot be read.
    String text(VarSnippet variable) {
        var type = session.analysis.wrapper(variable).fullClassName();
        return session.control.text(type, variable.name());
    }

    private static Outcome.Failed thrown(String expression, SnippetEvent event) {
        var thrown = event.exception();
        var type =
                thrown instanceof jdk.jshell.EvalException eval
                        ? eval.getExceptionClassName()
                        : thrown.getClass().getName();
        var name = Traces.simpleName(type);
        var message = "in ${" + expression + "}: " + thrown.getMessage();
        return new Outcome.Failed(
                Outcome.Cause.EXCEPTION,
                name,
                message,
                List.of(Ansi.error(name) + ": " + message),
                0,
                0);
    }
}
