package dev.cuaderno.kernel.notebook;

import java.time.Duration;

/// How a notebook is run.
///
/// @param timeout the time one cell may take
/// @param patience the time a cell gets to end after each of the interrupts that follow
/// @param keepGoing true to go on with the next cell after one that failed
/// @param timing true to write into each cell when it began and ended (`metadata.execution`, as
///   nbclient does). Off by default: without clock times two runs of a notebook give the same
///   bytes, and a difference between two files is a difference in results.
public record RunSettings(Duration timeout, Duration patience, boolean keepGoing, boolean timing) {

    /// Ten minutes a cell, stop at the first failure, no clock times.
    public static RunSettings defaults() {
        return new RunSettings(Duration.ofMinutes(10), Duration.ofSeconds(3), false, false);
    }
}
