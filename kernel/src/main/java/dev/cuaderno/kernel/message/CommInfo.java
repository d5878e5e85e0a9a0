package dev.cuaderno.kernel.message;

import java.util.Map;

/// `comm_info_request`: which comms are open?
public interface CommInfo {

    /// The question.
    ///
    /// @param targetName only those of this target; null for all
    record Request(String targetName) implements Content {}

    /// The answer, keyed by the comms' ids.
    record Reply(String status, Map<String, Target> comms) implements Content {}

    /// What an open comm is for.
    record Target(String targetName) {}
}
