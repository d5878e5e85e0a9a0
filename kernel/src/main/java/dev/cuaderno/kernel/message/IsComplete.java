package dev.cuaderno.kernel.message;

/// `is_complete_request`: should Enter run this code or begin a new line?
public interface IsComplete {

    /// The question.
    record Request(String code) implements Content {
        public Request {
            code = code == null ? "" : code;
        }
    }

    /// The answer.
    ///
    /// @param status `complete`, `incomplete`, `invalid` or `unknown`
    /// @param indent what the next line begins with; null unless incomplete
    record Reply(String status, String indent) implements Content {}
}
