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

    /// Run a task: an array of the name of a class of this package, whose static method
    /// `run(Object[])` returns a [Reply], and its arguments. The answer is an array: true and the
    /// reply's answer, or false where it threw.
    public static final String TASK = "cuaderno.task";

    /// Keep a value for [dev.cuaderno.magic.Magics#value]: an array of that value, or null for the
    /// last one.
    public static final String HAND = "cuaderno.hand";

    /// The text of a variable's value: an array of its class and its name.
    public static final String TEXT = "cuaderno.text";

    /// What cells have consumed: an array of elapsed nanoseconds, processor nanoseconds and bytes
    /// allocated.
    public static final String CLOCK = "cuaderno.clock";

    /// Copy the value of a variable from one class to another: an array of the two classes' names
    /// and the variable's. False where the value does not fit.
    public static final String CARRY = "cuaderno.carry";

    /// A short text of the value of a variable, given as an array of class and field; null where it
    /// takes too long to make.
    public static final String PEEK = "cuaderno.peek";

    private Requests() {}
}
