package dev.cuaderno.kernel.language;

import dev.cuaderno.display.MimeBundle;

import java.util.List;
import java.util.Optional;

/// How a cell ended.
public sealed interface Outcome {

    /// It ran to its end.
    ///
    /// @param value the forms of its last expression's value; empty where the last snippet has none
    record Done(Optional<MimeBundle> value) implements Outcome {}

    /// It failed: it did not compile, threw, was interrupted, or took its JVM down.
    ///
    /// @param cause what kind of failure
    /// @param name the error's short name, for instance `ArithmeticException` or `CompileError`
    /// @param message the error's text
    /// @param traceback lines to show, with ANSI colours
    /// @param line the line of the cell, from 1, where it failed; 0 where unknown
    /// @param column the column, from 1, in UTF-16 units; 0 where unknown
    record Failed(
            Cause cause, String name, String message, List<String> traceback, int line, int column)
            implements Outcome {
        public Failed {
            traceback = List.copyOf(traceback);
        }
    }

    /// Kinds of failure.
    enum Cause {
        /// The cell, or a part of it, is not Java.
        COMPILE,
        /// Its code threw.
        EXCEPTION,
        /// It was stopped on request.
        INTERRUPTED,
        /// Its JVM ended (`System.exit`, out of memory, a crash, a kill): the variables are gone.
        WORKER_DIED
    }
}
