package dev.cuaderno.kernel.language;

import dev.cuaderno.kernel.assist.JavaAssistant;
import dev.cuaderno.kernel.assist.Outline;

import jdk.jshell.Snippet;

/// Follows a session: knows what it has declared, and answers from that while a cell runs.
final class Shadow implements AutoCloseable {

    private final Outline outline = new Outline();
    private final JavaAssistant assistant;

    /// Begins with what `session` has declared so far.
    ///
    /// @param values tells the values of variables
    Shadow(Settings settings, Session session, JavaAssistant.Values values) {
        session.waitingImports().forEach(outline::addImport);
        session.shell
                .snippets()
                .filter(snippet -> session.shell.status(snippet).isActive())
                .filter(snippet -> !Placeholders.contains(snippet))
                .forEach(outline::add);
        assistant =
                new JavaAssistant(
                        outline,
                        new JavaAssistant.Setting(
                                settings.jdkHome(),
                                settings.javac(),
                                session::classPath,
                                settings.folder()),
                        values);
    }

    /// Completes and inspects code, also while a cell runs.
    JavaAssistant assistant() {
        return assistant;
    }

    /// The session has accepted a snippet.
    void accept(Snippet snippet) {
        outline.add(snippet);
    }

    @Override
    public void close() {
        assistant.close();
    }
}
