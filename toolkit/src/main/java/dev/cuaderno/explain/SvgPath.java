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
                path.moveTo(x = x0 + number(), y = y0 + number());
                startX = x;
                startY = y;
            }
            case 'L' -> path.lineTo(x = x0 + number(), y = y0 + number());
            case 'H' -> path.lineTo(x = x0 + number(), y);
            case 'V' -> path.lineTo(x, y = y0 + number());
            case 'Q' ->
                    path.quadTo(x0 + number(), y0 + number(), x = x0 + number(), y = y0 + number());
            case 'C' ->
                    path.curveTo(
                            x0 + number(),
                            y0 + number(),
                            x0 + number(),
                            y0 + number(),
                            x = x0 + number(),
                            y = y0 + number());
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

    private double number() {
        if (next == tokens.length) {
            throw new IllegalArgumentException("path: it ends where a number is expected");
        }
        return Double.parseDouble(tokens[next++]);
    }
}
