package dev.cuaderno.worker;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// The frames of the event connection. From worker to front: one kind byte, the cell's sequence
/// number (int), then what the kind says. From front to worker: one kind byte and what it says.
/// Text is UTF-8 behind its length.
public final class Frames {

    /// The length of the secret that a worker sends first on each of its two connections.
    public static final int TOKEN_BYTES = 32;

    /// Names the environment variable that carries the secret in hexadecimal; unlike arguments it
    /// is not visible to other users.
    public static final String TOKEN_VARIABLE = "CUADERNO_WORKER_TOKEN";

    /// First byte after the token: which of the two connections this is.
    public static final byte CONTROL_CONNECTION = 1;

    public static final byte EVENT_CONNECTION = 2;

    // Worker to front.
    public static final byte OUT = 1; // bytes
    public static final byte ERR = 2; // bytes
    public static final byte SHOW = 3; // id or null, update flag, data map, metadata map
    public static final byte CLEAR = 4; // wait flag
    public static final byte INPUT = 5; // question number, prompt, password flag
    public static final byte MARK = 6; // nothing: all outputs made before have been sent

    // kind, id, target, data, metadata, number of buffers, buffers
    public static final byte COMM = 7;

    // Front to worker.
    public static final byte INTERRUPT = 1; // nothing
    public static final byte ANSWER = 2; // question number, text or null
    public static final byte REFUSE = 3; // question number, why nobody can be asked

    private static final int NULL = -1;

    private Frames() {}

    public static void writeBytes(DataOutput out, byte[] bytes, int offset, int length)
            throws IOException {
        out.writeInt(length);
        out.write(bytes, offset, length);
    }

    public static byte[] readBytes(DataInput in) throws IOException {
        var bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }

    /// Writes text, which may be null.
    public static void writeText(DataOutput out, String text) throws IOException {
        if (text == null) {
            out.writeInt(NULL);
            return;
        }
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        writeBytes(out, bytes, 0, bytes.length);
    }

    /// Reads text, which may be null.
    public static String readText(DataInput in) throws IOException {
        var length = in.readInt();
        if (length == NULL) {
            return null;
        }
        var bytes = new byte[length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public static void writeMap(DataOutput out, Map<String, String> map) throws IOException {
        out.writeInt(map.size());
        for (var entry : map.entrySet()) {
            writeText(out, entry.getKey());
            writeText(out, entry.getValue());
        }
    }

    public static Map<String, String> readMap(DataInput in) throws IOException {
        var size = in.readInt();
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i < size; i++) {
            map.put(readText(in), readText(in));
        }
        return map;
    }
}
