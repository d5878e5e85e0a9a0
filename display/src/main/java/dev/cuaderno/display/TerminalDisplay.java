package dev.cuaderno.display;

import java.util.Optional;
import java.util.function.Consumer;

/// What a terminal shows where a person sits at it: the text of a value, and its picture in a
/// window, or in a file where there is no display.
///
/// The REPL begins with it; a program of one's own may too: `TerminalDisplay.install()`.
public final class TerminalDisplay implements DisplaySink {

    // Windows and files belong to the process.
    private static final TerminalDisplay HERE =
            new TerminalDisplay(text -> System.out.println(text), PictureViewer.here());

    private final Consumer<String> out;
    private final PictureViewer viewer;

    TerminalDisplay(Consumer<String> out, PictureViewer viewer) {
        this.out = out;
        this.viewer = viewer;
    }

    /// Shows values in this way from now on.
    public static void install() {
        Display.install(HERE);
    }

    /// The text of a value; a picture is shown on the way, and the text says where.
    public static String shown(Object value) {
        return HERE.text(value, null);
    }

    @Override
    public boolean isHost() {
        return false;
    }

    /// Prints the text, and shows the picture if there is one.
    @Override
    public void show(Object value, String id, boolean update) {
        out.accept(text(value, id));
    }

    /// The text of a value, its picture shown.
    ///
    /// @param id what a picture replaces that was shown under the same name; null for nothing
    String text(Object value, String id) {
        var bundle = render(value);
        var text = bundle.plainText();
        return picture(bundle, id)
                .map(place -> text.isEmpty() ? place : text + "\n" + place)
                .orElse(text);
    }

    private Optional<String> picture(MimeBundle bundle, String id) {
        return bundle.data().containsKey(MimeBundle.PNG)
                        || bundle.data().containsKey(MimeBundle.SVG)
                ? viewer.show(bundle, id)
                : Optional.empty();
    }

    /// Nothing: a terminal keeps what it has shown.
    @Override
    public void clear(boolean wait) {}
}
