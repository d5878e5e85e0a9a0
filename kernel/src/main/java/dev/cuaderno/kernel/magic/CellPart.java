package dev.cuaderno.kernel.magic;

import java.util.Optional;

/// A part of a cell, in the order of its text.
public sealed interface CellPart {

    /// Where it begins in the cell, in UTF-16 units.
    int offset();

    /// Java between two magics.
    record Java(String text, int offset) implements CellPart {}

    /// A magic.
    ///
    /// @param end where it ends in the cell
    /// @param name without its `%`; `!` for a shell command, `//DEPS` and the like for a directive
    /// @param arguments what stands behind the name, without blanks around it
    /// @param argumentsOffset where that begins in the cell
    /// @param body the text below a cell magic
    /// @param target what `=` assigns the value to, for instance `var files`
    record Magic(
            int offset,
            int end,
            Form form,
            String name,
            String arguments,
            int argumentsOffset,
            Optional<Body> body,
            Optional<String> target)
            implements CellPart {}

    /// The text below a cell magic and where it begins in the cell.
    record Body(String text, int offset) {}

    /// Something that is meant as a magic where none can stand.
    ///
    /// @param problem what is wrong with it, and how to mend it
    record Misplaced(int offset, int end, String problem) implements CellPart {}

    /// How a magic is written.
    enum Form {
        /// `%name arguments`
        LINE,
        /// `%%name arguments`, and the rest of the cell
        CELL,
        /// `!command`
        SHELL,
        /// `//NAME arguments`
        DIRECTIVE
    }
}
