package dev.cuaderno.kernel.message;

import com.google.gson.JsonObject;
import com.google.gson.annotations.SerializedName;

/// Outputs that a cell shows, replaces and removes while it runs.
public interface Display {

    /// A new output.
    record Data(JsonObject data, JsonObject metadata, @SerializedName("transient") Id id)
            implements Content {}

    /// Another content for every output shown under an id.
    record Update(JsonObject data, JsonObject metadata, @SerializedName("transient") Id id)
            implements Content {}

    /// Removes the cell's outputs.
    ///
    /// @param later true to do so when the next output comes (`wait`)
    record Clear(@SerializedName("wait") boolean later) implements Content {}

    /// The name of an output during a session; not stored in notebooks.
    record Id(String displayId) {}
}
