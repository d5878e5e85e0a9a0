package dev.cuaderno.train;

/// What user code may do while a network is fitted. All methods do nothing unless overridden, and
/// run in the thread of `run()`.
public interface Callback {

    /// Before the first step.
    default void started(Training training) {}

    /// After each step: the parameters have been changed.
    default void stepped(Training training) {}

    /// After each epoch and its validation.
    default void ended(Training training, Epoch epoch) {}

    /// At the end, however it came about.
    default void finished(Run run) {}
}
