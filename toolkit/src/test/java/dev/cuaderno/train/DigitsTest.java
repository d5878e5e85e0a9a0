package dev.cuaderno.train;

import static dev.cuaderno.Cuaderno.accuracy;
import static dev.cuaderno.Cuaderno.adam;
import static dev.cuaderno.Cuaderno.conv2d;
import static dev.cuaderno.Cuaderno.crossEntropy;
import static dev.cuaderno.Cuaderno.fit;
import static dev.cuaderno.Cuaderno.flatten;
import static dev.cuaderno.Cuaderno.linear;
import static dev.cuaderno.Cuaderno.maxPool2d;
import static dev.cuaderno.Cuaderno.relu;
import static dev.cuaderno.Cuaderno.sequential;
import static dev.cuaderno.Cuaderno.topK;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cuaderno.nn.Layer;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// A few of MNIST's digits, where the data are at hand: learnt from 2,000 of them, tested with 500.
class DigitsTest {

    private static Dataset train;
    private static Dataset test;

    @BeforeAll
    static void read() throws IOException {
        var data = System.getenv("CUADERNO_DATA");
        assumeTrue(data != null && !data.isEmpty(), "CUADERNO_DATA names no folder with data sets");
        var folder = Path.of(data, "mnist");
        assumeTrue(Files.isDirectory(folder), "no MNIST in " + folder);
        train = digits(folder, "train", 2000);
        test = digits(folder, "t10k", 500);
    }

    /// The first digits of a pair of files in the IDX format of MNIST.
    private static Dataset digits(Path folder, String name, int count) throws IOException {
        var images = new float[count * 28 * 28];
        try (var in = open(folder.resolve(name + "-images-idx3-ubyte.gz"), 16)) {
            for (var i = 0; i < images.length; i++) {
                images[i] = in.readUnsignedByte() / 255f;
            }
        }
        var labels = new float[count];
        try (var in = open(folder.resolve(name + "-labels-idx1-ubyte.gz"), 8)) {
            for (var i = 0; i < count; i++) {
                labels[i] = in.readUnsignedByte();
            }
        }
        return Dataset.of(Problems.of(images, count, 1, 28, 28), Problems.of(labels, count));
    }

    private static DataInputStream open(Path file, int header) throws IOException {
        var in = new DataInputStream(new GZIPInputStream(Files.newInputStream(file), 1 << 16));
        in.skipNBytes(header);
        return in;
    }

    private static Fit sentence(Layer net) {
        return fit(net).train(train)
                .loss(crossEntropy())
                .optimizer(adam(5e-3))
                .metric(accuracy(), topK(3))
                .batch(50)
                .startOver(1)
                .silent();
    }

    @Test
    void aPerceptronWithAHiddenLayerReaches88Percent() {
        var run = sentence(sequential(flatten(), linear(64), relu(), linear(10))).epochs(6).run();
        var result = run.test(test);

        assertTrue(result.accuracy() >= 0.88, result.toString());
        assertTrue(result.get("top3") > result.accuracy(), result.toString());
        assertEquals(500, result.confusion().total());
    }

    @Test
    void aSmallConvolutionalNetReaches90Percent() {
        var net =
                sequential(
                        conv2d(1, 8, 5).stride(2),
                        relu(),
                        maxPool2d(2),
                        flatten(),
                        linear(32),
                        relu(),
                        linear(10));
        var run = sentence(net).epochs(6).run();
        var result = run.test(test);

        assertTrue(result.accuracy() >= 0.90, result.toString());
    }
}
