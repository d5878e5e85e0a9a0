package dev.cuaderno.kernel.message;

import com.google.gson.JsonArray;

import java.util.List;

/// `history_request`: what was run before?
public interface History {

    /// The question.
    ///
    /// @param output whether results are wanted beside the code
    /// @param histAccessType `tail`, `range` or `search`
    /// @param session of a range: 0 is this one, negative ones count back from it
    /// @param start of a range, the first line
    /// @param stop of a range, the line after the last; null for all
    /// @param n how many of the last entries; null for all
    /// @param pattern of a search, with `*` and `?`
    /// @param unique of a search, true to give each code once
    record Request(
            Boolean output,
            Boolean raw,
            String histAccessType,
            Integer session,
            Integer start,
            Integer stop,
            Integer n,
            String pattern,
            Boolean unique)
            implements Content {
        public Request {
            output = output != null && output;
            histAccessType = histAccessType == null ? "tail" : histAccessType;
            session = session == null ? 0 : session;
            start = start == null ? 0 : start;
            pattern = pattern == null ? "*" : pattern;
            unique = unique != null && unique;
        }
    }

    /// The answer.
    ///
    /// @param history per entry `[session, line, code]`, or `[session, line, [code, result]]`
    record Reply(String status, List<JsonArray> history) implements Content {}
}
