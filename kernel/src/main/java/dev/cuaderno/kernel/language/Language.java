package dev.cuaderno.kernel.language;

import dev.cuaderno.comm.CommFrame;

/// A live session of a language: it runs cells one after the other and remembers what they
/// declared.
///
/// [#execute] is called by one thread at a time; [#interrupt] from any other while it runs.
public interface Language extends AutoCloseable {

    /// Runs a cell to its end. Never throws for a fault of the cell or of its JVM.
    ///
    /// @param outputs takes what the cell prints and shows; still used after the cell's end by
    ///   threads it started
    Outcome execute(Cell cell, Outputs outputs);

    /// Gives a message of the front end to the object of the cells that it is for, and waits until
    /// that has dealt with it. Waits for a running cell; [#interrupt] stops it.
    ///
    /// @return false where the language has no such objects
    default boolean comm(CommFrame frame) {
        return false;
    }

    /// Asks the running cell to stop, more firmly at each repetition; without a running cell does
    /// nothing.
    void interrupt();

    /// Whether code can be run as it stands, from the view of an editor that asks on Enter.
    Completeness completeness(String code);

    /// Ends the session and its JVM.
    @Override
    void close();

    /// An answer to [#completeness].
    ///
    /// @param indent the indentation to begin the next line with, where `state` is INCOMPLETE
    record Completeness(State state, String indent) {
        /// The four states of the protocol.
        public enum State {
            COMPLETE,
            INCOMPLETE,
            INVALID,
            UNKNOWN
        }
    }
}
