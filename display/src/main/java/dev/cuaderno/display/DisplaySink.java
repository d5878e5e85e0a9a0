package dev.cuaderno.display;

/// Where displayed values go: a notebook front end, or a terminal.
public interface DisplaySink {

    /// Shows a new output, or replaces every output shown before under the same id.
    ///
    /// @param value what to show; the sink renders it
    /// @param id names the output for later updates; null where it needs no name
    /// @param update true to replace, false to show anew
    void show(Object value, String id, boolean update);

    /// Whether this is a front end that shows rich forms and redraws them; false for a terminal.
    default boolean isHost() {
        return true;
    }

    /// Removes the outputs of the running cell.
    ///
    /// @param wait true to remove them only when the next output comes, which avoids flicker
    void clear(boolean wait);

    /// The forms in which a value would be shown.
    ///
    /// @param types the only ones that are wanted beside plain text; none for all
    /// @throws IllegalArgumentException if the value has none of `types`
    default MimeBundle render(Object value, String... types) {
        return Renderers.load(Thread.currentThread().getContextClassLoader()).render(value, types);
    }

    /// What outputs made now belong to: equal within one cell, different in the next.
    default Object place() {
        return this;
    }

    /// Runs `body`; what it, and the threads it starts, print and show goes to `capture`. A host
    /// that cannot redirect runs it as it is.
    default void capture(Capture capture, Runnable body) {
        body.run();
    }

    /// Asks the user for a line; by default at the terminal.
    ///
    /// @param password true where the answer must not be seen
    /// @return the line without its end, or null at the end of input
    /// @throws IllegalStateException if nobody can be asked
    @SuppressWarnings("SystemConsoleNull") // It is null without a terminal, since JDK 25 again.
    default String ask(String prompt, boolean password) {
        var console = System.console();
        if (console == null) {
            throw new IllegalStateException("there is no terminal to ask at");
        }
        if (!password) {
            return console.readLine("%s", prompt);
        }
        var answer = console.readPassword("%s", prompt);
        return answer == null ? null : new String(answer);
    }
}
