package dev.cuaderno.kernel.wire;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;

import dev.cuaderno.kernel.message.Content;
import dev.cuaderno.kernel.message.Header;
import dev.cuaderno.kernel.message.Malformed;
import dev.cuaderno.kernel.message.Message;
import dev.cuaderno.kernel.message.MessageTypes;
import dev.cuaderno.kernel.message.Unknown;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;

/// Messages to frames and back, for one connection.
public final class Codec {

    // As many as other kernels remember; one entry is 64 digits.
    private static final int REMEMBERED = 1 << 16;

    private final Signer signer;
    private final LinkedHashSet<String> seen = new LinkedHashSet<>();

    public Codec(Signer signer) {
        this.signer = signer;
    }

    /// The frames of `message`, signed.
    public List<byte[]> encode(Message message) {
        var parent = message.parent();
        var parts =
                List.of(
                        Json.write(message.header()),
                        Json.write(parent == null ? new JsonObject() : parent),
                        Json.write(message.metadata()),
                        Json.write(message.content()));
        return new Frames(message.route(), signer.sign(parts), parts, message.buffers()).join();
    }

    /// The message that `frames` hold. One of a type without a record comes as [Unknown], one whose
    /// content does not fit its record as [Malformed].
    ///
    /// @throws WireException if the frames are truncated, forged, replayed or not JSON
    public Message decode(List<byte[]> frames) throws WireException {
        var split = Frames.split(frames);
        if (!signer.verifies(split.signature(), split.parts())) {
            throw new WireException(
                    "the signature does not match: the sender has another key than this kernel");
        }
        remember(split.signature());
        var header = header(Json.read(split.parts().get(0), "header"), "header");
        if (header.msgType() == null || header.msgId() == null) {
            throw new WireException("the header lacks msg_type or msg_id");
        }
        var parentTree = Json.read(split.parts().get(1), "parent header");
        var parent = parentTree.isEmpty() ? null : header(parentTree, "parent header");
        return new Message(
                split.route(),
                header,
                parent,
                Json.read(split.parts().get(2), "metadata"),
                content(header.msgType(), Json.read(split.parts().get(3), "content")),
                split.buffers());
    }

    private static Header header(JsonObject tree, String name) throws WireException {
        try {
            return Json.read(tree, Header.class);
        } catch (JsonParseException broken) {
            throw new WireException("the " + name + " is broken: " + broken.getMessage(), broken);
        }
    }

    private static Content content(String type, JsonObject tree) {
        var record = MessageTypes.byName(type);
        if (record.isEmpty()) {
            return new Unknown(tree);
        }
        try {
            return Json.read(tree, record.get());
        } catch (JsonParseException broken) {
            return new Malformed(type + ": " + broken.getMessage());
        }
    }

    private void remember(byte[] signature) throws WireException {
        if (!signer.signs()) {
            return;
        }
        synchronized (seen) {
            if (!seen.add(new String(signature, StandardCharsets.US_ASCII))) {
                throw new WireException("a replay: a message of this signature came before");
            }
            if (seen.size() > REMEMBERED) {
                seen.removeFirst();
            }
        }
    }
}
