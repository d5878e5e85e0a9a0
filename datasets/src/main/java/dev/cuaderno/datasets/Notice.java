package dev.cuaderno.datasets;

import dev.cuaderno.display.Display;
import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;

/// A sentence in a notebook's output: what was not found, and what is used in its place.
///
/// @param text the sentence
record Notice(String text) implements Displayable {

    static void show(String text) {
        Display.display(new Notice(text));
    }

    @Override
    public MimeBundle mime() {
        var escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        return MimeBundle.html(
                "<div style=\"border-left:4px solid #d90;padding:.2em .8em\">" + escaped + "</div>",
                text);
    }

    @Override
    public String toString() {
        return text;
    }
}
