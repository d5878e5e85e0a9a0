package dev.cuaderno.datasets;

import dev.cuaderno.io.PickledArrays;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The records of CIFAR's binary files: one or two bytes for the class, then 32 x 32 bytes of red,
/// of green and of blue.
final class CifarRecords {

    static final int SIDE = 32;
    static final int PICTURE = 3 * SIDE * SIDE;

    private final int labelBytes;
    private final ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    private final List<Integer> labels = new ArrayList<>();

    /// @param labelBytes 1 for CIFAR-10; 2 for CIFAR-100, where the last is the fine class
    CifarRecords(int labelBytes) {
        this.labelBytes = labelBytes;
    }

    /// Adds the records of a file.
    ///
    /// @throws IOException if it cannot be read, or ends within a record
    void add(InputStream in, String name, int classes) throws IOException {
        var length = labelBytes + PICTURE;
        for (var number = 0; ; number++) {
            var record = in.readNBytes(length);
            if (record.length == 0) {
                if (number == 0) {
                    throw new IOException(name + ": it is empty");
                }
                return;
            }
            if (record.length < length) {
                throw new IOException(
                        "%s: it ends within record %d, after %d of %d bytes"
                                .formatted(name, number, record.length, length));
            }
            var label = record[labelBytes - 1] & 0xFF;
            if (label >= classes) {
                throw new IOException(
                        "%s: record %d is of class %d, of %d classes: not a file of CIFAR's"
                                .formatted(name, number, label, classes));
            }
            labels.add(label);
            pixels.write(record, labelBytes, PICTURE);
        }
    }

    /// Adds the pictures of a pickled file: a dictionary of `data` `[N, 3072]` and a list of
    /// classes, which is called `labels` or, in CIFAR-100, `fine_labels`.
    ///
    /// @throws IOException if it cannot be read or is something else
    void addPickled(InputStream in, String name, int classes) throws IOException {
        Map<String, Object> content;
        try {
            content = PickledArrays.read(in);
        } catch (IllegalArgumentException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
        if (!(content.get("data") instanceof PickledArrays.Array data)
                || !(content.get(labelBytes == 1 ? "labels" : "fine_labels")
                        instanceof List<?> list)
                || !data.shape().equals(List.of(list.size(), PICTURE))) {
            throw new IOException(
                    "%s: pictures and their classes were expected, not %s"
                            .formatted(name, content.keySet()));
        }
        for (var label : list) {
            if (!(label instanceof Long one) || one < 0 || one >= classes) {
                throw new IOException(
                        "%s: a picture is of class %s, of %d classes"
                                .formatted(name, label, classes));
            }
            labels.add(Math.toIntExact(one));
        }
        pixels.writeBytes(data.bytes());
    }

    int size() {
        return labels.size();
    }

    int[] labels() {
        return labels.stream().mapToInt(one -> one).toArray();
    }

    byte[] pixels() {
        return pixels.toByteArray();
    }
}
