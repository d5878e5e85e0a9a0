package dev.cuaderno.kernel.language;

/// A place in a cell's text.
///
/// @param line from 1
/// @param column from 1, in UTF-16 units
/// @param text the whole line
record Place(int line, int column, String text) {

    /// The place at `offset` of `source`; an offset outside is moved to the nearest end.
    static Place of(String source, int offset) {
        var at = Math.clamp(offset, 0, source.length());
        var begin = source.lastIndexOf('\n', at - 1) + 1;
        var end = source.indexOf('\n', begin);
        var line = 1 + (int) source.substring(0, begin).chars().filter(c -> c == '\n').count();
        var text = source.substring(begin, end < 0 ? source.length() : end);
        return new Place(line, at - begin + 1, text.stripTrailing());
    }

    /// The line with its number, and a row of `^` below the `length` characters from this place on.
    String marked(int length) {
        var number = line + " | ";
        var visible = Math.max(1, Math.min(length, text.length() - column + 1));
        // Tabs are kept, so that the marks stand where the text does.
        var indent =
                text.substring(0, Math.min(column - 1, text.length())).replaceAll("[^\t]", " ");
        return number
                + text
                + "\n"
                + " ".repeat(number.length() - 2)
                + "| "
                + indent
                + "^".repeat(visible);
    }
}
