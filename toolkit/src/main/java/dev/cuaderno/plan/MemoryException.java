package dev.cuaderno.plan;

/// A network's step does not fit into the memory that there is.
public final class MemoryException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final long needed;
    private final long available;

    MemoryException(String message, long needed, long available) {
        super(message);
        this.needed = needed;
        this.available = available;
    }

    /// The bytes that the plan takes.
    public long needed() {
        return needed;
    }

    /// The bytes that were to be had.
    public long available() {
        return available;
    }
}
