package dev.cuaderno.model;

import static dev.cuaderno.Cuaderno.noGrad;
import static dev.cuaderno.Cuaderno.range;
import static dev.cuaderno.Cuaderno.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import dev.cuaderno.io.Safetensors;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.plan.Planned;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

import javax.imageio.ImageIO;

/// Networks with real weights give what the networks they come from gave. Needs the folder of data
/// that the environment variable `CUADERNO_DATA` names.
class PretrainedTest {

    private static final double TOLERANCE = 1e-4;

    private static final String CIFAR = "cifar-10/data_batch_1_first4000.bin.gz";
    private static final int RECORDS = 4000;
    private static final int BATCH = 100;

    private Path data;

    @BeforeEach
    void findData() {
        var named = System.getenv("CUADERNO_DATA");
        assumeTrue(
                named != null && Files.isDirectory(Path.of(named, "weights")),
                "CUADERNO_DATA names no folder with weights/");
        data = Path.of(named);
    }

    private JsonObject reference(String name) throws IOException {
        var text = Files.readString(data.resolve("weights/reference.json"));
        return JsonParser.parseString(text).getAsJsonObject().getAsJsonObject(name);
    }

    private Layer load(Layer net, String name) throws IOException {
        return net.load(Safetensors.read(data.resolve("weights").resolve(name + ".safetensors")));
    }

    private static double[] numbers(JsonArray json) {
        return json.asList().stream().mapToDouble(one -> one.getAsDouble()).toArray();
    }

    /// The first pictures, as the networks were trained on them.
    private Tensor cifar(JsonObject reference, int count) throws IOException {
        var path = data.resolve(CIFAR);
        var values = new float[count * 3072];
        try (var in = new GZIPInputStream(Files.newInputStream(path))) {
            for (var i = 0; i < count; i++) {
                var record = in.readNBytes(3073);
                for (var k = 0; k < 3072; k++) {
                    values[i * 3072 + k] = (record[k + 1] & 0xFF) / 255f;
                }
            }
        }
        var mean = Tensors.of(numbers(reference.getAsJsonArray("mean"))).reshape(3, 1, 1);
        var std = Tensors.of(numbers(reference.getAsJsonArray("std"))).reshape(3, 1, 1);
        return Tensors.of(values).reshape(count, 3, 32, 32).minus(mean).div(std);
    }

    private void compare(Layer net, String name) throws IOException {
        var reference = reference(name);
        load(net, name);
        assertEquals(reference.get("parameters").getAsLong(), net.parameterCount());
        var rows = reference.getAsJsonArray("logits");
        var logits = net.forward(cifar(reference, rows.size()));
        for (var i = 0; i < rows.size(); i++) {
            var expected = Tensors.of(numbers(rows.get(i).getAsJsonArray()));
            assertTrue(
                    logits.at(i).closeTo(expected, TOLERANCE),
                    "record %d: %s against %s".formatted(i, logits.at(i), expected));
        }
    }

    /// The share of the 4,000 records whose class is found, on plans where vectors are to be had.
    private void compareAccuracy(Layer net, String name) throws IOException {
        var reference = reference(name);
        load(net, name);
        var x = cifar(reference, RECORDS);
        var labels = labels(RECORDS);
        var planned = Planned.of(net);
        var right = 0.0;
        for (var from = 0; from < RECORDS; from += BATCH) {
            var batch = x.at(range(from, from + BATCH)).contiguous();
            var found = noGrad(() -> planned.apply(batch)).argmax(1);
            right += found.eq(labels.at(range(from, from + BATCH))).sum().item();
        }
        var expected = reference.get("accuracy_on_4000_records").getAsDouble();
        // One record may fall on the other side of a tie in 32-bit arithmetic.
        assertEquals(expected, right / RECORDS, 1.0 / RECORDS, name);
    }

    private Tensor labels(int count) throws IOException {
        var labels = new float[count];
        try (var in = new GZIPInputStream(Files.newInputStream(data.resolve(CIFAR)))) {
            for (var i = 0; i < count; i++) {
                labels[i] = in.readNBytes(3073)[0];
            }
        }
        return Tensors.of(labels);
    }

    @Test
    void resNet20KnowsItsPictures() throws IOException {
        compareAccuracy(Models.resNet20(10), "resnet20-cifar10");
    }

    @Test
    void resNet56KnowsItsPictures() throws IOException {
        compareAccuracy(Models.resNet56(10), "resnet56-cifar10");
    }

    @Test
    void resNet20() throws IOException {
        compare(Models.resNet20(10), "resnet20-cifar10");
    }

    @Test
    void resNet56() throws IOException {
        compare(Models.resNet56(10), "resnet56-cifar10");
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        var net = load(Models.tinyVgg(10), "tiny-vgg");
        var file = Files.createTempFile("tiny", ".safetensors");
        try {
            Safetensors.write(file, net.stateDict());
            var again = Models.tinyVgg(10).load(Safetensors.read(file));
            var x = tensor(new float[][][] {{{1}}}).expand(1, 3, 64, 64);
            assertTrue(again.forward(x).sameAs(net.forward(x)));
        } finally {
            Files.delete(file);
        }
    }

    private static Tensor photo(Path file) throws IOException {
        var image = ImageIO.read(file.toFile());
        var side = image.getWidth();
        // Samples as stored: getRGB would change the tones of the photo that is grey.
        var pixels = image.getRaster();
        var last = pixels.getNumBands() - 1;
        var values = new float[3 * side * side];
        for (var row = 0; row < side; row++) {
            for (var column = 0; column < side; column++) {
                for (var c = 0; c < 3; c++) {
                    values[(c * side + row) * side + column] =
                            pixels.getSample(column, row, Math.min(c, last)) / 255f;
                }
            }
        }
        return Tensors.of(values).reshape(1, 3, side, side);
    }

    @Test
    void tinyVgg() throws IOException {
        var reference = reference("tiny-vgg");
        var classes = reference.getAsJsonArray("classes");
        var net = load(Models.tinyVgg(10), "tiny-vgg");
        for (var entry : reference.getAsJsonObject("photos").entrySet()) {
            var file = data.resolve("weights/photos/" + entry.getKey() + ".jpeg");
            var p = net.forward(photo(file)).softmax().at(0);
            var expected = entry.getValue().getAsJsonObject();
            var top = classes.get((int) p.argmax().item()).getAsString();
            assertEquals(expected.get("top").getAsString(), top, entry.getKey());
            assertEquals(
                    expected.get("probability").getAsDouble(),
                    p.max().itemDouble(),
                    TOLERANCE,
                    entry.getKey());
        }
    }
}
