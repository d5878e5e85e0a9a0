package dev.cuaderno.kernel.process;

import dev.cuaderno.comm.CommFrame;
import dev.cuaderno.display.MimeBundle;

/// Hears what a worker's cells print, show and ask. Called by one thread at a time.
public interface WorkerListener {

    /// Bytes that a cell printed; they may end inside a character.
    ///
    /// @param cell the sequence number of the cell, or [#UNKNOWN_CELL]
    /// @param error true for the error stream
    void printed(int cell, boolean error, byte[] bytes);

    void shown(int cell, MimeBundle bundle, String id, boolean update);

    void cleared(int cell, boolean wait);

    /// An object of a cell speaks to its twin in the front end.
    default void spoke(int cell, CommFrame frame) {}

    /// A cell waits for a line of text.
    ///
    /// @param answer takes the line, now or later
    void asked(int cell, String prompt, boolean password, Answer answer);

    /// Where the answer to a question goes.
    interface Answer {

        /// The line, or null for the end of input.
        void line(String text);

        /// Nobody can be asked; the reader gets an exception that says why.
        void refuse(String reason);
    }

    /// Printed behind Java's back (native code, the JVM itself), so by no cell in particular.
    int UNKNOWN_CELL = -1;
}
