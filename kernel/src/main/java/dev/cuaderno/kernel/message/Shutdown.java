package dev.cuaderno.kernel.message;

/// `shutdown_request`: end.
public interface Shutdown {

    /// The request.
    ///
    /// @param restart true where a new kernel will follow
    record Request(boolean restart) implements Content {}

    /// Sent before the end.
    record Reply(String status, boolean restart) implements Content {}
}
