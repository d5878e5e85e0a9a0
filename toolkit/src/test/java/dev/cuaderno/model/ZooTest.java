package dev.cuaderno.model;

import static dev.cuaderno.Cuaderno.crossEntropy;
import static dev.cuaderno.Cuaderno.generator;
import static dev.cuaderno.Cuaderno.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.Summary;
import dev.cuaderno.tensor.Shape;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;
import java.util.function.IntFunction;

/// The networks' published sizes. None of the large ones is computed.
class ZooTest {

    private static final Map<String, IntFunction<Layer>> NETS =
            Map.ofEntries(
                    Map.entry("alexNet", Models::alexNet),
                    Map.entry("alexNetTwoTowers", Models::alexNetTwoTowers),
                    Map.entry("alexNetLater", Models::alexNetLater),
                    Map.entry("zfNet", Models::zfNet),
                    Map.entry("vgg11", Models::vgg11),
                    Map.entry("vgg13", Models::vgg13),
                    Map.entry("vgg16", Models::vgg16),
                    Map.entry("vgg19", Models::vgg19),
                    Map.entry("googLeNet", Models::googLeNet),
                    Map.entry("resNet18", Models::resNet18),
                    Map.entry("resNet34", Models::resNet34),
                    Map.entry("resNet50", Models::resNet50),
                    Map.entry("resNet101", Models::resNet101),
                    Map.entry("resNet152", Models::resNet152),
                    Map.entry("resNet20", Models::resNet20),
                    Map.entry("resNet32", Models::resNet32),
                    Map.entry("resNet44", Models::resNet44),
                    Map.entry("resNet56", Models::resNet56),
                    Map.entry("resNet110", Models::resNet110));

    @ParameterizedTest
    @CsvSource({
        "alexNet, 227, 1000, 8, 62378344",
        "alexNetTwoTowers, 227, 1000, 8, 60965224",
        "alexNetLater, 224, 1000, 8, 61100840",
        "zfNet, 224, 1000, 8, 62357608",
        "vgg11, 224, 1000, 11, 132863336",
        "vgg13, 224, 1000, 13, 133047848",
        "vgg16, 224, 1000, 16, 138357544",
        "vgg19, 224, 1000, 19, 143667240",
        "googLeNet, 224, 1000, 22, 6998552",
        "resNet18, 224, 1000, 18, 11689512",
        "resNet34, 224, 1000, 34, 21797672",
        "resNet50, 224, 1000, 50, 25557032",
        "resNet101, 224, 1000, 101, 44549160",
        "resNet152, 224, 1000, 152, 60192808",
        "resNet20, 32, 10, 20, 269722",
        "resNet32, 32, 10, 32, 464154",
        "resNet44, 32, 10, 44, 658586",
        "resNet56, 32, 10, 56, 853018",
        "resNet110, 32, 10, 110, 1727962"
    })
    void sizesArePublished(String name, int side, int classes, int depth, long parameters) {
        var net = NETS.get(name).apply(classes);
        var summary = net.summary(3, side, side);
        assertEquals(Shape.of(1, classes), summary.output());
        assertEquals(parameters, summary.parameters());
        assertEquals(parameters, net.parameterCount());
        assertEquals(depth, summary.depth());
    }

    @Test
    void vgg16CostsAsMuchAsTheLecturesSay() {
        var summary = Models.vgg16(1000).summary(3, 224, 224);
        assertEquals(15_470_264_320L, summary.macs());
        assertEquals("212x212", summary.row("features.30").field().toString());
    }

    @Test
    void namesAreThoseOfPyTorch() {
        var names = Models.resNet18(10).parameters().keySet();
        assertTrue(names.contains("layer2.0.downsample.0.weight"), names.toString());
        assertTrue(names.contains("layer1.1.bn2.bias"), names.toString());
        assertTrue(names.contains("fc.weight"), names.toString());
        assertTrue(
                Models.vgg16(10).parameters().keySet().contains("classifier.6.weight"),
                "the third linear layer");
    }

    @Test
    void smallNetsCompute() {
        var random = generator(5);
        assertEquals(
                Shape.of(2, 10), Models.lenet5(10).forward(random.randn(2, 1, 32, 32)).shape());
        assertEquals(61_706, Models.lenet5(10).parameterCount());
        assertEquals(
                Shape.of(1, 3),
                Models.preActResNet(11, 3).forward(random.randn(1, 3, 16, 16)).shape());
    }

    @Test
    void theShapeToldIsTheShapeComputed() {
        var net = ResNet.basic(5, Shortcuts::zeroPadded, 1, 1, 1, 1);
        var x = generator(6).randn(1, 3, 40, 40);
        assertEquals(net.outputShape(x.shape()), net.forward(x).shape());
        var module = Inception.of(4, new Inception.Widths(2, 3, 4, 1, 2, 3));
        var image = generator(7).randn(2, 4, 6, 5);
        assertEquals(Shape.of(2, 11, 6, 5), module.forward(image).shape());
        assertEquals(Shape.of(2, 11, 6, 5), module.outputShape(image.shape()));
    }

    @ParameterizedTest
    @CsvSource({"mlp, 623290", "small, 592074", "large, 59933"})
    void theDigitNetsHaveTheLecturesSizes(String name, long parameters) {
        var net =
                switch (name) {
                    case "mlp" -> Models.mnistMlp(10);
                    case "small" -> Models.mnistSmallCnn(10);
                    default -> Models.mnistLargeCnn(10);
                };
        assertEquals(parameters, net.parameterCount());
        assertEquals(Shape.of(2, 10), net.apply(generator(1).randn(2, 1, 28, 28)).shape());
    }

    @Test
    void gatesAndXor() {
        var table = tensor("0 0\n0 1\n1 0\n1 1");
        var gate = Models.perceptron(2);
        gate.load(Map.of("neuron.weight", tensor(1, 1).reshape(1, 2), "neuron.bias", tensor(-1.5)));
        assertTrue(gate.apply(table).flatten().sameAs(tensor(0, 0, 0, 1)), "AND");
        gate.load(
                Map.of("neuron.weight", tensor(-1, -1).reshape(1, 2), "neuron.bias", tensor(1.5)));
        assertTrue(gate.apply(table).flatten().sameAs(tensor(1, 1, 1, 0)), "NAND");
        var net = Models.mlp(2, 2, 1);
        net.load(
                Map.of(
                        "0.weight", tensor("20 20\n-20 -20"),
                        "0.bias", tensor(-10, 30),
                        "2.weight", tensor(20, 20).reshape(1, 2),
                        "2.bias", tensor(-30)));
        assertTrue(net.apply(table).gt(0).flatten().sameAs(tensor(0, 1, 1, 0)), "XOR");
        assertThrows(IllegalArgumentException.class, () -> Models.mlp(2));
    }

    @Test
    void depthsThatDoNotExistAreRefused() {
        var error = assertThrows(IllegalArgumentException.class, () -> CifarResNet.of(21, 10));
        assertTrue(error.getMessage().contains("6n+2"), error.getMessage());
        assertThrows(IllegalArgumentException.class, () -> PreActResNet.of(20 + 1, 10));
    }

    @Test
    void headsLearnWithTheNetworkAndShareTheirGradient() {
        var net = Models.googLeNetWithHeads(3);
        var x = generator(1).rand(1, 3, 224, 224);
        var scores = net.scores(x);
        var loss = net.loss(x, tensor(2));
        var classes = tensor(2);
        var expected =
                crossEntropy(scores.main(), classes).item()
                        + 0.3 * crossEntropy(scores.aux1(), classes).item()
                        + 0.3 * crossEntropy(scores.aux2(), classes).item();
        assertEquals(expected, loss.item(), 1e-5);
        loss.backward();
        net.parameters()
                .forEach((name, one) -> assertTrue(one.value().hasGrad(), name + " learns"));
    }

    @Test
    void headsTakeWhatTheirModulesGive() {
        var net = Models.googLeNetWithHeads(7);
        Summary summary = net.summary(3, 224, 224);
        assertEquals(Shape.of(1, 512, 14, 14), net.aux1().summary(512, 14, 14).input());
        assertEquals(Shape.of(1, 7), net.aux2().summary(528, 14, 14).output());
        assertEquals(null, summary.row("aux1.0").output(), "not used outside of scores(...)");
        var plain = Models.googLeNet(7);
        assertThrows(
                IllegalStateException.class,
                () -> ((GoogLeNet) plain).scores(generator(1).randn(1, 3, 224, 224)));
    }
}
