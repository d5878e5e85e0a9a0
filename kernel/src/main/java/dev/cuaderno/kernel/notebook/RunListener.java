package dev.cuaderno.kernel.notebook;

/// Watches a notebook run.
@FunctionalInterface
public interface RunListener {

    /// A cell is about to run.
    ///
    /// @param cell its number, from 1
    /// @param cells how many will run if none fails
    void cellStarted(int cell, int cells);
}
