package dev.cuaderno.kernel.message;

/// `interrupt_request`: stop the running cell.
public interface Interrupt {

    /// The request.
    record Request() implements Content {}

    /// The cell was asked to stop.
    record Reply(String status) implements Content {}
}
