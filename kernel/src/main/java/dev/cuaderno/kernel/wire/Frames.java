package dev.cuaderno.kernel.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The frames of one message by their places.
///
/// @param route everything before the delimiter
/// @param signature hexadecimal digits, or nothing
/// @param parts header, parent header, metadata and content, which the signature covers
/// @param buffers everything after them
@SuppressWarnings("ArrayRecordComponent") // never compared
record Frames(List<byte[]> route, byte[] signature, List<byte[]> parts, List<byte[]> buffers) {

    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final int PARTS = 4;

    static Frames split(List<byte[]> frames) throws WireException {
        var delimiter = 0;
        while (delimiter < frames.size() && !Arrays.equals(frames.get(delimiter), DELIMITER)) {
            delimiter++;
        }
        if (delimiter == frames.size()) {
            throw new WireException("no <IDS|MSG> among its " + frames.size() + " frames");
        }
        var first = delimiter + 2;
        if (frames.size() < first + PARTS) {
            throw new WireException(
                    "truncated: expected a signature and 4 frames after <IDS|MSG>, came "
                            + (frames.size() - delimiter - 1));
        }
        return new Frames(
                frames.subList(0, delimiter),
                frames.get(delimiter + 1),
                frames.subList(first, first + PARTS),
                frames.subList(first + PARTS, frames.size()));
    }

    List<byte[]> join() {
        var frames = new ArrayList<byte[]>(route.size() + 2 + PARTS + buffers.size());
        frames.addAll(route);
        frames.add(DELIMITER);
        frames.add(signature);
        frames.addAll(parts);
        frames.addAll(buffers);
        return frames;
    }
}
