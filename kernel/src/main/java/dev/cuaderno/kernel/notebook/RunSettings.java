package dev.cuaderno.kernel.notebook;

import java.time.Duration;
import java.util.Set;

/// How a notebook is run.
///
/// @param timeout the time one cell may take, where its metadata do not say otherwise (`"cuaderno":
///   {"timeout": SECONDS}`)
/// @param patience the time a cell gets to end after each of the interrupts that follow
/// @param keepGoing true to go on with the next cell after one that failed
/// @param timing true to write into each cell when it began and ended (`metadata.execution`, as
///   nbclient does). Off by default: without clock times two runs of a notebook give the same
///   bytes, and a difference between two files is a difference in results.
/// @param skippedTags cells with one of these tags are left out
public record RunSettings(
        Duration timeout,
        Duration patience,
        boolean keepGoing,
        boolean timing,
        Set<String> skippedTags) {

    /// The tag by which Jupyter's own tools leave a cell out.
    public static final String SKIP_TAG = "skip-execution";

    public RunSettings {
        skippedTags = Set.copyOf(skippedTags);
    }

    /// Leaves out cells with Jupyter's own tag only.
    public RunSettings(Duration timeout, Duration patience, boolean keepGoing, boolean timing) {
        this(timeout, patience, keepGoing, timing, Set.of(SKIP_TAG));
    }

    /// Ten minutes a cell, stop at the first failure, no clock times.
    public static RunSettings defaults() {
        return new RunSettings(Duration.ofMinutes(10), Duration.ofSeconds(3), false, false);
    }
}
