package dev.cuaderno.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cuaderno.tensor.Generator;
import dev.cuaderno.train.Dataset;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.IntStream;

/// What Cuaderno brings along, and how it compares with the originals where they are at hand.
class ShippedTest {

    private static byte[] resource(String name) throws IOException {
        try (var in = Shipped.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    @Test
    void theFilesHaveTheirSumsAndAreSmall() throws IOException, NoSuchAlgorithmException {
        var sums = new String(resource("SHA256SUMS"), StandardCharsets.UTF_8).lines().toList();
        assertEquals(5, sums.size());
        var whole = 0;
        for (var line : sums) {
            var parts = line.split(" +");
            var content = resource(parts[1]);
            whole += content.length;
            assertEquals(
                    parts[0],
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        }
        assertTrue(whole < 5_000_000, whole + " bytes");
    }

    private static long[] counts(Dataset data) {
        var labels = data.labels();
        return IntStream.range(0, 10)
                .mapToLong(c -> Arrays.stream(labels).filter(one -> one == c).count())
                .toArray();
    }

    @Test
    void theDigitsAreAllThere() {
        var digits = Datasets.digits();
        assertEquals(1797, digits.allTrain().size() + digits.test().size());
        var both = digits.allTrain().concat(digits.test());
        assertArrayEquals(
                new long[] {178, 182, 177, 183, 181, 182, 181, 179, 174, 180}, counts(both));
        var inputs = both.batch(IntStream.range(0, 1797).toArray(), new Generator(0)).inputs();
        assertEquals("[1797, 1, 8, 8]", inputs.shape().toString());
        assertEquals(0, inputs.min().item());
        assertEquals(1, inputs.max().item());
        assertEquals(4.884164579855314 / 16, inputs.mean().item(), 1e-6);
    }

    @Test
    void thePiecesOfClothingAreBalanced() {
        var set = Shipped.fashionMnist();
        var images = Shipped.bundle(set).read(set.files().get(0), Idx::read);
        assertArrayEquals(new int[] {6000, 28, 28}, images.sizes());
        for (var file : new int[] {1, 3}) {
            var labels = Shipped.bundle(set).read(set.files().get(file), Idx::read).labels();
            for (var c = 0; c < 10; c++) {
                var one = c;
                assertEquals(
                        labels.length / 10, Arrays.stream(labels).filter(x -> x == one).count());
            }
        }
    }

    @Test
    void theyAreTheFirstOfEachClassOfTheOriginals() {
        var data = System.getenv("CUADERNO_DATA");
        assumeTrue(data != null && !data.isEmpty(), "CUADERNO_DATA names no folder with data sets");
        var folder = Path.of(data, "fashion-mnist");
        assumeTrue(Files.isDirectory(folder), "no Fashion-MNIST in " + folder);
        var whole = Datasets.fashionMnist(folder);
        assertEquals(60_000, whole.allTrain().size());
        var set = Shipped.fashionMnist();
        var labels = whole.test().labels();
        var kept =
                IntStream.range(0, labels.length)
                        .filter(
                                i ->
                                        Arrays.stream(labels, 0, i)
                                                        .filter(one -> one == labels[i])
                                                        .count()
                                                < 100)
                        .toArray();
        var mine = Shipped.bundle(set).read(set.files().get(2), Idx::read).bytes();
        var theirs = whole.test().subset(kept);
        assertEquals(1000, theirs.size());
        var all =
                theirs.batch(IntStream.range(0, 1000).toArray(), new Generator(0))
                        .inputs()
                        .toArray();
        for (var i = 0; i < all.length; i++) {
            assertEquals((mine[i] & 0xFF) / 255f, all[i]);
        }
    }

    @Test
    void theOriginalsOfMnistHaveTheirSums() {
        var data = System.getenv("CUADERNO_DATA");
        assumeTrue(data != null && !data.isEmpty(), "CUADERNO_DATA names no folder with data sets");
        var folder = Path.of(data, "mnist");
        assumeTrue(Files.isDirectory(folder), "no MNIST in " + folder);
        var loader = new Loader(Library.here());
        var mnist = loader.mnist(Optional.of(folder));
        assertEquals(54_000, mnist.train().size());
        assertEquals(10_000, mnist.test().size());
        assertEquals(5, mnist.allTrain().labels()[0]);
    }
}
