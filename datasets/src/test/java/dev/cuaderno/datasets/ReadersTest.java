package dev.cuaderno.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.io.Npy;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

class ReadersTest {

    @TempDir private Path folder;

    private static Idx idx(byte[] file) throws IOException {
        return Idx.read(new ByteArrayInputStream(file), "some-file");
    }

    private static String refused(byte[] file) {
        return assertThrows(IOException.class, () -> idx(file)).getMessage();
    }

    @Test
    void anIdxFileSaysItsSizes() throws IOException {
        var read = idx(Made.idx(2, 3, 4));
        assertArrayEquals(new int[] {2, 3, 4}, read.sizes());
        assertEquals(23, read.bytes()[23]);
        assertArrayEquals(new int[] {0, 1, 2}, idx(Made.idx(3)).labels());
    }

    @Test
    void aWrongIdxFileIsNamed() {
        var whole = Made.idx(2, 3);
        assertEquals(
                "some-file: it ends after 4 of 6 bytes",
                refused(Arrays.copyOf(whole, whole.length - 2)));
        assertEquals(
                "some-file: it goes on after the 6 bytes that it announces",
                refused(Arrays.copyOf(whole, whole.length + 1)));
        assertEquals("some-file: it ends too early", refused(Arrays.copyOf(whole, 6)));
        assertTrue(
                refused("<html>404</html>".getBytes(StandardCharsets.UTF_8))
                        .startsWith("some-file: not an IDX file"));
        var huge = Made.idx(1, 1);
        huge[4] = 0x7F;
        huge[8] = 0x7F;
        assertEquals("some-file: sizes [2130706433, 2130706433]", refused(huge));
    }

    @Test
    void recordsOfCifarHaveOneOrTwoLabels() throws IOException {
        var records = new CifarRecords(1);
        records.add(new ByteArrayInputStream(Made.cifar(1, 3)), "a", 10);
        records.add(new ByteArrayInputStream(Made.cifar(1, 2)), "b", 10);
        assertArrayEquals(new int[] {0, 1, 2, 0, 1}, records.labels());
        assertEquals(1, records.pixels()[4 * CifarRecords.PICTURE]);
        var fine = new CifarRecords(2);
        var file = Made.cifar(2, 1);
        file[0] = 19;
        file[1] = 99;
        fine.add(new ByteArrayInputStream(file), "c", 100);
        assertArrayEquals(new int[] {99}, fine.labels());
    }

    @Test
    void aTornRecordIsNamed() {
        var torn = Arrays.copyOf(Made.cifar(1, 2), 3073 + 100);
        var error =
                assertThrows(
                        IOException.class,
                        () ->
                                new CifarRecords(1)
                                        .add(new ByteArrayInputStream(torn), "batch.bin", 10));
        assertEquals(
                "batch.bin: it ends within record 1, after 100 of 3073 bytes", error.getMessage());
        assertThrows(
                IOException.class,
                () ->
                        new CifarRecords(1)
                                .add(new ByteArrayInputStream(Made.cifar(1, 11)), "b", 10));
    }

    @Test
    void aTarGivesTheFilesAskedFor() throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("readme.html", new byte[700]);
        files.put("one.bin", new byte[] {1, 2, 3});
        files.put("two.bin", new byte[512]);
        var tar = Made.tar(files);
        var read =
                Tar.read(new ByteArrayInputStream(tar), Set.of("one.bin", "two.bin"), "some.tar");
        assertEquals(Set.of("one.bin", "two.bin"), read.keySet());
        assertArrayEquals(new byte[] {1, 2, 3}, read.get("one.bin"));
        var torn = Arrays.copyOf(tar, 512 + 1024 + 512 + 2);
        var error =
                assertThrows(
                        IOException.class,
                        () ->
                                Tar.read(
                                        new ByteArrayInputStream(torn),
                                        Set.of("one.bin"),
                                        "some.tar"));
        assertEquals(
                "some.tar: it ends within inner/one.bin, after 2 of 3 bytes", error.getMessage());
    }

    @Test
    void aFolderOfPicturesHasAFolderForEachClass() throws IOException {
        Made.png(folder.resolve("perro/b.png"), 4, 2, Color.RED);
        Made.png(folder.resolve("gato/a.png"), 4, 2, Color.BLUE);
        Made.png(folder.resolve("perro/a.PNG"), 4, 2, Color.GREEN);
        Files.writeString(folder.resolve("perro/notas.txt"), "nada");
        var pictures = Datasets.imageFolder(folder);
        assertEquals(List.of("gato", "perro"), pictures.classes());
        assertArrayEquals(new int[] {0, 1, 1}, pictures.labels());
        var red = pictures.get(2).input();
        assertEquals("[3, 2, 4]", red.shape().toString());
        assertEquals(1, red.get(0, 1, 3));
        assertEquals(0, red.get(1, 1, 3));
        assertEquals(1, pictures.get(0).input().get(2, 0, 0));
    }

    @Test
    void picturesOfSeveralSizesAreCutAndScaled() throws IOException {
        Made.png(folder.resolve("a/one.png"), 40, 20, Color.WHITE);
        Made.png(folder.resolve("a/two.png"), 3, 7, Color.WHITE);
        var error =
                assertThrows(
                        DatasetException.class,
                        () ->
                                Datasets.imageFolder(folder)
                                        .batch(new int[] {0, 1}, new Generator(0)));
        assertTrue(error.getMessage().contains("imageFolder(folder, height, width)"));
        var batch = Datasets.imageFolder(folder, 8, 8).batch(new int[] {0, 1}, new Generator(0));
        assertEquals("[2, 3, 8, 8]", batch.inputs().shape().toString());
        assertEquals(1, batch.inputs().min().item());
    }

    @Test
    void foldersThatAreNoneAreNamed() throws IOException {
        Files.createDirectories(folder.resolve("vacío"));
        var empty = assertThrows(DatasetException.class, () -> Datasets.imageFolder(folder));
        assertTrue(empty.getMessage().contains("vacío: no pictures in it"));
        var missing = folder.resolve("nada");
        assertThrows(DatasetException.class, () -> Datasets.imageFolder(missing));
        var broken = folder.resolve("vacío/roto.png");
        Files.writeString(broken, "esto no es una imagen");
        var error = assertThrows(DatasetException.class, () -> Datasets.imageFolder(folder).get(0));
        assertTrue(error.getMessage().contains("roto.png"), error.getMessage());
        Made.png(folder.resolve("vacío/cortado.png"), 30, 30, Color.RED);
        var cut = folder.resolve("vacío/cortado.png");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 40));
        var damaged =
                assertThrows(DatasetException.class, () -> Datasets.imageFolder(folder).get(0));
        assertTrue(damaged.getMessage().contains("cortado.png"), damaged.getMessage());
    }

    private static Tensor bytes(int... sizes) {
        var count = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
        return Tensors.arange(0, count, 1).reshape(sizes);
    }

    @Test
    void npzArchivesHaveFourArrays() throws IOException {
        var file = folder.resolve("some.npz");
        Npy.writeAll(
                file,
                Map.of(
                        "x_train", bytes(10, 2, 2, 3),
                        "y_train", bytes(10).times(0),
                        "x_test", bytes(2, 2, 2, 3),
                        "y_test", bytes(2)));
        var corpus = Datasets.npz(file);
        assertEquals(List.of("0", "1"), corpus.classes());
        assertEquals(10, corpus.allTrain().size());
        // The second channel of the second pixel of the first row: 1 * 3 + 1.
        assertEquals(4 / 255f, corpus.test().get(0).input().get(1, 0, 1));
        Npy.writeAll(file, Map.of("x", bytes(2)));
        var error = assertThrows(DatasetException.class, () -> Datasets.npz(file));
        assertTrue(error.getMessage().endsWith("not [x]"), error.getMessage());
        Files.write(file, new byte[] {1, 2, 3});
        assertThrows(DatasetException.class, () -> Datasets.npz(file));
    }
}
