package dev.cuaderno.explain;

import static dev.cuaderno.words.Words.say;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a page needs to play frames: the cells that change from one to the next, as JSON, and the
/// script that changes them in a copy of the filmstrip's first panel. Where no script runs, neither
/// is seen and the filmstrip stays.
final class Player {

    static final List<Mark> MARKS = List.of(Mark.values());

    private final List<Scene.Cell> start;
    private final StringBuilder frames = new StringBuilder();
    private List<Scene.Cell> last;

    /// @param caption HTML above the tables
    /// @param spoken the same in words without markup
    Player(Scene start, String caption, String spoken) {
        this.start = start.cells().toList();
        this.last = this.start;
        frames.append('[');
        text(caption);
        frames.append(',');
        text(spoken);
        frames.append(",[]]");
    }

    /// One frame more, with the tables of the first.
    void frame(Scene scene, String caption, String spoken) {
        var cells = scene.cells().toList();
        if (cells.size() != start.size()) {
            throw new IllegalArgumentException("frames of one film have the same tables");
        }
        frames.append(",[");
        text(caption);
        frames.append(',');
        text(spoken);
        frames.append(",[");
        var separator = "";
        for (var i = 0; i < cells.size(); i++) {
            var cell = cells.get(i);
            if (!cell.equals(last.get(i))) {
                frames.append(separator).append('[').append(i).append(',');
                text(cell.text());
                frames.append(',').append(MARKS.indexOf(cell.mark())).append(']');
                separator = ",";
            }
        }
        frames.append("]]");
        last = cells;
    }

    String script() {
        return "<script type=\"application/json\">{\"names\":["
                + names()
                + "],\"marks\":["
                + marks()
                + "],\"frames\":["
                + frames
                + "]}</script><script>"
                + program()
                + "</script>";
    }

    /// What the controls are called.
    private static String names() {
        var names =
                List.of(
                        say("first"),
                        say("back"),
                        say("play"),
                        say("pause"),
                        say("forward"),
                        say("last"),
                        say("step"),
                        say("all steps"));
        return names.stream().collect(Collectors.joining("\",\"", "\"", "\""));
    }

    private static String marks() {
        var styles = new StringBuilder();
        for (var mark : MARKS) {
            styles.append(styles.isEmpty() ? "" : ",").append('"').append(mark.css()).append('"');
        }
        return styles.toString();
    }

    /// A JSON string that can stand in a script: no `<` in it ends the script.
    private void text(String text) {
        frames.append('"');
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '"' || c == '\\') {
                frames.append('\\').append(c);
            } else if (c < ' ' || c == '<' || c == '>' || c == '&') {
                frames.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                frames.append(c);
            }
        }
        frames.append('"');
    }

    private static String program() {
        try (var in = Player.class.getResourceAsStream("player.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
