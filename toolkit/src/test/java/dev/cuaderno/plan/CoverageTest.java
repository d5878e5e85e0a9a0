package dev.cuaderno.plan;

import static dev.cuaderno.Cuaderno.*;
import static dev.cuaderno.plan.Steps.close;
import static dev.cuaderno.plan.Steps.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.grad.Scopes;
import dev.cuaderno.kernels.Workers;
import dev.cuaderno.model.Models;
import dev.cuaderno.model.PreActResNet;
import dev.cuaderno.nn.Conv2d;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.Linear;
import dev.cuaderno.nn.Mode;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// What plans cover, each held against the same layers one by one.
class CoverageTest {

    static List<Arguments> networks() {
        return List.of(
                Arguments.of("groups", conv(conv2d(6, 24, 3).padding(1).groups(3), 24), 6, 9),
                Arguments.of("depthwise", conv(conv2d(20, 20, 3).padding(1).groups(20), 20), 20, 8),
                Arguments.of(
                        "depthwise with steps",
                        sequential(
                                conv2d(3, 40, 3),
                                relu(),
                                conv2d(40, 40, 5).stride(3).padding(2).groups(40),
                                conv2d(40, 40, 2).stride(2).groups(40).noBias(),
                                batchNorm2d(40),
                                relu()),
                        3,
                        17),
                Arguments.of(
                        "depthwise with gaps",
                        sequential(
                                conv2d(3, 32, 1),
                                conv2d(32, 32, 3).dilation(2).padding(1).groups(32),
                                tanh()),
                        3,
                        9),
                Arguments.of(
                        "normalisations anywhere",
                        sequential(
                                conv2d(2, 17, 3),
                                relu(),
                                batchNorm2d(17),
                                maxPool2d(2),
                                batchNorm2d(17),
                                residual(sequential(batchNorm2d(17), relu(), conv2d(17, 17, 1))),
                                batchNorm2d(17),
                                flatten(),
                                linear(5),
                                batchNorm1d(5),
                                relu()),
                        2,
                        9),
                Arguments.of(
                        "normalisations of single images",
                        sequential(
                                conv2d(2, 18, 3),
                                groupNorm(6, 18),
                                relu(),
                                residual(sequential(groupNorm(1, 18), silu(), conv2d(18, 18, 1))),
                                maxPool2d(2),
                                groupNorm(18, 18),
                                flatten(),
                                linear(7),
                                layerNorm(7),
                                relu(),
                                linear(3)),
                        2,
                        9),
                Arguments.of(
                        "layer normalisation of what is flattened",
                        sequential(conv2d(3, 16, 3), flatten(), layerNorm(16 * 9), linear(5)),
                        3,
                        5),
                Arguments.of(
                        "normalisation of what is flattened",
                        sequential(conv2d(3, 16, 3), flatten(), batchNorm1d(16 * 9), linear(5)),
                        3,
                        5),
                Arguments.of(
                        "a sum with what is flattened",
                        new Flat(conv2d(3, 16, 3), linear(16 * 9, 16 * 9)),
                        3,
                        5),
                Arguments.of("leaky relu", sequential(conv2d(3, 7, 3), leakyRelu(0.1)), 3, 7),
                Arguments.of("elu", sequential(conv2d(3, 7, 3), elu(0.7), conv2d(7, 3, 1)), 3, 7),
                Arguments.of(
                        "gelu and silu",
                        sequential(conv2d(3, 7, 3), gelu(), conv2d(7, 9, 1), silu()),
                        3,
                        7),
                Arguments.of(
                        "functions of what they read",
                        sequential(
                                conv2d(3, 7, 3),
                                x -> x.clamp(-0.5, 0.4),
                                conv2d(7, 5, 1),
                                x -> x.exp(),
                                conv2d(5, 5, 1),
                                x -> x.abs().plus(0.1).log(),
                                conv2d(5, 4, 1)),
                        3,
                        7),
                Arguments.of(
                        "softplus and softmax",
                        sequential(conv2d(2, 5, 3), softplus(), flatten(), linear(8), softmax()),
                        2,
                        6),
                Arguments.of(
                        "local response",
                        sequential(conv2d(3, 9, 3), relu(), localResponseNorm(3), maxPool2d(2)),
                        3,
                        10),
                Arguments.of(
                        "branches",
                        sequential(
                                conv2d(2, 5, 3).padding(1),
                                parallel(
                                        conv2d(5, 3, 1),
                                        sequential(conv2d(5, 18, 3).padding(1), relu()),
                                        maxPool2d(3).stride(1).padding(1)),
                                relu(),
                                conv2d(26, 4, 5).padding(2)),
                        2,
                        8),
                Arguments.of(
                        "windows of different sizes",
                        sequential(conv2d(3, 5, 3), relu(), adaptiveAvgPool2d(4), conv2d(5, 4, 1)),
                        3,
                        9),
                Arguments.of("pooling first", sequential(maxPool2d(2), conv2d(3, 4, 3)), 3, 9),
                Arguments.of(
                        "normalisation first",
                        sequential(batchNorm2d(3), relu(), conv2d(3, 4, 3), groupNorm(2, 4)),
                        3,
                        9),
                Arguments.of(
                        "a function between",
                        sequential(conv2d(3, 4, 3), x -> x.times(2).plus(x.square()), relu()),
                        3,
                        9),
                Arguments.of(
                        "numbers decide", new Deciding(conv2d(3, 4, 1), conv2d(3, 4, 1)), 3, 5),
                Arguments.of(
                        "numbers decide inside",
                        sequential(
                                conv2d(2, 3, 1),
                                new Deciding(conv2d(3, 4, 1), conv2d(3, 4, 1)),
                                relu(),
                                flatten(),
                                linear(4)),
                        2,
                        5),
                Arguments.of(
                        "a record of layers",
                        new Stack(conv2d(3, 8, 3).padding(1), linear(8 * 36, 4)),
                        3,
                        6));
    }

    private static Layer conv(Conv2d middle, int channels) {
        return sequential(middle, relu(), conv2d(channels, 5, 1));
    }

    private record Deciding(Conv2d one, Conv2d other) implements Layer {
        @Override
        public Tensor forward(Tensor x) {
            return x.sum().item() > 0 ? one.forward(x) : other.forward(x).relu();
        }
    }

    private record Flat(Conv2d conv, Linear linear) implements Layer {
        @Override
        public Tensor forward(Tensor x) {
            var y = conv.forward(x).flatten(1);
            return y.plus(linear.forward(y)).relu();
        }
    }

    private record Stack(Conv2d conv, Linear linear) implements Layer {
        @Override
        public Tensor forward(Tensor x) {
            return linear.forward(conv.forward(x).relu().flatten(1));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void equalsTheLayersOneByOne(String name, Layer net, int channels, int size) {
        net.build(channels, size, size);
        net.init(3);
        var planned = (Planned) Planned.of(net, new Workers(2));
        // A batch, a last short one, one image, and the first shape again.
        for (var images : new int[] {6, 5, 1, 6}) {
            var x = new Generator(images).randn(images, channels, size, size);
            if (images > 1) {
                close(name, step(net, net, x), step(net, planned, x));
            }
            var expected = Scopes.noGrad(() -> net.apply(x));
            var found = Scopes.noGrad(() -> planned.apply(x));
            close(name, Map.of("output", expected), Map.of("output", found));
        }
        assertEquals("", planned.reason());
    }

    /// The gradients of the weights come from some images of a group together.
    @Test
    void manyWeightsOnSmallImagesAgree() {
        var net =
                sequential(
                                conv2d(3, 64, 1),
                                relu(),
                                conv2d(64, 256, 3).stride(2).padding(1),
                                batchNorm2d(256),
                                relu(),
                                conv2d(256, 400, 1),
                                flatten(),
                                linear(400 * 25, 3))
                        .init(4);
        var planned = (Planned) Planned.of(net, new Workers(2));
        for (var images : new int[] {41, 20, 5}) {
            var x = new Generator(images).randn(images, 3, 9, 9);
            close("many weights", step(net, net, x), step(net, planned, x));
        }
        assertEquals("", planned.reason());
    }

    static List<Arguments> zoo() {
        return List.of(
                Arguments.of("LeNet", Models.lenet5(5), 1, 32),
                Arguments.of("GoogLeNet", Models.googLeNet(5), 3, 48),
                Arguments.of("a small VGG", Models.tinyVgg(5), 3, 64),
                Arguments.of("pre-activation", PreActResNet.of(20, 5), 3, 16));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("zoo")
    void theNetworksOfTheBooksArePlanned(String name, Layer net, int channels, int size) {
        net.build(channels, size, size);
        net.init(1);
        var planned = (Planned) Planned.of(net);
        var x = new Generator(2).randn(2, channels, size, size);
        var expected = Scopes.noGrad(() -> net.apply(x));
        var found = Scopes.noGrad(() -> planned.apply(x));
        assertEquals("", planned.reason());
        close(name, Map.of("output", expected), Map.of("output", found));
    }

    @Test
    void whatRunsByItselfInThemIsKnown() {
        var images = Shape.of(2, 3, 224, 224);
        assertEquals(List.of(), kinds(Planned.memory(Models.vgg16(10), images, true)));
        assertEquals(List.of(), kinds(Planned.memory(Models.resNet18(10), images, true)));
        assertEquals(List.of(), kinds(Planned.memory(Models.resNet50(10), images, true)));
        var small = Shape.of(2, 3, 32, 32);
        assertEquals(List.of(), kinds(Planned.memory(PreActResNet.of(20, 10), small, true)));
        assertEquals(
                List.of("localResponseNorm"),
                kinds(Planned.memory(Models.googLeNet(10), images, true)));
        assertEquals(
                List.of("localResponseNorm", "conv2d"),
                kinds(
                        Planned.memory(
                                Models.alexNetTwoTowers(10), Shape.of(2, 3, 227, 227), false)));
    }

    /// The kinds of layers that a plan leaves to themselves.
    private static List<String> kinds(MemoryUse use) {
        return use.alone().stream()
                .map(name -> name.replaceAll(".*\\((\\w+).*", "$1"))
                .distinct()
                .toList();
    }

    @Test
    void randomNetworksEqualTheirLayers() {
        var random = new Random(5);
        for (var round = 0; round < 12; round++) {
            var layers = new ArrayList<Layer>();
            var channels = 1 + random.nextInt(4);
            var first = channels;
            var size = 9 + random.nextInt(6);
            var side = size;
            for (var i = 0; i < 3; i++) {
                var next = 1 + random.nextInt(34);
                var kernel = Math.min(side, 1 + random.nextInt(5));
                var stride = 1 + random.nextInt(2);
                var padding = random.nextInt(kernel);
                layers.add(conv2d(channels, next, kernel).stride(stride).padding(padding));
                side = (side + 2 * padding - kernel) / stride + 1;
                channels = next;
                switch (random.nextInt(5)) {
                    case 0 -> layers.add(relu());
                    case 1 -> layers.add(leakyRelu(0.2));
                    case 2 -> {
                        layers.add(batchNorm2d(channels));
                        layers.add(relu());
                    }
                    case 3 -> layers.add(tanh());
                    default -> {}
                }
                if (side >= 3 && random.nextInt(3) > 0) {
                    var width = 1 + random.nextInt(3);
                    var step = 1 + random.nextInt(2);
                    var border = random.nextInt(width);
                    layers.add(
                            conv2d(channels, channels, width)
                                    .stride(step)
                                    .padding(border)
                                    .groups(channels));
                    side = (side + 2 * border - width) / step + 1;
                }
                if (side >= 4 && random.nextBoolean()) {
                    layers.add(random.nextBoolean() ? maxPool2d(2) : avgPool2d(2));
                    side /= 2;
                }
            }
            layers.add(globalAvgPool());
            layers.add(flatten());
            layers.add(linear(channels, 3));
            var net = sequential(layers.toArray(Layer[]::new)).init(round);
            var x = new Generator(round).randn(3 + random.nextInt(4), first, size, size);
            var planned = (Planned) Planned.of(net, new Workers(2));
            close(net.toString(), step(net, net, x), step(net, planned, x));
            assertEquals("", planned.reason(), net.toString());
        }
    }

    /// Wherever in a window it stands.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void poolingDoesNotLoseNotANumber(int cell) {
        var numbers = new Generator(1).randn(2, 16, 4, 4).toArray();
        numbers[cell / 2 * 4 + cell % 2] = Float.NaN;
        var x = tensor(numbers).reshape(2, 16, 4, 4);
        var net = sequential(conv2d(16, 16, 1), maxPool2d(2)).init(1);
        var y = Mode.TRAINING.call(() -> Scopes.noGrad(() -> Planned.of(net).forward(x)));
        assertTrue(Float.isNaN(y.get(0, 3, 0, 0)));
        assertTrue(Float.isFinite(y.get(0, 3, 1, 1)));
    }
}
