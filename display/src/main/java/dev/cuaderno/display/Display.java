package dev.cuaderno.display;

import java.util.Objects;
import java.util.UUID;

/// What user code calls to show values before a cell ends, to redraw them, to clear them, and to
/// ask the user.
///
/// In a plain terminal, where no notebook listens, values are printed as text.
public final class Display {

    // The JVM has one console; this is its notebook twin, set once by the host before user code
    // runs.
    private static volatile DisplaySink sink = new Terminal();

    private static final int USUAL_COLUMNS = 80;

    private Display() {}

    /// Shows a value now.
    ///
    /// @return a handle to show something else in its place later
    public static Handle display(Object value) {
        var id = UUID.randomUUID().toString();
        sink.show(value, id, false);
        return new Handle(id);
    }

    /// Shows only these forms of a value, beside its plain text. For text and bytes, the type says
    /// what they are.
    ///
    /// ```java
    /// display("<b>bold</b>", "text/html");
    /// display(chart, "image/png");
    /// ```
    ///
    /// @throws IllegalArgumentException if the value has none of these forms
    public static Handle display(Object value, String type, String... more) {
        var types = new String[more.length + 1];
        types[0] = type;
        System.arraycopy(more, 0, types, 1, more.length);
        return display(sink.render(value, types));
    }

    /// Removes the outputs of the running cell.
    public static void clearOutput() {
        clearOutput(false);
    }

    /// Removes the outputs of the running cell; with `wait`, when the next output comes.
    public static void clearOutput(boolean wait) {
        sink.clear(wait);
    }

    /// Asks the user for a line of text.
    ///
    /// @return the line without its end, or null at the end of input
    /// @throws IllegalStateException if nobody can be asked; the message says why
    public static String ask(String prompt) {
        return sink.ask(prompt, false);
    }

    /// Asks the user for a line that is not to be seen while it is typed, nor kept in the notebook.
    ///
    /// @return the line without its end, or null at the end of input
    /// @throws IllegalStateException if nobody can be asked; the message says why
    public static String askPassword(String prompt) {
        return sink.ask(prompt, true);
    }

    /// Runs `body`; what it, and the threads it starts, print and show goes to `capture` where the
    /// host can redirect it.
    public static void capture(Capture capture, Runnable body) {
        sink.capture(capture, body);
    }

    /// The forms in which a value is shown here.
    public static MimeBundle render(Object value) {
        return sink.render(value);
    }

    /// Whether a host shows values in rich forms and redraws them; false in a plain terminal.
    public static boolean isHosted() {
        return sink.isHost();
    }

    /// How many columns the terminal has that standard output goes to; 0 where it goes to a file, a
    /// pipe or a notebook, which cannot go back to the beginning of a line.
    ///
    /// A REPL that hands on what its user's JVM prints tells that JVM by the system property
    /// `cuaderno.columns`.
    @SuppressWarnings("SystemConsoleNull") // It is null without a terminal, since JDK 25 again.
    public static int columns() {
        if (isHosted()) {
            return 0;
        }
        var told = Integer.getInteger("cuaderno.columns", 0);
        if (told > 0) {
            return told;
        }
        var console = System.console();
        return console != null && console.isTerminal() ? USUAL_COLUMNS : 0;
    }

    /// What outputs made now belong to; see [DisplaySink#place].
    static Object place() {
        return sink.place();
    }

    /// Hands the outputs of this JVM to `host`. Called by the host (a kernel, a test) only.
    ///
    /// @return the sink before
    public static DisplaySink install(DisplaySink host) {
        var before = sink;
        sink = Objects.requireNonNull(host);
        return before;
    }

    /// A shown output.
    ///
    /// @param id its name among the outputs
    public record Handle(String id) {

        /// Shows `value` in place of what was shown, wherever it was shown.
        public void update(Object value) {
            sink.show(value, id, true);
        }

        /// Shows nothing any more in this place; [#update] shows something there again.
        public void clear() {
            update(MimeBundle.html("", ""));
        }
    }

    private static final class Terminal implements DisplaySink {

        @Override
        public boolean isHost() {
            return false;
        }

        @Override
        public void show(Object value, String id, boolean update) {
            System.out.println(render(value).plainText());
        }

        @Override
        public void clear(boolean wait) {
            // A terminal keeps what it has shown.
        }
    }
}
