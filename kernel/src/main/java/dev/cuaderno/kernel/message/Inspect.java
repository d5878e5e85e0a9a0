package dev.cuaderno.kernel.message;

import com.google.gson.JsonObject;

/// `inspect_request`: what is this?
public interface Inspect {

    /// The question.
    ///
    /// @param cursorPos in code points; null for the end of the code
    /// @param detailLevel 0 for signature and documentation, 1 for the source as well
    record Request(String code, Integer cursorPos, Integer detailLevel) implements Content {
        public Request {
            code = code == null ? "" : code;
            detailLevel = detailLevel == null ? 0 : detailLevel;
        }
    }

    /// The answer.
    record Reply(String status, boolean found, JsonObject data, JsonObject metadata)
            implements Content {}
}
