package dev.cuaderno.datasets;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// The IDX format of MNIST's files, for unsigned bytes: two zeros, the type 8, the number of axes,
/// their sizes as 32-bit numbers (the highest byte first), then the bytes.
final class Idx {

    private static final int UNSIGNED_BYTES = 8;
    private static final int MOST_AXES = 4;

    private final int[] sizes;
    private final byte[] bytes;

    private Idx(int[] sizes, byte[] bytes) {
        this.sizes = sizes;
        this.bytes = bytes;
    }

    /// The sizes of the axes, outermost first.
    int[] sizes() {
        return sizes.clone();
    }

    /// The numbers row by row; the array itself, not a copy.
    byte[] bytes() {
        return bytes;
    }

    /// @param name of the file, for errors
    /// @throws IOException if it cannot be read, is of another format, ends early or goes on
    static Idx read(InputStream stream, String name) throws IOException {
        var in = new DataInputStream(stream);
        try {
            var magic = in.readInt();
            var axes = magic & 0xFF;
            if (magic >>> 8 != UNSIGNED_BYTES || axes < 1 || axes > MOST_AXES) {
                throw new IOException(
                        "%s: not an IDX file of unsigned bytes (it begins with %08x)"
                                .formatted(name, magic));
            }
            var sizes = new int[axes];
            var count = 1L;
            for (var axis = 0; axis < axes; axis++) {
                sizes[axis] = in.readInt();
                count *= Math.max(0, sizes[axis]);
                if (count == 0 || count > Integer.MAX_VALUE - 16) {
                    throw new IOException("%s: sizes %s".formatted(name, Arrays.toString(sizes)));
                }
            }
            var bytes = in.readNBytes((int) count);
            if (bytes.length < count) {
                throw new IOException(
                        "%s: it ends after %d of %d bytes".formatted(name, bytes.length, count));
            }
            if (in.read() >= 0) {
                throw new IOException(
                        "%s: it goes on after the %d bytes that it announces"
                                .formatted(name, count));
            }
            return new Idx(sizes, bytes);
        } catch (EOFException e) {
            throw new IOException(name + ": it ends too early", e);
        }
    }

    /// The numbers of a file with one axis.
    int[] labels() {
        var labels = new int[bytes.length];
        for (var i = 0; i < labels.length; i++) {
            labels[i] = bytes[i] & 0xFF;
        }
        return labels;
    }
}
