package dev.cuaderno.kernel.message;

import com.google.gson.JsonObject;

import java.util.List;

/// `complete_request`: what could stand here?
public interface Complete {

    /// The question.
    ///
    /// @param cursorPos in code points; null for the end of the code
    record Request(String code, Integer cursorPos) implements Content {
        public Request {
            code = code == null ? "" : code;
        }
    }

    /// The answer.
    ///
    /// @param matches texts that could replace what stands from `cursorStart` to `cursorEnd`, in
    ///   code points, best first
    /// @param metadata `_jupyter_types_experimental` holds kinds and signatures
    record Reply(
            String status,
            List<String> matches,
            int cursorStart,
            int cursorEnd,
            JsonObject metadata)
            implements Content {}
}
