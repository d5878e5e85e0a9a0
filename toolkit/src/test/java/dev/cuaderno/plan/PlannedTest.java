package dev.cuaderno.plan;

import static dev.cuaderno.Cuaderno.adaptiveAvgPool2d;
import static dev.cuaderno.Cuaderno.avgPool2d;
import static dev.cuaderno.Cuaderno.batchNorm2d;
import static dev.cuaderno.Cuaderno.conv2d;
import static dev.cuaderno.Cuaderno.dropout;
import static dev.cuaderno.Cuaderno.dropout2d;
import static dev.cuaderno.Cuaderno.flatten;
import static dev.cuaderno.Cuaderno.globalAvgPool;
import static dev.cuaderno.Cuaderno.linear;
import static dev.cuaderno.Cuaderno.maxPool2d;
import static dev.cuaderno.Cuaderno.range;
import static dev.cuaderno.Cuaderno.relu;
import static dev.cuaderno.Cuaderno.residual;
import static dev.cuaderno.Cuaderno.sequential;
import static dev.cuaderno.Cuaderno.sigmoid;
import static dev.cuaderno.Cuaderno.tanh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.grad.Scopes;
import dev.cuaderno.kernels.Workers;
import dev.cuaderno.model.CifarResNet;
import dev.cuaderno.model.Models;
import dev.cuaderno.model.Shortcuts;
import dev.cuaderno.nn.Hooks;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.Mode;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Planned networks against the same layers one by one.
class PlannedTest {

    /// What one training step leaves.
    private record Result(
            Tensor output, Map<String, Tensor> gradients, Map<String, Tensor> state) {}

    static List<Arguments> networks() {
        return List.of(
                Arguments.of(
                        "perceptron",
                        sequential(linear(20, 33), relu(), linear(33, 10)),
                        new int[] {7, 20}),
                Arguments.of(
                        "odd channels",
                        sequential(
                                conv2d(2, 5, 3),
                                relu(),
                                conv2d(5, 21, 2),
                                relu(),
                                flatten(),
                                linear(21 * 5 * 5, 3)),
                        new int[] {5, 2, 8, 8}),
                Arguments.of(
                        "convolutions and pooling",
                        sequential(
                                conv2d(1, 32, 5),
                                relu(),
                                maxPool2d(2),
                                conv2d(32, 64, 5),
                                relu(),
                                maxPool2d(2),
                                flatten(),
                                linear(1024, 128),
                                relu(),
                                linear(128, 10)),
                        new int[] {19, 1, 28, 28}),
                Arguments.of(
                        "many channels",
                        sequential(
                                conv2d(3, 32, 3).padding(1),
                                batchNorm2d(32),
                                relu(),
                                conv2d(32, 48, 3).padding(1),
                                batchNorm2d(48),
                                relu(),
                                maxPool2d(2),
                                conv2d(48, 40, 5).padding(2).noBias(),
                                relu(),
                                residual(conv2d(40, 40, 3).padding(1), batchNorm2d(40)),
                                relu(),
                                globalAvgPool(),
                                flatten(),
                                linear(40, 5)),
                        new int[] {21, 3, 13, 11}),
                Arguments.of(
                        "many channels of large images",
                        sequential(
                                conv2d(2, 32, 3),
                                relu(),
                                conv2d(32, 32, 3).padding(1),
                                relu(),
                                globalAvgPool(),
                                flatten(),
                                linear(32, 3)),
                        new int[] {2, 2, 63, 59}),
                Arguments.of(
                        "pooling that leaves out a row or a column",
                        sequential(
                                conv2d(2, 16, 3).padding(1),
                                batchNorm2d(16),
                                maxPool2d(2),
                                conv2d(16, 20, 3).padding(1),
                                batchNorm2d(20),
                                relu(),
                                maxPool2d(2),
                                conv2d(20, 8, 3).padding(2),
                                maxPool2d(2),
                                relu(),
                                flatten(),
                                linear(8 * 3 * 3, 3)),
                        new int[] {5, 2, 22, 19}),
                Arguments.of(
                        "normalised, with steps",
                        sequential(
                                conv2d(3, 16, 3).padding(1),
                                batchNorm2d(16),
                                relu(),
                                maxPool2d(3).stride(2).padding(1),
                                conv2d(16, 24, 3).stride(2).padding(1).noBias(),
                                batchNorm2d(24),
                                relu(),
                                globalAvgPool(),
                                flatten(),
                                linear(24, 5)),
                        new int[] {6, 3, 17, 15}),
                Arguments.of(
                        "dilation, 1x1, 7x7",
                        sequential(
                                conv2d(3, 17, 7).stride(2).padding(3),
                                relu(),
                                conv2d(17, 16, 3).dilation(2).padding(2),
                                relu(),
                                conv2d(16, 40, 1),
                                relu(),
                                avgPool2d(3).stride(2).padding(1),
                                adaptiveAvgPool2d(2),
                                flatten(),
                                linear(160, 4)),
                        new int[] {3, 3, 31, 29}),
                Arguments.of(
                        "residual",
                        sequential(
                                conv2d(1, 16, 3).same(),
                                residual(conv2d(16, 16, 3).same(), relu(), conv2d(16, 16, 1)),
                                relu(),
                                residual(conv2d(16, 32, 3).stride(2).padding(1))
                                        .shortcut(Shortcuts.projection(16, 32, 2)),
                                relu(),
                                flatten(),
                                linear(32 * 16, 3)),
                        new int[] {4, 1, 8, 8}),
                Arguments.of(
                        "curves and dropout",
                        sequential(
                                conv2d(1, 8, 3),
                                tanh(),
                                maxPool2d(2),
                                dropout2d(0.3),
                                flatten(),
                                dropout(0.5),
                                linear(72, 20),
                                sigmoid(),
                                linear(20, 4)),
                        new int[] {5, 1, 8, 8}),
                Arguments.of("shortcuts of zeros", CifarResNet.of(8, 10), new int[] {6, 3, 32, 32}),
                Arguments.of("one image", CifarResNet.of(8, 10), new int[] {1, 3, 32, 32}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void trainingGivesTheSameResultsAndGradients(String name, Layer net, int[] shape) {
        net.init(1);
        var planned = (Planned) Planned.of(net);
        var start = copy(net.stateDict());
        var x = new Generator(5).randn(shape);
        var expected = step(net, net, x);
        // The same draws once more.
        net.init(1);
        net.load(start);
        var found = step(net, planned, x);
        assertEquals("", planned.reason());
        close("output", expected.output, found.output, 2e-5);
        expected.gradients.forEach(
                (key, gradient) -> close(key, gradient, found.gradients.get(key), 2e-3));
        expected.state.forEach((key, value) -> close(key, value, found.state.get(key), 2e-5));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void useGivesTheSameResults(String name, Layer net, int[] shape) {
        net.init(2);
        var planned = (Planned) Planned.of(net);
        var x = new Generator(6).randn(shape);
        var expected = Scopes.noGrad(() -> net.apply(x));
        var found = Scopes.noGrad(() -> planned.apply(x));
        assertEquals("", planned.reason());
        close("output", expected, found, 2e-5);
    }

    @Test
    void aDeepNetworkOfOtherBlocksIsPlanned() {
        var net = Models.resNet18(10).init(3);
        var planned = (Planned) Planned.of(net);
        var x = new Generator(7).randn(2, 3, 32, 32);
        close(
                "output",
                Scopes.noGrad(() -> net.apply(x)),
                Scopes.noGrad(() -> planned.apply(x)),
                2e-5);
        assertEquals("", planned.reason());
    }

    @Test
    void theNumberOfThreadsChangesNoBit() {
        var net = CifarResNet.of(8, 10).init(1);
        var start = copy(net.stateDict());
        var x = new Generator(5).randn(21, 3, 32, 32);
        Result first = null;
        for (var threads : new int[] {1, 2, 3, 5}) {
            net.load(start);
            var result = step(net, Planned.of(net, new Workers(threads)), x);
            if (first == null) {
                first = result;
            }
            assertArrayEquals(first.output.toArray(), result.output.toArray());
            for (var key : first.gradients.keySet()) {
                assertArrayEquals(
                        first.gradients.get(key).toArray(),
                        result.gradients.get(key).toArray(),
                        key);
            }
        }
    }

    @Test
    void threadsThatShareOneImageChangeNoBit() {
        var net =
                sequential(
                        conv2d(3, 40, 5).padding(4),
                        batchNorm2d(40),
                        relu(),
                        conv2d(40, 24, 3).padding(1),
                        relu(),
                        maxPool2d(2),
                        flatten(),
                        linear(24 * 9 * 9, 50),
                        relu(),
                        linear(50, 7));
        for (var images : new int[] {1, 3}) {
            var x = new Generator(4).randn(images, 3, 14, 14);
            var expected = Scopes.noGrad(() -> net.apply(x));
            var alone = Scopes.noGrad(() -> Planned.of(net, new Workers(1)).apply(x));
            var shared = Scopes.noGrad(() -> Planned.of(net, new Workers(4)).apply(x));
            close("output", expected, alone, 1e-4);
            assertArrayEquals(alone.toArray(), shared.toArray());
        }
    }

    @Test
    void threadsShareTheRowsOfOneLargeImage() {
        var net =
                sequential(
                                conv2d(3, 16, 3).padding(1),
                                batchNorm2d(16),
                                relu(),
                                maxPool2d(3).stride(2).padding(1),
                                residual(conv2d(16, 16, 3).padding(1), batchNorm2d(16)),
                                relu(),
                                conv2d(16, 48, 3).padding(1),
                                relu(),
                                maxPool2d(2),
                                conv2d(48, 16, 3),
                                relu(),
                                flatten(),
                                linear(16 * 23 * 22, 5))
                        .init(2);
        var x = new Generator(5).randn(1, 3, 101, 97);
        var expected = Scopes.noGrad(() -> net.apply(x));
        var alone = Scopes.noGrad(() -> Planned.of(net, new Workers(1)).apply(x));
        var shared = Scopes.noGrad(() -> Planned.of(net, new Workers(3)).apply(x));
        close("output", expected, alone, 1e-4);
        assertArrayEquals(alone.toArray(), shared.toArray());
    }

    @Test
    void imagesShareTheWeightsOfHeavyConvolutions() {
        var net =
                sequential(
                                conv2d(3, 240, 3).padding(1),
                                relu(),
                                conv2d(240, 260, 3).stride(2).padding(1),
                                residual(conv2d(260, 260, 3).padding(1).noBias(), batchNorm2d(260)),
                                relu(),
                                conv2d(260, 250, 3).padding(1),
                                relu(),
                                maxPool2d(2),
                                flatten(),
                                linear(250, 5))
                        .init(2);
        for (var images : new int[] {2, 7, 18}) {
            var x = new Generator(6).randn(images, 3, 4, 5);
            var one = Scopes.noGrad(() -> Planned.of(net).apply(x.at(range(1, 2))));
            var alone = Scopes.noGrad(() -> Planned.of(net, new Workers(1)).apply(x));
            var shared = Scopes.noGrad(() -> Planned.of(net, new Workers(3)).apply(x));
            close("output", Scopes.noGrad(() -> net.apply(x)), alone, 1e-4);
            assertArrayEquals(alone.toArray(), shared.toArray());
            assertTrue(alone.at(range(1, 2)).closeTo(one, 1e-5));
        }
    }

    @Test
    void whatCannotBePlannedRunsLayerByLayer() {
        var shared = linear(4, 4);
        var net = sequential(shared, relu(), shared).init(1);
        var planned = (Planned) Planned.of(net);
        var x = new Generator(1).randn(5, 4);
        var found = Scopes.noGrad(() -> planned.apply(x));
        assertTrue(planned.reason().contains("used twice"), planned.reason());
        assertTrue(found.sameAs(Scopes.noGrad(() -> net.apply(x))));
    }

    @Test
    void anotherBatchBetweenForwardAndBackwardDoesNoHarm() {
        var net = sequential(conv2d(1, 4, 3), relu(), flatten(), linear(4 * 36, 3)).init(1);
        var planned = Planned.of(net);
        var x = new Generator(1).randn(2, 1, 8, 8);
        var other = new Generator(2).randn(2, 1, 8, 8);
        var plain = step(net, planned, x);
        net.parameters().values().forEach(parameter -> parameter.value().zeroGrad());
        Mode.TRAINING.run(
                () -> {
                    var y = planned.apply(x);
                    planned.apply(other);
                    weighted(y).backward();
                });
        net.parameters()
                .forEach(
                        (key, parameter) ->
                                assertTrue(
                                        plain.gradients.get(key).sameAs(parameter.value().grad()),
                                        key));
    }

    @Test
    void whoeverLooksAtLayersSeesThem() {
        var net = sequential(linear(4, 3), relu()).init(1);
        var seen = new ArrayList<String>();
        Hooks.onForward(
                net,
                (name, _, _, _) -> seen.add(name),
                () -> Scopes.noGrad(() -> Planned.of(net).apply(new Generator(1).randn(5, 4))));
        assertTrue(seen.contains("0") && seen.contains("1"), seen.toString());
    }

    @Test
    void parametersOfAnotherPrecisionRunLayerByLayer() {
        var net = sequential(linear(4, 3), relu()).init(1).to(DType.FLOAT64);
        var planned = (Planned) Planned.of(net);
        var x = new Generator(1).randn(5, 4);
        var found = Scopes.noGrad(() -> planned.apply(x));
        assertTrue(planned.reason().contains("precision"), planned.reason());
        assertTrue(found.sameAs(Scopes.noGrad(() -> net.apply(x))));
    }

    @Test
    void newWeightsAreSeen() {
        var net = sequential(linear(4, 3)).init(1);
        var planned = Planned.of(net);
        var x = new Generator(1).randn(5, 4);
        var before = Scopes.noGrad(() -> planned.apply(x));
        net.init(2);
        var after = Scopes.noGrad(() -> planned.apply(x));
        assertFalse(before.closeTo(after, 1e-3));
        assertTrue(after.closeTo(Scopes.noGrad(() -> net.apply(x)), 1e-5));
    }

    private static Result step(Layer net, Layer runs, Tensor x) {
        net.parameters().values().forEach(parameter -> parameter.value().zeroGrad());
        var output =
                Mode.TRAINING.call(
                        () -> {
                            var y = runs.apply(x);
                            weighted(y).backward();
                            return y.detach();
                        });
        var gradients = new LinkedHashMap<String, Tensor>();
        net.parameters().forEach((key, one) -> gradients.put(key, one.value().grad()));
        return new Result(output, gradients, copy(net.stateDict()));
    }

    private static Tensor weighted(Tensor y) {
        return y.times(new Generator(9).randn(y.shape().sizes())).sum();
    }

    private static Map<String, Tensor> copy(Map<String, Tensor> state) {
        var copy = new LinkedHashMap<String, Tensor>();
        state.forEach((key, value) -> copy.put(key, value.detach()));
        return copy;
    }

    /// Compares with the largest number of the tensor in mind, since small ones are differences of
    /// large ones.
    private static void close(String what, Tensor expected, Tensor found, double tolerance) {
        var scale = Math.max(1e-3, expected.abs().max().item());
        var worst = expected.minus(found).abs().max().item() / scale;
        assertTrue(worst <= tolerance, what + " differs by " + worst);
    }
}
