package dev.cuaderno.kernel.language;

import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;

import java.util.ArrayList;
import java.util.List;

/// One snippet of a cell: JShell takes a single declaration, statement or expression at a time.
///
/// @param source the snippet's text
/// @param offset where it begins in the cell, in UTF-16 units
record Piece(String source, int offset) {

    /// Cuts a cell into its snippets. What cannot be cut, because it is not Java or not finished,
    /// is the last piece.
    static List<Piece> split(String cell, SourceCodeAnalysis analysis) {
        var pieces = new ArrayList<Piece>();
        var rest = cell;
        while (!rest.isBlank()) {
            var info = analysis.analyzeCompletion(rest);
            var offset = cell.length() - rest.length();
            if (info.completeness() == Completeness.EMPTY) {
                break;
            }
            if (info.source() == null || !info.completeness().isComplete()) {
                pieces.add(new Piece(rest, offset));
                break;
            }
            pieces.add(new Piece(info.source(), offset));
            rest = info.remaining();
        }
        return pieces;
    }
}
