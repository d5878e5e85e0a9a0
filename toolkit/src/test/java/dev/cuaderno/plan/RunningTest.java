package dev.cuaderno.plan;

import static dev.cuaderno.Cuaderno.conv2d;
import static dev.cuaderno.Cuaderno.crossEntropy;
import static dev.cuaderno.Cuaderno.dropout;
import static dev.cuaderno.Cuaderno.flatten;
import static dev.cuaderno.Cuaderno.linear;
import static dev.cuaderno.Cuaderno.relu;
import static dev.cuaderno.Cuaderno.sequential;
import static dev.cuaderno.Cuaderno.sgd;
import static dev.cuaderno.Cuaderno.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.grad.Gradients;
import dev.cuaderno.grad.Scopes;
import dev.cuaderno.grad.Step;
import dev.cuaderno.kernels.Kernels;
import dev.cuaderno.model.CifarResNet;
import dev.cuaderno.nn.Hooks;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.Mode;
import dev.cuaderno.nn.Running;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Networks that somebody calls by himself, without `fit`.
class RunningTest {

    @BeforeEach
    void plansNeedVectors() {
        Assumptions.assumeTrue(Kernels.hasVectors(), "no vectors on this JVM");
    }

    private static Layer large() {
        return sequential(
                        conv2d(3, 32, 3).padding(1),
                        relu(),
                        conv2d(32, 32, 3).padding(1),
                        relu(),
                        flatten(),
                        dropout(0.2),
                        linear(32 * 16 * 16, 10))
                .init(1);
    }

    private static Tensor images(int count, int size) {
        return new Generator(2).randn(count, 3, size, size);
    }

    private static boolean isPlanned(Tensor y) {
        return y.origin() instanceof Step step && step.op().name().equals("planned network");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void largeOnesLearnOnPlansFromTheFirstCallOn(boolean named) {
        var net = large();
        var x = images(64, 16);
        assertTrue(isPlanned(Mode.TRAINING.call(() -> named ? net.apply(x) : net.forward(x))));
    }

    @Test
    void networksOfTheCollectionToo() {
        var net = CifarResNet.of(20, 10).init(1);
        assertTrue(isPlanned(Mode.TRAINING.call(() -> net.apply(images(8, 32)))));
    }

    @Test
    void smallOnesLearnLayerByLayer() {
        var net = sequential(linear(2, 8), relu(), linear(8, 1)).init(1);
        var x = new Generator(1).randn(4, 2);
        assertFalse(isPlanned(Mode.TRAINING.call(() -> net.apply(x))));
    }

    @Test
    void aLoopOfOnesOwnLearnsAsLayerByLayer() {
        var losses = losses(large());
        var slow = Running.layerByLayer(() -> losses(large()));
        for (var i = 0; i < slow.size(); i++) {
            assertEquals(slow.get(i), losses.get(i), 1e-4 * slow.get(i), "step " + i);
        }
        assertTrue(slow.getLast() < slow.getFirst());
    }

    private static List<Double> losses(Layer net) {
        var x = images(64, 16);
        var classes = new float[64];
        for (var i = 0; i < classes.length; i++) {
            classes[i] = i % 10;
        }
        var descent = sgd(0.05).over(net);
        var losses = new ArrayList<Double>();
        for (var step = 0; step < 5; step++) {
            descent.zeroGrad();
            var loss = Mode.TRAINING.call(() -> crossEntropy(net.apply(x), tensor(classes)));
            loss.backward();
            descent.step();
            losses.add(loss.itemDouble());
        }
        return losses;
    }

    @Test
    void inUseTheyAreOnPlansWhenTheyHaveWorkedForLong() {
        var net = large();
        var x = images(64, 16);
        var first = net.apply(x);
        assertFalse(isPlanned(first));
        var calls = 1;
        var y = first;
        while (!isPlanned(y) && calls < 200) {
            y = net.apply(x);
            calls++;
        }
        // A pass takes 64·16·16·32·(27 + 288) + 64·81920 multiplications: 0.17·10⁹ of 20·10⁹.
        assertEquals(119, calls);
        assertArrayEquals(first.toArray(), y.toArray(), 1e-4f);
        assertFalse(isPlanned(net.apply(images(63, 16))), "another shape");
    }

    @Test
    void whatIsInUseHasGradientsToo() {
        var net = large();
        var x = images(64, 16);
        var planned = Planned.of(net);
        var weight = net.parameters().get("2.weight").value();
        var expected =
                Running.layerByLayer(
                        () ->
                                Gradients.of(net.apply(x).square().mean(), false, List.of(weight))
                                        .getFirst());
        var y = planned.forward(x);
        assertTrue(isPlanned(y));
        var gradient = Gradients.of(y.square().mean(), false, List.of(weight)).getFirst();
        assertArrayEquals(expected.flatten().toArray(), gradient.flatten().toArray(), 1e-5f);
        y = planned.forward(x);
        y.square().mean().backward();
        assertArrayEquals(expected.flatten().toArray(), weight.grad().flatten().toArray(), 1e-5f);
    }

    @Test
    void secondDerivativesInUseAreThoseOfTheLayers() {
        var net = sequential(linear(3, 4), relu(), linear(4, 2)).init(1);
        var x = new Generator(1).randn(5, 3);
        var weight = net.parameters().get("0.weight").value();
        assertArrayEquals(
                second(net.forward(x), weight), second(Planned.of(net).forward(x), weight), 1e-5f);
    }

    private static float[] second(Tensor y, Tensor weight) {
        var first = Gradients.of(y.square().sum(), true, List.of(weight)).getFirst();
        return Gradients.of(first.square().sum(), false, List.of(weight))
                .getFirst()
                .flatten()
                .toArray();
    }

    @Test
    void secondDerivativesInTrainingAreRefusedWithAWayOut() {
        var net = large();
        var x = images(64, 16);
        var weight = net.parameters().get("0.weight").value();
        var y = Mode.TRAINING.call(() -> net.apply(x));
        var refusal =
                assertThrows(
                        UnsupportedOperationException.class,
                        () -> Gradients.of(y.square().mean(), true, List.of(weight)));
        assertTrue(refusal.getMessage().contains("layerByLayer"), refusal.getMessage());
        var z = Running.layerByLayer(() -> Mode.TRAINING.call(() -> net.apply(x))).square().mean();
        assertTrue(Gradients.of(z, true, List.of(weight)).getFirst().isTracked());
    }

    @Test
    void thoseWhoLookOnSeeEveryLayer() {
        var net = large();
        var seen = new ArrayList<String>();
        Hooks.onForward(
                net,
                (name, _, _, _) -> seen.add(name),
                () -> Mode.TRAINING.call(() -> net.apply(images(64, 16))));
        assertEquals(List.of("0", "1", "2", "3", "4", "5", "6", ""), seen);
    }

    @Test
    void trackedInputsAndDoublesGoLayerByLayer() {
        var net = large();
        var x = images(64, 16);
        assertFalse(isPlanned(Mode.TRAINING.call(() -> net.apply(x.requiresGrad()))));
        assertFalse(
                isPlanned(
                        Mode.TRAINING.call(
                                () -> net.to(DType.FLOAT64).apply(x.to(DType.FLOAT64)))));
    }

    @Test
    void functionsRunOncePerCallInUse() {
        var calls = new AtomicInteger();
        var net =
                sequential(
                        conv2d(3, 8, 3),
                        x -> {
                            calls.incrementAndGet();
                            return x;
                        });
        net.apply(images(2, 16));
        net.apply(images(2, 16));
        assertEquals(2, calls.get());
    }

    @Test
    void whatAStepTakesIsFoundOutWithOneSample() {
        var batches = new ArrayList<Integer>();
        var net =
                sequential(
                        conv2d(3, 8, 3),
                        x -> {
                            batches.add(x.size(0));
                            return x;
                        });
        Mode.TRAINING.call(() -> net.apply(images(5, 16)));
        assertEquals(List.of(1, 5), batches);
    }

    @Test
    void oneLargeCallInUseIsWorthAPlan() {
        var net = sequential(conv2d(3, 64, 3), conv2d(64, 64, 7).padding(3)).init(1);
        assertTrue(isPlanned(net.apply(images(8, 64))));
    }

    /// A network of one's own, whose results others keep.
    private record Own(Layer conv, List<Tensor> kept) implements Layer {
        @Override
        public Tensor forward(Tensor x) {
            var y = conv.forward(x);
            kept.add(y);
            return y.relu();
        }
    }

    @Test
    void recordsOfOnesOwnRunAsTheyAreWritten() {
        var net = new Own(conv2d(3, 64, 3).padding(1), new ArrayList<>());
        Mode.TRAINING.call(() -> net.apply(images(64, 16)));
        assertEquals(1, net.kept.size());
        assertTrue(net.kept.getFirst().square().mean().itemDouble() > 0);
    }

    @Test
    void theSameBitsLayerByLayer() {
        var net = large();
        var x = images(64, 16);
        var first = Running.layerByLayer(() -> Scopes.noGrad(() -> net.apply(x)));
        for (var i = 0; i < 130; i++) {
            Scopes.noGrad(() -> net.apply(x));
        }
        var last = Running.layerByLayer(() -> Scopes.noGrad(() -> net.apply(x)));
        assertArrayEquals(first.toArray(), last.toArray(), 0);
    }
}
