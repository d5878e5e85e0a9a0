package dev.cuaderno.kernel.language;

import java.util.Objects;

/// The source of one cell and the number it runs under.
///
/// @param number the execution count, from 1; names the cell in stack traces (`Cell [3], line 2`)
/// @param source its Java code
public record Cell(int number, String source) {
    public Cell {
        Objects.requireNonNull(source, "source");
    }
}
