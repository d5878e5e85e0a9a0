package dev.cuaderno.explain;

import java.awt.geom.Path2D;
import java.util.regex.Pattern;

/// Reads the path data of SVG: lines and curves, no arcs.
final class SvgPath {

    private static final Pattern TOKEN =
            Pattern.compile(
                    "[MmLlHhVvCcQqZzSsTtAa]|[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?");

    private final String[] tokens;
    private final Path2D path = new Path2D.Double();
    private int next;
    private double x;
    private double y;
    private double startX;
    private double startY;

    private SvgPath(String data) {
        tokens = TOKEN.matcher(data).results().map(found -> found.group()).toArray(String[]::new);
    }

    /// @throws IllegalArgumentException for arcs and the like
    static Path2D of(String data) {
        var reader = new SvgPath(data);
        reader.read();
        return reader.path;
    }

    private void read() {
        var command = 'M';
        while (next < tokens.length) {
            var token = tokens[next];
            if (Character.isLetter(token.charAt(0))) {
                command = token.charAt(0);
                next++;
            } else if (command == 'M' || command == 'm') {
                // More points behind the first are lines.
                command = command == 'M' ? 'L' : 'l';
            }
            segment(command);
        }
    }

    private void segment(char command) {
        var relative = Character.isLowerCase(command);
        var x0 = relative ? x : 0;
        var y0 = relative ? y : 0;
        switch (Character.toUpperCase(command)) {
            case 'M' -> {
                to(x0 + number(), y0 + number());
                path.moveTo(x, y);
                startX = x;
                startY = y;
            }
            case 'L' -> {
                to(x0 + number(), y0 + number());
                path.lineTo(x, y);
            }
            case 'H' -> {
                to(x0 + number(), y);
                path.lineTo(x, y);
            }
            case 'V' -> {
                to(x, y0 + number());
                path.lineTo(x, y);
            }
            case 'Q' -> {
                var bendX = x0 + number();
                var bendY = y0 + number();
                to(x0 + number(), y0 + number());
                path.quadTo(bendX, bendY, x, y);
            }
            case 'C' -> {
                var firstX = x0 + number();
                var firstY = y0 + number();
                var secondX = x0 + number();
                var secondY = y0 + number();
                to(x0 + number(), y0 + number());
                path.curveTo(firstX, firstY, secondX, secondY, x, y);
            }
            case 'Z' -> {
                path.closePath();
                x = startX;
                y = startY;
            }
            default ->
                    throw new IllegalArgumentException(
                            "path: M, L, H, V, Q, C and Z are painted, not " + command);
        }
    }

    private void to(double nextX, double nextY) {
        x = nextX;
        y = nextY;
    }

    private double number() {
        if (next == tokens.length) {
            throw new IllegalArgumentException("path: it ends where a number is expected");
        }
        return Double.parseDouble(tokens[next++]);
    }
}
