package dev.cuaderno.kernel.export;

import dev.cuaderno.kernel.notebook.Notebook;
import dev.cuaderno.kernel.notebook.NotebookCell;

import java.util.ArrayList;
import java.util.List;

/// A cell to export.
///
/// @param number names it in comments, from 1
/// @param mayFail whether the program goes on where it throws
public record CodeCell(int number, String source, boolean mayFail) {

    /// The cells of a notebook that a run would execute.
    public static List<CodeCell> of(Notebook notebook) {
        var cells = new ArrayList<CodeCell>();
        for (NotebookCell cell : notebook.cells()) {
            if (cell.isExecutable()) {
                cells.add(
                        new CodeCell(
                                cells.size() + 1, cell.source(), cell.hasTag("raises-exception")));
            }
        }
        return cells;
    }
}
