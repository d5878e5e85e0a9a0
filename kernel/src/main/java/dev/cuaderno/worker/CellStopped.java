package dev.cuaderno.worker;

/// Thrown into a cell that is stopped from outside. Not an [Exception], so that ordinary handlers
/// let it pass.
final class CellStopped extends Throwable {

    private static final long serialVersionUID = 1L;

    /// Made beforehand: the debugger interface that throws it can only pass an object that exists.
    @SuppressWarnings("StaticAssignmentOfThrowable") // It has no stack that could mislead.
    static final CellStopped INSTANCE = new CellStopped(false);

    private CellStopped(boolean withStack) {
        super("the cell was stopped", null, false, withStack);
    }

    /// One that knows where it is thrown, past what the compiler checks.
    ///
    /// @return never
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <T extends Throwable> T here() throws T {
        throw (T) new CellStopped(true);
    }
}
