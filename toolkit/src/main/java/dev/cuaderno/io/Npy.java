package dev.cuaderno.io;

import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// NumPy's files: `.npy` holds one array, `.npz` several by name. Described in NumPy's
/// `numpy.lib.format`. Arrays of Python objects are refused.
public final class Npy {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;
    private static final int LONGEST_HEADER = 1 << 20;
    private static final String ENDING = ".npy";

    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([<>|=])(\\w+)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d,\\s]*)\\)");

    private Npy() {}

    /// The array of a `.npy` file.
    ///
    /// @throws IOException if the file cannot be read, or is not of this format
    public static Tensor read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return checked(in, file.toString());
        }
    }

    /// The arrays of a `.npz` file by name, in its order.
    ///
    /// @throws IOException if the file cannot be read, or is not of this format
    public static Map<String, Tensor> readAll(Path file) throws IOException {
        var arrays = new LinkedHashMap<String, Tensor>();
        try (var zip = new ZipInputStream(Files.newInputStream(file))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var name = entry.getName();
                var shown = file + ", " + name;
                if (!name.endsWith(ENDING)) {
                    throw new IOException(shown + ": not an array");
                }
                arrays.put(name.substring(0, name.length() - ENDING.length()), checked(zip, shown));
            }
        }
        if (arrays.isEmpty()) {
            throw new IOException(file + ": no arrays, or not an npz file");
        }
        return arrays;
    }

    private static Tensor checked(InputStream in, String name) throws IOException {
        try {
            return read(in, name);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
    }

    private static Tensor read(InputStream in, String name) throws IOException {
        var front = in.readNBytes(MAGIC.length + 2);
        for (var i = 0; i < MAGIC.length; i++) {
            if (front.length != MAGIC.length + 2 || front[i] != MAGIC[i]) {
                throw new IOException(name + ": not a NumPy array");
            }
        }
        var digits = front[MAGIC.length] == 1 ? 2 : 4;
        var length = 0L;
        var bytes = in.readNBytes(digits);
        for (var i = bytes.length - 1; i >= 0; i--) {
            length = (length << 8) | (bytes[i] & 0xFF);
        }
        if (length > LONGEST_HEADER) {
            throw new IOException("%s: a header of %d bytes".formatted(name, length));
        }
        var header = new String(in.readNBytes((int) length), StandardCharsets.UTF_8);
        var descr = DESCR.matcher(header);
        var order = ORDER.matcher(header);
        var sizes = SHAPE.matcher(header);
        if (!descr.find() || !order.find() || !sizes.find()) {
            throw new IOException(name + ": no array of plain numbers: " + header.strip());
        }
        var type = Numeric.ofNumpy(descr.group(2));
        if (type == null) {
            throw new IOException(name + ": numbers of type " + descr.group(2));
        }
        var shape = shape(sizes.group(1));
        var needed = Math.multiplyExact(type.bytes(), shape.elements());
        var content = in.readNBytes(needed);
        if (content.length < needed) {
            throw new IOException(
                    "%s: it ends after %d of %d bytes".formatted(name, content.length, needed));
        }
        var big = descr.group(1).equals(">");
        var buffer =
                ByteBuffer.wrap(content)
                        .order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        if (order.group(1).equals("False")) {
            return Raw.read(buffer, type, shape);
        }
        // Columns first: the numbers of the array with its axes in reverse order.
        var axes = new int[shape.rank()];
        var reversed = new int[shape.rank()];
        for (var i = 0; i < axes.length; i++) {
            axes[i] = axes.length - 1 - i;
            reversed[i] = shape.size(axes[i]);
        }
        return Raw.read(buffer, type, Shape.of(reversed)).permute(axes).contiguous();
    }

    private static Shape shape(String text) {
        var sizes =
                Pattern.compile(",")
                        .splitAsStream(text)
                        .map(String::strip)
                        .filter(size -> !size.isEmpty())
                        .mapToInt(Integer::parseInt)
                        .toArray();
        return Shape.of(sizes);
    }

    /// Writes an array as `.npy`.
    ///
    /// @throws IOException if that is not possible
    public static void write(Path file, Tensor tensor) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            write(out, tensor);
        }
    }

    /// Writes arrays as `.npz`, not compressed.
    ///
    /// @throws IOException if that is not possible
    public static void writeAll(Path file, Map<String, Tensor> tensors) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setLevel(0);
            for (var entry : tensors.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey() + ENDING));
                write(zip, entry.getValue());
                zip.closeEntry();
            }
        }
    }

    private static void write(OutputStream out, Tensor tensor) throws IOException {
        var sizes = new StringBuilder("(");
        for (var size : tensor.shape().sizes()) {
            sizes.append(size).append(',');
        }
        var header =
                "{'descr': '<%s', 'fortran_order': False, 'shape': %s), }"
                        .formatted(Numeric.of(tensor.dtype()).numpy(), sizes);
        // Magic, version and length take 10 bytes; the last of the header ends a line.
        var whole = Math.ceilDiv(header.length() + 11, ALIGNMENT) * ALIGNMENT;
        var front = ByteBuffer.allocate(whole).order(ByteOrder.LITTLE_ENDIAN);
        front.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (whole - 10));
        front.put(header.getBytes(StandardCharsets.US_ASCII));
        while (front.remaining() > 1) {
            front.put((byte) ' ');
        }
        out.write(front.put((byte) '\n').array());
        out.write(Raw.write(tensor).array());
    }
}
