package dev.cuaderno.io;

import static dev.cuaderno.Cuaderno.generator;
import static dev.cuaderno.Cuaderno.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.Cuaderno;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class FilesTest {

    @TempDir Path folder;

    private static Map<String, Tensor> some() {
        var tensors = new LinkedHashMap<String, Tensor>();
        tensors.put("a.weight", generator(1).randn(2, 3).transpose());
        tensors.put("odd \"name\" \\ ñ", generator(2).randn(4).float64());
        tensors.put("single", tensor(5).squeeze(0));
        return tensors;
    }

    private static void same(Map<String, Tensor> expected, Map<String, Tensor> got) {
        assertEquals(List.copyOf(expected.keySet()), List.copyOf(got.keySet()));
        expected.forEach(
                (name, tensor) -> {
                    assertTrue(tensor.sameAs(got.get(name)), name);
                    assertEquals(tensor.dtype(), got.get(name).dtype(), name);
                });
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        var one = folder.resolve("some.safetensors");
        Safetensors.write(one, some());
        same(some(), Safetensors.read(one));
        same(some(), Cuaderno.safetensors(one.toString()));
        Safetensors.write(one, Map.of("b", tensor(1, 2)));
        assertEquals(1, Safetensors.read(one).size(), "an old file is replaced");
        try (var left = Files.list(folder)) {
            assertEquals(1, left.count(), "no drafts are left");
        }
        var two = folder.resolve("some.npz");
        Npy.writeAll(two, some());
        same(some(), Npy.readAll(two));
        var three = folder.resolve("one.npy");
        Npy.write(three, some().get("a.weight"));
        assertTrue(Npy.read(three).sameAs(some().get("a.weight")));
        assertEquals(0, (Files.size(three) - 24) % 64, "numbers are aligned");
    }

    private Path safetensors(String header, byte... content) throws IOException {
        var text = header.getBytes(StandardCharsets.UTF_8);
        var bytes = ByteBuffer.allocate(8 + text.length + content.length);
        bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text).put(content);
        return Files.write(folder.resolve("made.safetensors"), bytes.array());
    }

    @Test
    void otherTypesAreRead() throws IOException {
        var header =
                """
                {"half": {"dtype":"F16","shape":[2],"data_offsets":[0,4]},
                 "brain": {"dtype":"BF16","shape":[1],"data_offsets":[4,6]},
                 "byte": {"dtype":"U8","shape":[1],"data_offsets":[6,7]},
                 "long": {"dtype":"I64","shape":[1],"data_offsets":[7,15]}}""";
        var file =
                safetensors(
                        header,
                        (byte) 0,
                        (byte) 0x3C,
                        (byte) 0,
                        (byte) 0xC0,
                        (byte) 0xC0,
                        (byte) 0x3F,
                        (byte) 200,
                        (byte) 1,
                        (byte) 0,
                        (byte) 0,
                        (byte) 1,
                        (byte) 0,
                        (byte) 0,
                        (byte) 0,
                        (byte) 0);
        var read = Safetensors.read(file);
        assertArrayEquals(new float[] {1, -2}, read.get("half").toArray());
        assertEquals(1.5f, read.get("brain").item());
        assertEquals(200, read.get("byte").item());
        assertEquals(16777217, read.get("long").itemDouble(), "not exact in 32 bits");
        assertEquals(DType.FLOAT64, read.get("long").dtype());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}x",
                "[]",
                "{\"a\": 1}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[1,5]}}",
                "{\"a\":{\"dtype\":\"PICKLE\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"a\":[[[[[[[[[[[[]]]]]]]]]]]]}"
            })
    void malformedFilesAreRefused(String header) throws IOException {
        var file = safetensors(header, (byte) 0, (byte) 0, (byte) 0, (byte) 0);
        var error = assertThrows(IOException.class, () -> Safetensors.read(file));
        assertTrue(error.getMessage().contains("made.safetensors: not a"), error.getMessage());
    }

    @Test
    void shortFilesAreRefused() throws IOException {
        var file = Files.write(folder.resolve("short"), new byte[] {1, 2, 3});
        assertThrows(IOException.class, () -> Safetensors.read(file));
        assertThrows(IOException.class, () -> Npy.read(file));
        assertThrows(IOException.class, () -> Npy.readAll(file));
        var name = folder.resolve("missing").toString();
        assertThrows(UncheckedIOException.class, () -> Cuaderno.npy(name));
        assertThrows(UncheckedIOException.class, () -> Cuaderno.npz(name));
    }

    private Path npy(String header, byte... content) throws IOException {
        var text = header.getBytes(StandardCharsets.US_ASCII);
        var bytes = ByteBuffer.allocate(10 + text.length + content.length);
        bytes.order(ByteOrder.LITTLE_ENDIAN).put((byte) 0x93);
        bytes.put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0);
        bytes.putShort((short) text.length).put(text).put(content);
        return Files.write(folder.resolve("made.npy"), bytes.array());
    }

    @Test
    void columnsMayComeFirst() throws IOException {
        var file =
                npy(
                        "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), }\n",
                        (byte) 1,
                        (byte) 4,
                        (byte) 2,
                        (byte) 5,
                        (byte) 3,
                        (byte) 6);
        var expected = tensor(new int[][] {{1, 2, 3}, {4, 5, 6}});
        assertTrue(Npy.read(file).sameAs(expected));
    }

    @Test
    void highestBytesMayComeFirst() throws IOException {
        var header = "{'descr': '>i2', 'fortran_order': False, 'shape': (2,), }\n";
        var file = npy(header, (byte) 1, (byte) 0, (byte) 0xFF, (byte) 0xFE);
        assertTrue(Npy.read(file).sameAs(tensor(256, -2)));
    }

    @Test
    void objectsAreRefused() throws IOException {
        var file = npy("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }\n", (byte) 0);
        assertThrows(IOException.class, () -> Npy.read(file));
        var cut = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (9,), }\n", (byte) 0);
        assertThrows(IOException.class, () -> Npy.read(cut));
    }
}
