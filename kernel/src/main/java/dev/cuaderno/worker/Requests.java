package dev.cuaderno.worker;

/// What the front asks beyond JShell's own protocol, by `extensionCommand`.
public final class Requests {

    /// The code that follows belongs to the cell with this sequence number (Integer).
    public static final String ENTER = "cuaderno.enter";

    /// Send a mark on the event connection behind everything printed so far.
    public static final String LEAVE = "cuaderno.leave";

    /// The forms of the last value: an array of two maps, data and metadata; null where it is not
    /// to be shown.
    public static final String RENDER = "cuaderno.render";

    /// The last throwable as a [Failure], or null.
    public static final String FAILURE = "cuaderno.failure";

    private Requests() {}
}
