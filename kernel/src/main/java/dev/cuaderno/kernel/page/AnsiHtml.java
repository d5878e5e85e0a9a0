package dev.cuaderno.kernel.page;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Terminal text as HTML, as it stands on the screen at the end: colours as spans, what a carriage
/// return, a backspace or a cursor movement has written over as it was left. Control sequences as
/// in ECMA-48; other ones are dropped.
final class AnsiHtml {

    private static final Pattern SEQUENCE =
            Pattern.compile(
                    "\\x1b(?:\\[([0-9;:]*)[ -?]*([@-~])" // a control sequence
                            + "|\\][^\\x07\\x1b]*(?:\\x07|\\x1b\\\\)" // a title or a link
                            + "|[@-Z\\\\^_])");

    private record Glyph(int codePoint, AnsiStyle style) {}

    private final List<List<Glyph>> lines = new ArrayList<>(List.of(new ArrayList<>()));
    private int row;
    private int column;
    private AnsiStyle style = AnsiStyle.PLAIN;

    private AnsiHtml() {}

    static String html(String text) {
        var screen = new AnsiHtml();
        screen.write(text);
        return screen.html();
    }

    private void write(String text) {
        var sequence = SEQUENCE.matcher(text);
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (c == 0x1b && sequence.region(at, text.length()).lookingAt()) {
                if (sequence.group(2) != null) {
                    control(sequence.group(1), sequence.group(2).charAt(0));
                }
                at = sequence.end();
                continue;
            }
            at += Character.charCount(c);
            switch (c) {
                case '\n' -> {
                    row++;
                    column = 0;
                }
                case '\r' -> column = 0;
                case '\b' -> column = Math.max(0, column - 1);
                default -> {
                    if (c == '\t' || !Character.isISOControl(c)) {
                        put(c);
                    }
                }
            }
            if (row == lines.size()) {
                lines.add(new ArrayList<>());
            }
        }
    }

    private void put(int c) {
        var line = lines.get(row);
        while (line.size() < column) {
            line.add(new Glyph(' ', AnsiStyle.PLAIN));
        }
        var glyph = new Glyph(c, style);
        if (column < line.size()) {
            line.set(column, glyph);
        } else {
            line.add(glyph);
        }
        column++;
    }

    private void control(String parameters, char command) {
        int[] numbers = numbers(parameters);
        int count = Math.max(1, numbers[0]);
        var line = lines.get(row);
        switch (command) {
            case 'm' -> style = style.after(numbers);
            case 'A' -> row = Math.max(0, row - count);
            case 'B' -> row = Math.min(lines.size() - 1, row + count);
            case 'C' -> column = Math.min(column + count, 1000);
            case 'D' -> column = Math.max(0, column - count);
            case 'G' -> column = Math.min(count - 1, 1000);
            case 'K' -> {
                if (numbers[0] == 2) {
                    line.clear();
                } else if (numbers[0] == 1) {
                    for (int i = 0; i <= column && i < line.size(); i++) {
                        line.set(i, new Glyph(' ', AnsiStyle.PLAIN));
                    }
                } else if (column < line.size()) {
                    line.subList(column, line.size()).clear();
                }
            }
            case 'J' -> {
                if (numbers[0] == 2) {
                    lines.forEach(List::clear);
                }
            }
            default -> {}
        }
    }

    private static int[] numbers(String parameters) {
        var parts = parameters.split("[;:]", -1);
        int[] numbers = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            boolean number = !parts[i].isEmpty() && parts[i].length() < 6;
            numbers[i] = number ? Integer.parseInt(parts[i]) : 0;
        }
        return numbers;
    }

    private String html() {
        var out = new StringBuilder();
        var run = new StringBuilder();
        var current = AnsiStyle.PLAIN;
        for (int i = 0; i < lines.size(); i++) {
            if (i > 0) {
                run.append('\n');
            }
            for (var glyph : lines.get(i)) {
                if (!glyph.style.equals(current)) {
                    out.append(current.html(run.toString()));
                    run.setLength(0);
                    current = glyph.style;
                }
                run.appendCodePoint(glyph.codePoint);
            }
        }
        return out.append(current.html(run.toString())).toString();
    }
}
