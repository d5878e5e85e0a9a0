package dev.cuaderno.kernel.language;

import java.util.Objects;

/// The source of one cell and the number it runs under.
///
/// @param number the execution count, from 1
/// @param source its code
/// @param label names it in errors and stack traces, for instance `Cell [3]` or a file's name
public record Cell(int number, String source, String label) {

    /// The cell of a notebook.
    public Cell(int number, String source) {
        this(number, source, "Cell [" + number + "]");
    }

    public Cell {
        Objects.requireNonNull(source, "source");
    }
}
