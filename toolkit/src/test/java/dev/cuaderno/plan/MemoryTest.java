package dev.cuaderno.plan;

import static dev.cuaderno.Cuaderno.conv2d;
import static dev.cuaderno.Cuaderno.flatten;
import static dev.cuaderno.Cuaderno.linear;
import static dev.cuaderno.Cuaderno.maxPool2d;
import static dev.cuaderno.Cuaderno.relu;
import static dev.cuaderno.Cuaderno.sequential;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;

import dev.cuaderno.Cuaderno;
import dev.cuaderno.grad.Scopes;
import dev.cuaderno.kernels.Workers;
import dev.cuaderno.model.CifarResNet;
import dev.cuaderno.model.Models;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.Mode;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class MemoryTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static Layer small() {
        return sequential(
                conv2d(1, 16, 3),
                relu(),
                conv2d(16, 32, 3),
                relu(),
                maxPool2d(2),
                flatten(),
                linear(32 * 36, 10));
    }

    @Test
    void theBytesOfEveryLayerAreKnownBefore() {
        var use = Planned.memory(small(), Shape.of(8, 1, 16, 16), true);
        var conv = use.layers().get(1);
        assertTrue(conv.name().contains("conv2d 1->16"), conv.name());
        assertEquals(4L * 8 * 14 * 14 * 16, conv.activations());
        assertEquals(4L * 8 * 14 * 14 * 16, conv.gradients());
        assertTrue(conv.weights() >= 4L * 9 * 16, use.toString());
        assertTrue(use.shared() < use.activations() + use.gradients(), use.toString());
        assertEquals(use.shared() + use.weights() + use.scratch(), use.peak());
        assertEquals(0, Planned.memory(small(), Shape.of(8, 1, 16, 16), false).gradients());
    }

    @Test
    void memoryIsUsedAgainAsSoonAsItMay() {
        // Gradients of fewer layers than there are stand at once.
        var training = Planned.memory(CifarResNet.of(20, 10), Shape.of(16, 3, 32, 32), true);
        assertTrue(
                training.shared() < 0.7 * (training.activations() + training.gradients()),
                training.toString());
        // Two results at once, and the input.
        var use = Planned.memory(Models.vgg16(10), Shape.of(4, 3, 224, 224), false);
        assertTrue(use.shared() < 0.5 * use.activations(), use.toString());
    }

    @Test
    void plansThatTakeTurnsInTheSameMemoryDoNotDisturbEachOther() {
        var net = small().init(1);
        var planned = Planned.of(net, new Workers(3));
        var large = new Generator(1).randn(19, 1, 16, 16);
        var few = new Generator(2).randn(5, 1, 16, 16);
        var expected = List.of(gradients(net, net, large, few), gradients(net, net, few, large));
        for (var round = 0; round < 3; round++) {
            var first = gradients(net, planned, large, few);
            var second = gradients(net, planned, few, large);
            close(expected.get(0), first);
            close(expected.get(1), second);
        }
    }

    /// The gradients of a batch between whose two ways the network sees others.
    private static List<Tensor> gradients(Layer net, Layer runs, Tensor x, Tensor other) {
        net.parameters().values().forEach(parameter -> parameter.value().zeroGrad());
        Mode.TRAINING.run(
                () -> {
                    var y = runs.apply(x);
                    Scopes.noGrad(() -> Scopes.evaluating(() -> runs.apply(other)));
                    y.times(y).sum().backward();
                });
        return new ArrayList<>(
                net.parameters().values().stream().map(one -> one.value().grad()).toList());
    }

    private static void close(List<Tensor> expected, List<Tensor> found) {
        for (var i = 0; i < expected.size(); i++) {
            var scale = expected.get(i).abs().max().item();
            var worst = expected.get(i).minus(found.get(i)).abs().max().item();
            assertTrue(worst <= 1e-4 * scale, worst + " of " + scale);
        }
    }

    @Test
    void whatWasForgottenIsComputedOnceMoreForASecondWayBack() {
        var net = small().init(1);
        var x = new Generator(1).randn(6, 1, 16, 16);
        var planned = Planned.of(net);
        Mode.TRAINING.run(
                () -> {
                    var loss = planned.apply(x).sum();
                    loss.backward();
                    var once = net.parameters().get("0.weight").value().grad().toArray();
                    net.parameters().values().forEach(one -> one.value().zeroGrad());
                    loss.backward();
                    assertArrayEquals(
                            once, net.parameters().get("0.weight").value().grad().toArray());
                });
    }

    @Test
    void tooLittleMemoryIsAnErrorThatNamesTheLayer() {
        // Each result nearly fills an array, and all are needed on the way back.
        var layers = new ArrayList<Layer>(List.of(conv2d(1, 64, 1)));
        for (var gigabytes = Runtime.getRuntime().maxMemory() >> 30; gigabytes >= 0; gigabytes--) {
            layers.add(conv2d(64, 64, 3).same());
        }
        var net = sequential(layers.toArray(Layer[]::new));
        // One number, shown often, so that the input itself takes nothing.
        var x = Cuaderno.zeros(1, 1, 1, 1).expand(64, 1, 256, 256);
        var planned = Planned.of(net);
        var need = Planned.memory(net, x.shape(), true).peak();
        if (need < Runtime.getRuntime().maxMemory()) {
            throw new AssertionError("the test needs more: " + need);
        }
        var error =
                assertThrows(
                        MemoryException.class, () -> Mode.TRAINING.call(() -> planned.apply(x)));
        assertEquals(need, error.needed());
        assertTrue(error.available() < need);
        assertTrue(error.getMessage().contains("conv2d 64->64 3x3"), error.getMessage());
        assertTrue(error.getMessage().contains("GB"), error.getMessage());
    }

    @Test
    void aStepTakesNoMemoryBesidesItsResults() {
        var net = CifarResNet.of(8, 10).init(1);
        var planned = Planned.of(net, new Workers(1));
        var x = new Generator(1).randn(16, 3, 32, 32);
        Runnable step =
                () -> {
                    net.parameters().values().forEach(one -> one.value().zeroGrad());
                    Mode.TRAINING.run(() -> planned.apply(x).sum().backward());
                };
        var parameters =
                net.parameters().values().stream()
                        .mapToLong(one -> 4L * one.shape().elements())
                        .sum();
        // The gradients that everybody may keep, and small change; results are 20 MB.
        var most = 2 * parameters + 1_000_000;
        // Until the JIT compiler has taken all loops, their vectors are objects. On a busy machine
        // that takes a while.
        var end = Instant.now().plus(PATIENCE);
        var bytes = bytesPerStep(step);
        while (bytes >= most && Instant.now().isBefore(end)) {
            bytes = bytesPerStep(step);
        }
        assertTrue(bytes < most, bytes + " bytes; parameters " + parameters);
    }

    private static long bytesPerStep(Runnable step) {
        var bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var before = bean.getCurrentThreadAllocatedBytes();
        for (var i = 0; i < 20; i++) {
            step.run();
        }
        return (bean.getCurrentThreadAllocatedBytes() - before) / 20;
    }
}
