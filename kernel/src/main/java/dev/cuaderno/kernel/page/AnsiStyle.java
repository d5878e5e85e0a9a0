package dev.cuaderno.kernel.page;

import java.util.List;
import java.util.Locale;

/// How terminal text looks.
///
/// @param fore class name of one of the 16 named colours, `#rrggbb`, or null
/// @param back the same for the ground
record AnsiStyle(
        String fore,
        String back,
        boolean bold,
        boolean faint,
        boolean italic,
        boolean underline,
        boolean inverse,
        boolean struck) {

    static final AnsiStyle PLAIN =
            new AnsiStyle(null, null, false, false, false, false, false, false);

    private static final List<String> NAMES =
            List.of("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white");

    /// The style after a "select graphic rendition" sequence with these numbers.
    AnsiStyle after(int[] numbers) {
        var style = this;
        for (int i = 0; i < numbers.length; i++) {
            int n = numbers[i];
            if (n == 38 || n == 48) {
                int mode = i + 1 < numbers.length ? numbers[i + 1] : 0;
                String colour = null;
                if (mode == 5 && i + 2 < numbers.length) {
                    colour = indexed(numbers[i + 2]);
                    i += 2;
                } else if (mode == 2 && i + 4 < numbers.length) {
                    colour = rgb(numbers[i + 2], numbers[i + 3], numbers[i + 4]);
                    i += 4;
                }
                style = n == 38 ? style.fore(colour) : style.back(colour);
            } else {
                style = style.after(n);
            }
        }
        return style;
    }

    private AnsiStyle after(int n) {
        return switch (n) {
            case 0 -> PLAIN;
            case 1 -> with(true, faint, italic, underline, inverse, struck);
            case 2 -> with(bold, true, italic, underline, inverse, struck);
            case 3 -> with(bold, faint, true, underline, inverse, struck);
            case 4 -> with(bold, faint, italic, true, inverse, struck);
            case 7 -> with(bold, faint, italic, underline, true, struck);
            case 9 -> with(bold, faint, italic, underline, inverse, true);
            case 22 -> with(false, false, italic, underline, inverse, struck);
            case 23 -> with(bold, faint, false, underline, inverse, struck);
            case 24 -> with(bold, faint, italic, false, inverse, struck);
            case 27 -> with(bold, faint, italic, underline, false, struck);
            case 29 -> with(bold, faint, italic, underline, inverse, false);
            case 39 -> fore(null);
            case 49 -> back(null);
            default -> {
                if ((n >= 30 && n <= 37) || (n >= 90 && n <= 97)) {
                    yield fore(indexed(n < 90 ? n - 30 : n - 82));
                }
                if ((n >= 40 && n <= 47) || (n >= 100 && n <= 107)) {
                    yield back(indexed(n < 100 ? n - 40 : n - 92));
                }
                yield this;
            }
        };
    }

    private AnsiStyle with(boolean b, boolean f, boolean i, boolean u, boolean v, boolean s) {
        return new AnsiStyle(fore, back, b, f, i, u, v, s);
    }

    private AnsiStyle fore(String colour) {
        return new AnsiStyle(colour, back, bold, faint, italic, underline, inverse, struck);
    }

    private AnsiStyle back(String colour) {
        return new AnsiStyle(fore, colour, bold, faint, italic, underline, inverse, struck);
    }

    /// Colour `n` of the 256: 16 named ones, a cube of 6 x 6 x 6, a ramp of 24 greys.
    private static String indexed(int n) {
        if (n < 16) {
            return (n < 8 ? "" : "bright-") + NAMES.get(n % 8);
        }
        if (n > 231) {
            int grey = 8 + 10 * (Math.min(n, 255) - 232);
            return rgb(grey, grey, grey);
        }
        return rgb(cube((n - 16) / 36), cube((n - 16) / 6 % 6), cube((n - 16) % 6));
    }

    private static int cube(int step) {
        return step == 0 ? 0 : 55 + 40 * step;
    }

    private static String rgb(int red, int green, int blue) {
        return String.format(Locale.ROOT, "#%02x%02x%02x", red & 255, green & 255, blue & 255);
    }

    /// `text` in this style.
    String html(String text) {
        if (text.isEmpty() || equals(PLAIN)) {
            return Html.escape(text);
        }
        var classes = new StringBuilder();
        var css = new StringBuilder();
        colour(fore, "ansi-", "color:", classes, css);
        colour(back, "ansi-on-", "background:", classes, css);
        add(classes, bold, "bold");
        add(classes, faint, "faint");
        add(classes, italic, "italic");
        add(classes, underline, "underline");
        add(classes, inverse, "inverse");
        add(classes, struck, "struck");
        return "<span"
                + (classes.isEmpty() ? "" : " class=\"" + classes.toString().strip() + "\"")
                + (css.isEmpty() ? "" : " style=\"" + css + "\"")
                + ">"
                + Html.escape(text)
                + "</span>";
    }

    private static void colour(
            String colour,
            String prefix,
            String property,
            StringBuilder classes,
            StringBuilder css) {
        if (colour != null && colour.startsWith("#")) {
            css.append(property).append(colour).append(';');
        } else if (colour != null) {
            classes.append(' ').append(prefix).append(colour);
        }
    }

    private static void add(StringBuilder classes, boolean is, String name) {
        if (is) {
            classes.append(" ansi-").append(name);
        }
    }
}
