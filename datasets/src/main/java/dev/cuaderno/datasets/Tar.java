package dev.cuaderno.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Reads the files of a tar archive: blocks of 512 bytes, of which the first of a file has its name
/// at 0 and its size at 124, in octal digits.
final class Tar {

    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int SIZE = 124;
    private static final int SIZE_DIGITS = 12;
    private static final int OCTAL = 3;

    private Tar() {}

    /// The content of some files, by their names without folders.
    ///
    /// @param archive its name, for errors
    static Map<String, byte[]> read(InputStream in, Set<String> wanted, String archive)
            throws IOException {
        var found = new LinkedHashMap<String, byte[]>();
        while (true) {
            var head = in.readNBytes(BLOCK);
            if (head.length < BLOCK || head[0] == 0) {
                return found;
            }
            var path = text(head, 0, NAME);
            var name = path.substring(path.lastIndexOf('/') + 1);
            var size = octal(head, archive);
            if (wanted.contains(name)) {
                var content = in.readNBytes(Math.toIntExact(size));
                if (content.length < size) {
                    throw new IOException(
                            "%s: it ends within %s, after %d of %d bytes"
                                    .formatted(archive, path, content.length, size));
                }
                found.put(name, content);
            } else {
                in.skipNBytes(size);
            }
            in.skipNBytes(Math.floorMod(-size, (long) BLOCK));
        }
    }

    private static String text(byte[] head, int at, int length) {
        var end = at;
        while (end < at + length && head[end] != 0) {
            end++;
        }
        return new String(head, at, end - at, StandardCharsets.US_ASCII);
    }

    private static long octal(byte[] head, String archive) throws IOException {
        var size = 0L;
        for (var c : text(head, SIZE, SIZE_DIGITS).strip().toCharArray()) {
            if (c < '0' || c > '7') {
                throw new IOException(archive + ": not a tar archive");
            }
            size = (size << OCTAL) | (c - '0');
        }
        return size;
    }
}
