package dev.cuaderno.kernel.language;

import dev.cuaderno.comm.CommFrame;
import dev.cuaderno.display.MimeBundle;

/// Where a running cell's outputs go, in the order in which they were made. Called from one thread
/// at a time.
public interface Outputs {

    /// The two text streams of a cell.
    enum Stream {
        STDOUT,
        STDERR;

        /// The name the protocol and the notebook format use: `stdout`, `stderr`.
        public String protocolName() {
            return this == STDOUT ? "stdout" : "stderr";
        }
    }

    /// Text that the cell, or a thread it started, printed.
    void stream(Stream stream, String text);

    /// A value that the cell showed before its end.
    ///
    /// @param displayId names the output for updates, or null
    /// @param update true to replace every output shown under `displayId`
    void display(MimeBundle bundle, String displayId, boolean update);

    /// Removes the cell's outputs; with `wait`, when the next one comes.
    void clear(boolean wait);

    /// An object of the cell speaks to its twin in the front end. Where there is none, nothing
    /// happens.
    default void comm(CommFrame frame) {}

    /// What was printed so far is wanted now, not in a moment.
    default void flush() {}

    /// Asks the user for a line of text.
    ///
    /// @param prompt what is being asked
    /// @param password true where the answer must not be echoed
    /// @return the line without its end, or null at the end of input
    /// @throws InputRefusedException if nobody can be asked, or the question was cancelled
    String input(String prompt, boolean password);
}
