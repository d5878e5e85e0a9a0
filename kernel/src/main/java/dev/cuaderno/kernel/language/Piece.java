package dev.cuaderno.kernel.language;

import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;

import java.util.ArrayList;
import java.util.List;

/// One snippet of a cell: JShell takes a single declaration, statement or expression at a time.
///
/// @param source the snippet's text
/// @param offset where it begins in the cell, in UTF-16 units
/// @param finished false where the parser found no end: the text is cut off, or is not Java
record Piece(String source, int offset, boolean finished) {

    /// Cuts a cell into its snippets. What cannot be cut, because it is not Java or not finished,
    /// is the last piece.
    static List<Piece> split(String cell, SourceCodeAnalysis analysis) {
        return split(cell, 0, analysis);
    }

    /// Cuts a text that begins at `base` of its cell.
    static List<Piece> split(String cell, int base, SourceCodeAnalysis analysis) {
        var pieces = new ArrayList<Piece>();
        var rest = cell;
        while (!rest.isBlank()) {
            var info = analysis.analyzeCompletion(rest);
            var offset = base + cell.length() - rest.length();
            if (info.completeness() == Completeness.EMPTY) {
                break;
            }
            // UNKNOWN calls itself complete, but means that the parser gave up.
            if (info.source() == null
                    || info.completeness() == Completeness.UNKNOWN
                    || !info.completeness().isComplete()) {
                pieces.add(new Piece(rest, offset, false));
                break;
            }
            pieces.add(new Piece(info.source(), offset, true));
            rest = info.remaining();
        }
        return pieces;
    }
}
