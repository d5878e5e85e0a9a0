package dev.cuaderno.kernel.notebook;

import dev.cuaderno.kernel.language.Language;

import java.io.IOException;
import java.nio.file.Path;

/// Opens a fresh session for each notebook.
@FunctionalInterface
public interface Languages {

    /// @param folder the working folder of the cells: the notebook's own, as in Jupyter
    /// @param notebook what will run
    Language open(Path folder, Notebook notebook) throws IOException;
}
