package dev.cuaderno.io;

import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The format of tensors by name that holds nothing but numbers: 8 bytes with the header's length,
/// a header in JSON that says where each tensor lies, and the numbers, lowest byte first. Described
/// at huggingface.co/docs/safetensors.
///
/// F64 is read as 64-bit numbers, other floating-point types as 32-bit ones, whole numbers as what
/// holds them exactly.
public final class Safetensors {

    private static final int LENGTH = 8;

    /// The limit of the format's own readers.
    private static final long LONGEST_HEADER = 100_000_000;

    private static final String METADATA = "__metadata__";

    private Safetensors() {}

    private record Entry(String name, Numeric type, Shape shape, long begin, long end) {}

    /// The tensors of a file, in the order of their names there.
    ///
    /// @throws IOException if the file cannot be read, or is not of this format
    public static Map<String, Tensor> read(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(channel);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "%s: not a safetensors file: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static Map<String, Tensor> read(FileChannel channel) throws IOException {
        var size = channel.size();
        require(size >= LENGTH, "it has %d bytes".formatted(size));
        var length = bytes(channel, 0, LENGTH).getLong(0);
        require(
                length >= 2 && length <= Math.min(size - LENGTH, LONGEST_HEADER),
                "a header of %d bytes in a file of %d".formatted(length, size));
        var text = StandardCharsets.UTF_8.decode(bytes(channel, LENGTH, (int) length)).toString();
        var start = LENGTH + length;
        var tensors = new LinkedHashMap<String, Tensor>();
        var entries = entries(Header.read(text));
        checkLayout(entries, size - start);
        for (var entry : entries) {
            var content =
                    bytes(channel, start + entry.begin, Math.toIntExact(entry.end - entry.begin));
            tensors.put(entry.name, Raw.read(content, entry.type, entry.shape));
        }
        return tensors;
    }

    private static ByteBuffer bytes(FileChannel channel, long from, int count) throws IOException {
        var buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new IllegalArgumentException("it ends too early");
            }
        }
        return buffer.flip();
    }

    private static List<Entry> entries(Map<?, ?> header) {
        var entries = new ArrayList<Entry>();
        header.forEach(
                (name, value) -> {
                    if (!METADATA.equals(name)) {
                        entries.add(entry((String) name, value));
                    }
                });
        return entries;
    }

    private static Entry entry(String name, Object value) {
        if (value instanceof Map<?, ?> map
                && map.get("shape") instanceof List<?> sizes
                && map.get("data_offsets") instanceof List<?> offsets
                && offsets.size() == 2
                && offsets.get(0) instanceof Long begin
                && offsets.get(1) instanceof Long end) {
            var type = Numeric.ofSafetensors(map.get("dtype"));
            require(type != null, "%s: numbers of type %s".formatted(name, map.get("dtype")));
            var shape = shape(name, sizes);
            require(
                    begin >= 0 && end - begin == (long) type.bytes() * shape.elements(),
                    "%s: %d to %d for %s %s".formatted(name, begin, end, type, shape));
            return new Entry(name, type, shape, begin, end);
        }
        throw new IllegalArgumentException(name + ": dtype, shape and two data_offsets expected");
    }

    private static Shape shape(String name, List<?> sizes) {
        var shape = new int[sizes.size()];
        for (var i = 0; i < shape.length; i++) {
            require(
                    sizes.get(i) instanceof Long size && size >= 1 && size <= Integer.MAX_VALUE,
                    "%s: shape %s".formatted(name, sizes));
            shape[i] = ((Long) sizes.get(i)).intValue();
        }
        return Shape.of(shape);
    }

    /// The tensors fill the file's end without gaps or overlaps, as the format demands.
    private static void checkLayout(List<Entry> entries, long size) {
        var sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparingLong(Entry::begin));
        var next = 0L;
        for (var entry : sorted) {
            require(
                    entry.begin == next,
                    "%s begins at %d, not %d".formatted(entry.name, entry.begin, next));
            next = entry.end;
        }
        require(next == size, "%d bytes of numbers, %d told".formatted(size, next));
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }

    /// Writes tensors in the map's order; a file of that name is replaced once all is written.
    ///
    /// @throws IOException if that is not possible
    public static void write(Path file, Map<String, Tensor> tensors) throws IOException {
        var header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
        var next = 0L;
        for (var entry : tensors.entrySet()) {
            var tensor = entry.getValue();
            var type = Numeric.of(tensor.dtype());
            var end = next + (long) type.bytes() * tensor.elements();
            header.append(",\"").append(escaped(entry.getKey())).append("\":{\"dtype\":\"");
            header.append(type.safetensors()).append("\",\"shape\":");
            header.append(tensor.shape().toString().replace(" ", ""));
            header.append(",\"data_offsets\":[").append(next).append(',').append(end).append("]}");
            next = end;
        }
        var text = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        // Blanks behind the header let the numbers begin at a multiple of 8.
        var padded = Math.ceilDiv(text.length, LENGTH) * LENGTH;
        var front = ByteBuffer.allocate(LENGTH + padded).order(ByteOrder.LITTLE_ENDIAN);
        front.putLong(padded).put(text);
        while (front.hasRemaining()) {
            front.put((byte) ' ');
        }
        var folder = file.toAbsolutePath().getParent();
        // Not a temporary file of the system's, which nobody else may read afterwards.
        var draft = folder.resolve(file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (var channel =
                    FileChannel.open(
                            draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                writeFully(channel, front.flip());
                for (var tensor : tensors.values()) {
                    writeFully(channel, Raw.write(tensor));
                }
            }
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static String escaped(String name) {
        var text = new StringBuilder();
        for (var i = 0; i < name.length(); i++) {
            var letter = name.charAt(i);
            if (letter < ' ' || letter == '"' || letter == '\\') {
                text.append("\\u%04x".formatted((int) letter));
            } else {
                text.append(letter);
            }
        }
        return text.toString();
    }
}
