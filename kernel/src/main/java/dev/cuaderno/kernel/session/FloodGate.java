package dev.cuaderno.kernel.session;

import dev.cuaderno.kernel.language.Outputs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Lets through the text of one cell up to a limit, says so, and keeps the end of the rest: a loop
/// that prints without end must not drown the browser, and its last words are often the ones
/// wanted.
final class FloodGate {

    /// A piece of text on one of the streams.
    record Chunk(Outputs.Stream stream, String text) {}

    /// Characters kept of what is held back.
    static final int TAIL = 8192;

    private final long limit;
    private final ArrayDeque<Chunk> tail = new ArrayDeque<>();
    private int tailLength;
    private long passed;
    private long held;

    /// @param limit the characters that are shown of one cell
    FloodGate(long limit) {
        this.limit = limit;
    }

    /// What may be shown now.
    List<Chunk> pass(Outputs.Stream stream, String text) {
        var room = limit - passed;
        if (text.length() <= room) {
            passed += text.length();
            return List.of(new Chunk(stream, text));
        }
        var shown = new ArrayList<Chunk>();
        var cut = cut(text, (int) room);
        if (cut > 0) {
            shown.add(new Chunk(stream, text.substring(0, cut)));
        }
        if (held == 0) {
            shown.add(
                    notice(
                            "%n[output cut: a cell shows at most %,d characters; set"
                                    + " CUADERNO_MAX_OUTPUT to change it]%n",
                            limit));
        }
        passed = limit;
        hold(stream, text.substring(cut));
        return shown;
    }

    /// How much was held back, and its end.
    List<Chunk> end() {
        if (held == 0) {
            return List.of();
        }
        var shown = new ArrayList<Chunk>();
        if (held > tailLength) {
            shown.add(notice("[%,d characters not shown]%n", held - tailLength));
        }
        shown.addAll(tail);
        tail.clear();
        tailLength = 0;
        held = 1;
        return shown;
    }

    private static Chunk notice(String format, long number) {
        return new Chunk(
                Outputs.Stream.STDERR,
                String.format(Locale.ROOT, format.replace("%n", "\n"), number));
    }

    private void hold(Outputs.Stream stream, String text) {
        held += text.length();
        var kept = text.substring(cut(text, Math.max(0, text.length() - TAIL)));
        tail.add(new Chunk(stream, kept));
        tailLength += kept.length();
        while (tailLength > TAIL && tail.size() > 1) {
            tailLength -= tail.remove().text().length();
        }
    }

    // Never inside a surrogate pair.
    private static int cut(String text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at))
                ? at - 1
                : at;
    }
}
