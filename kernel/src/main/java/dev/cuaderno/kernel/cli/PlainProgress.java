package dev.cuaderno.kernel.cli;

import java.io.PrintWriter;

/// One line for each finished notebook, for logs.
final class PlainProgress implements Progress {

    private final PrintWriter out;
    private final PrintWriter err;

    PlainProgress(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public void cell(Selection.Entry notebook, int cell, int cells) {
        // A log wants results only.
    }

    @Override
    public synchronized void finished(Result result) {
        out.println(line(result));
        out.flush();
        err.print(result.details(false));
        err.flush();
    }

    @Override
    public void close() {
        // Every line is out already.
    }

    /// `ok a/padding.ipynb 12/12 3.4 s`.
    static String line(Result result) {
        var line =
                (result.succeeded() ? "ok      " : "FAILED  ")
                        + result.name()
                        + "  "
                        + result.cells()
                        + "  "
                        + result.time();
        return result.succeeded() ? line : line + "  " + result.verdict();
    }
}
