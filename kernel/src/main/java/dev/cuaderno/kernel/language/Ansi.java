package dev.cuaderno.kernel.language;

/// Terminal colours that read on dark and on light ground.
///
/// Of the 256 colours these two keep a contrast of 3 to 1 at least on white, on black and on the
/// pink and the dark red that JupyterLab lays under errors. Of the eight named colours none does:
/// bold red all but vanishes on dark red, cyan on pink.
final class Ansi {

    private static final int RED = 196;
    private static final int TEAL = 31;

    private Ansi() {}

    static String error(String text) {
        return bold(RED, text);
    }

    static String place(String text) {
        return bold(TEAL, text);
    }

    static String bold(String text) {
        return "\u001b[1m" + text + "\u001b[0m";
    }

    private static String bold(int colour, String text) {
        return "\u001b[1;38;5;" + colour + "m" + text + "\u001b[0m";
    }
}
