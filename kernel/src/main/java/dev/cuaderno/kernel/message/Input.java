package dev.cuaderno.kernel.message;

/// `input_request`: from the kernel to the front end, a line please.
public interface Input {

    /// The question.
    record Request(String prompt, boolean password) implements Content {}

    /// The line, without its end.
    record Reply(String status, String value) implements Content {
        public Reply {
            value = value == null ? "" : value;
        }
    }
}
