package dev.cuaderno.kernel.message;

import com.google.gson.JsonObject;

import java.util.List;
import java.util.Map;

/// `execute_request`: run this cell.
public interface Execute {

    /// The request.
    ///
    /// @param silent true to run without a number, an echo, a result or a place in the history
    /// @param storeHistory whether it takes a number and a place in the history
    /// @param userExpressions evaluated after the code, keyed by the caller's names
    /// @param allowStdin whether the sender can be asked for input
    /// @param stopOnError whether a failure cancels the cells that wait
    record Request(
            String code,
            Boolean silent,
            Boolean storeHistory,
            Map<String, String> userExpressions,
            Boolean allowStdin,
            Boolean stopOnError)
            implements Content {
        public Request {
            code = code == null ? "" : code;
            silent = silent != null && silent;
            storeHistory = !silent && (storeHistory == null || storeHistory);
            userExpressions = userExpressions == null ? Map.of() : userExpressions;
            allowStdin = allowStdin != null && allowStdin;
            stopOnError = stopOnError == null || stopOnError;
        }
    }

    /// The end of the cell. Components are null where the status has no use for them.
    ///
    /// @param userExpressions per name an object with `status` and the forms of the value
    /// @param payload ways to reach the front end: a page to show, a text to put into the cell
    record Reply(
            String status,
            int executionCount,
            Map<String, JsonObject> userExpressions,
            List<JsonObject> payload,
            String ename,
            String evalue,
            List<String> traceback)
            implements Content {

        /// It ran to its end.
        public static Reply ok(int executionCount, Map<String, JsonObject> userExpressions) {
            return ok(executionCount, userExpressions, List.of());
        }

        /// It ran to its end, and there is more for the front end to do.
        public static Reply ok(
                int executionCount,
                Map<String, JsonObject> userExpressions,
                List<JsonObject> payload) {
            return new Reply("ok", executionCount, userExpressions, payload, null, null, null);
        }

        /// It failed, or was not run because an earlier cell failed.
        public static Reply error(
                int executionCount, String ename, String evalue, List<String> traceback) {
            return new Reply(
                    "error", executionCount, Map.of(), List.of(), ename, evalue, traceback);
        }
    }

    /// The echo of a cell's code to all front ends.
    record Input(String code, int executionCount) implements Content {}

    /// The value of a cell.
    record Result(int executionCount, JsonObject data, JsonObject metadata) implements Content {}
}
