package dev.cuaderno.kernel.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

/// Shows how far a batch is. Called from several threads.
interface Progress extends AutoCloseable {

    /// A notebook is about to run one of its cells.
    ///
    /// @param cell its number, from 1
    /// @param cells how many cells it has to run
    void cell(Selection.Entry notebook, int cell, int cells);

    /// A notebook is done, well or not.
    void finished(Result result);

    /// Nothing is running any more.
    @Override
    void close();

    /// Live lines where somebody looks at a terminal, otherwise one line for each notebook.
    static Progress of(PrintWriter out, PrintWriter err) {
        // Absent or not a terminal: JDKs differ in what they say of a pipe.
        var terminal =
                Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
                        && !"dumb".equals(System.getenv().getOrDefault("TERM", ""));
        return terminal ? LiveProgress.start(out, err, width()) : new PlainProgress(out, err);
    }

    private static int width() {
        var columns = System.getenv().getOrDefault("COLUMNS", "");
        return columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : 80;
    }
}
