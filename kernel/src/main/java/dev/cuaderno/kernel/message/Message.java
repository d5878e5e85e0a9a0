package dev.cuaderno.kernel.message;

import com.google.gson.JsonObject;

import java.util.List;
import java.util.Objects;

/// A message with its envelope.
///
/// @param route the frames that say whom it is for: routing identities, or the topic on iopub
/// @param header its own name
/// @param parent the header of the request it belongs to; null where there is none
/// @param metadata what does not belong to the content
/// @param content what it says
/// @param buffers binary data that travels beside the JSON
public record Message(
        List<byte[]> route,
        Header header,
        Header parent,
        JsonObject metadata,
        Content content,
        List<byte[]> buffers) {

    public Message {
        route = List.copyOf(route);
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(metadata, "metadata");
        Objects.requireNonNull(content, "content");
        buffers = List.copyOf(buffers);
    }
}
