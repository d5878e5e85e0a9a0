package dev.cuaderno.kernel.notebook;

import java.io.IOException;

/// A file that is not a notebook we can read; its message names file, line and column.
public final class BrokenNotebookException extends IOException {
    private static final long serialVersionUID = 1;

    private final int line;
    private final int column;

    /// @param file the file's name as the user gave it
    /// @param line from 1
    /// @param column from 1, in UTF-16 units
    public BrokenNotebookException(String file, int line, int column, String problem) {
        super(file + ":" + line + ":" + column + ": " + problem);
        this.line = line;
        this.column = column;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }
}
