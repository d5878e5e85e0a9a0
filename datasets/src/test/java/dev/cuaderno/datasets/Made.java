package dev.cuaderno.datasets;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import javax.imageio.ImageIO;

/// Small files in the formats of data sets, made for tests.
final class Made {

    private Made() {}

    /// Bytes 0, 1, 2, ... with these sizes as an IDX file.
    static byte[] idx(int... sizes) {
        var count = 1;
        for (var size : sizes) {
            count *= size;
        }
        var file = ByteBuffer.allocate(4 + 4 * sizes.length + count);
        file.putInt(0x800 + sizes.length);
        for (var size : sizes) {
            file.putInt(size);
        }
        for (var i = 0; i < count; i++) {
            file.put((byte) i);
        }
        return file.array();
    }

    static byte[] gz(byte[] content) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static String md5(byte[] content) {
        return HexFormat.of().formatHex(Bundle.md5().digest(content));
    }

    /// Records of CIFAR: record n is of class n, its bytes are all n.
    static byte[] cifar(int labelBytes, int records) {
        var length = labelBytes + CifarRecords.PICTURE;
        var file = new byte[records * length];
        for (var n = 0; n < records; n++) {
            Arrays.fill(file, n * length, (n + 1) * length, (byte) n);
        }
        return file;
    }

    /// A file of CIFAR's as Python 2 pickles it: record n is of class n, its bytes are all n.
    static byte[] pickledCifar(String labels, int records) {
        var out = new ByteArrayOutputStream();
        var size = records * CifarRecords.PICTURE;
        write(out, "\u0080\2}(U%c%s](".formatted(labels.length(), labels));
        for (var n = 0; n < records; n++) {
            write(out, "K" + (char) n);
        }
        write(out, "eU\4datacnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(K\0tU\1btR");
        write(out, "(K\1(K" + (char) records + "M\0\14tcnumpy\ndtype\n(U\2u1K\0K\1tR");
        write(out, "(K\3U\1|NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK\0tb\u0089T");
        for (var shift = 0; shift < 32; shift += 8) {
            out.write(size >> shift);
        }
        for (var i = 0; i < size; i++) {
            out.write(i / CifarRecords.PICTURE);
        }
        write(out, "tbu.");
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, String characters) {
        out.writeBytes(characters.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// A tar archive of files in a folder `inner/`.
    static byte[] tar(Map<String, byte[]> files) {
        var out = new ByteArrayOutputStream();
        files.forEach(
                (name, content) -> {
                    var head = new byte[512];
                    put(head, 0, "inner/" + name);
                    put(head, 124, "%011o".formatted(content.length));
                    out.writeBytes(head);
                    out.writeBytes(content);
                    out.writeBytes(new byte[Math.floorMod(-content.length, 512)]);
                });
        out.writeBytes(new byte[1024]);
        return out.toByteArray();
    }

    private static void put(byte[] head, int at, String text) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, head, at, bytes.length);
    }

    /// Four IDX files of 20 and 10 pictures 2 x 3, all of class 0 to 9 by turns.
    static void idxSet(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("train-images-idx3-ubyte.gz"), gz(idx(20, 2, 3)));
        Files.write(folder.resolve("train-labels-idx1-ubyte.gz"), gz(classes(20)));
        Files.write(folder.resolve("t10k-images-idx3-ubyte"), idx(10, 2, 3));
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), classes(10));
    }

    static byte[] classes(int count) {
        var labels = idx(count);
        for (var i = 0; i < count; i++) {
            labels[8 + i] = (byte) (i % 10);
        }
        return labels;
    }

    /// A picture of one colour.
    static void png(Path file, int width, int height, Color colour) throws IOException {
        Files.createDirectories(file.getParent());
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (var i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, colour.getRGB());
        }
        ImageIO.write(image, "png", file.toFile());
    }
}
