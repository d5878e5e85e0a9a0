package dev.cuaderno.kernel.message;

import java.util.List;

/// The answer to a request that cannot be served; sent under the name of the request's reply.
///
/// @param status always `error`
public record Refusal(String status, String ename, String evalue, List<String> traceback)
        implements Content {

    /// A refusal with its reason.
    public static Refusal because(String ename, String evalue) {
        return new Refusal("error", ename, evalue, List.of(ename + ": " + evalue));
    }
}
