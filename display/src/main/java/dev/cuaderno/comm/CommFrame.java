package dev.cuaderno.comm;

import java.util.List;
import java.util.Objects;

/// One message between the two ends of a pair, as hosts carry it.
///
/// @param id names the pair
/// @param target who is to answer an OPEN; empty in the others
/// @param data a JSON object as text
/// @param metadata a JSON object as text
/// @param buffers bytes beside the JSON
public record CommFrame(
        Kind kind, String id, String target, String data, String metadata, List<byte[]> buffers) {

    /// What a message does to the pair.
    public enum Kind {
        OPEN,
        MESSAGE,
        CLOSE
    }

    public CommFrame {
        Objects.requireNonNull(id, "id");
        target = target == null ? "" : target;
        buffers = List.copyOf(buffers);
    }

    /// The end of a pair.
    public static CommFrame close(String id) {
        return new CommFrame(Kind.CLOSE, id, "", "{}", "{}", List.of());
    }
}
