package dev.cuaderno.explain;

import java.util.ArrayList;
import java.util.List;

/// A trace as text: per frame the image with the window in square brackets, and the result so far.
///
/// ```
/// 1/9  O[0,0] = 1*1 + 2*0 + 2*2 + 3*1 = 8
/// [1*1][2*0]   1    0      8 · ·
/// [2*2][3*1]   1    1   →  · · ·
///    3    0    0    2      · · ·
///    1    1    2    3
/// ```
final class FilmText {

    private final Trace trace;
    private final Wording wording;
    private final int width;

    private FilmText(Trace trace) {
        this.trace = trace;
        this.wording = new Wording(trace);
        this.width = wording.widest();
    }

    static String of(Trace trace) {
        var film = new FilmText(trace);
        var shown = Excerpts.of(trace);
        var parts = new ArrayList<String>();
        parts.add(film.wording.title());
        shown.first().forEach(frame -> parts.add(film.frame(frame)));
        if (shown.left() > 0) {
            parts.add("… (" + shown.left() + ")");
        }
        shown.last().forEach(frame -> parts.add(film.frame(frame)));
        return String.join("\n\n", parts);
    }

    private String frame(Frame frame) {
        var head =
                "%d/%d  %s".formatted(frame.step(), trace.frames().size(), wording.formula(frame));
        if (wording.showsBounds()) {
            for (var bound : wording.bounds(frame)) {
                head += "  " + bound.letter() + bound.index() + "=" + bound.value();
            }
        }
        return head + "\n" + beside(images(frame), result(frame.partialOutput()));
    }

    /// The image; of several channels one below the other, each with the sum of its products.
    private List<String> images(Frame frame) {
        if (trace.planes().size() == 1) {
            return image(trace.planes().getFirst(), frame);
        }
        var lines = new ArrayList<String>();
        for (var i = 0; i < trace.planes().size(); i++) {
            var image = image(trace.planes().get(i), frame);
            var sum = wording.sum(frame.parts().get(i));
            for (var row = 0; row < image.size(); row++) {
                var middle = row == (image.size() - 1) / 2;
                lines.add(
                        image.get(row)
                                + padded(middle ? " = " + sum : "", 3 + wording.widestSum()));
            }
            if (i < trace.planes().size() - 1) {
                lines.add(" ".repeat(lines.getLast().length()));
            }
        }
        return lines;
    }

    private List<String> image(Plane plane, Frame frame) {
        var whole = plane.picture().whole();
        var lines = new ArrayList<String>();
        for (var row = 0; row < whole.rows().to(); row++) {
            var line = new StringBuilder();
            for (var column = 0; column < whole.columns().to(); column++) {
                var inside = frame.region().contains(row, column);
                var text =
                        inside
                                ? wording.inWindow(plane, frame, row, column)
                                : wording.pixel(plane, row, column);
                line.append(inside ? "[" : " ").append(padded(text, width));
                line.append(inside ? "]" : " ");
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private List<String> result(Partial partial) {
        var cells = new ArrayList<List<String>>();
        var widest = 1;
        for (var row = 0; row < partial.result().size(0); row++) {
            var line = new ArrayList<String>();
            for (var column = 0; column < partial.result().size(1); column++) {
                line.add(wording.result(partial, row, column, "·"));
                widest = Math.max(widest, line.getLast().length());
            }
            cells.add(line);
        }
        var lines = new ArrayList<String>();
        for (var row : cells) {
            var line = new StringBuilder();
            for (var cell : row) {
                line.append(line.isEmpty() ? "" : " ").append(padded(cell, widest));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    /// Two blocks of lines side by side, with an arrow between them in the middle.
    private static String beside(List<String> left, List<String> right) {
        var height = Math.max(left.size(), right.size());
        var blank = " ".repeat(left.getFirst().length());
        var lines = new ArrayList<String>();
        for (var i = 0; i < height; i++) {
            var arrow = i == (height - 1) / 2 ? "  →  " : "     ";
            var line = (i < left.size() ? left.get(i) : blank) + arrow;
            lines.add((i < right.size() ? line + right.get(i) : line).stripTrailing());
        }
        return String.join("\n", lines);
    }

    private static String padded(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
