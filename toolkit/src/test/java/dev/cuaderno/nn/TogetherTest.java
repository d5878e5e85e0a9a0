package dev.cuaderno.nn;

import static dev.cuaderno.Cuaderno.batchNorm1d;
import static dev.cuaderno.Cuaderno.batchNorm2d;
import static dev.cuaderno.Cuaderno.conv2d;
import static dev.cuaderno.Cuaderno.groupNorm;
import static dev.cuaderno.Cuaderno.layerByLayer;
import static dev.cuaderno.Cuaderno.layerNorm;
import static dev.cuaderno.Cuaderno.linear;
import static dev.cuaderno.Cuaderno.relu;
import static dev.cuaderno.Cuaderno.residual;
import static dev.cuaderno.Cuaderno.sequential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.grad.Gradients;
import dev.cuaderno.grad.Scopes;
import dev.cuaderno.grad.Step;
import dev.cuaderno.op.ChannelNorm;
import dev.cuaderno.op.ReluInPlace;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;

/// What layers do together is what they do one by one: a hook that looks on keeps them apart.
class TogetherTest {

    static List<Arguments> networks() {
        var images = new int[] {8, 6, 20, 20};
        return List.of(
                Arguments.of("norm", sequential(batchNorm2d(6), relu()), images),
                Arguments.of(
                        "norm of pixels",
                        sequential(conv2d(6, 37, 3), batchNorm2d(37), relu(), conv2d(37, 5, 1)),
                        images),
                Arguments.of(
                        "norm of vectors",
                        sequential(linear(70, 40), batchNorm1d(40), relu()),
                        new int[] {600, 70}),
                Arguments.of("convolution", sequential(conv2d(6, 9, 3), relu()), images),
                Arguments.of(
                        "group",
                        sequential(conv2d(6, 8, 3), groupNorm(2, 8), relu(), conv2d(8, 3, 1)),
                        images),
                Arguments.of(
                        "rows",
                        sequential(linear(70, 40), layerNorm(40), relu(), linear(40, 30), relu()),
                        new int[] {600, 70}),
                Arguments.of(
                        "sum",
                        sequential(
                                residual(conv2d(6, 6, 3).padding(1), batchNorm2d(6), relu()),
                                relu(),
                                residual(conv2d(6, 6, 1)),
                                relu(),
                                relu()),
                        images));
    }

    private static List<Tensor> all(Layer net, Tensor x) {
        var leaf = x.requiresGrad();
        var state = net.stateDict();
        net.parameters().values().forEach(one -> one.value().zeroGrad());
        var y = Mode.TRAINING.call(() -> layerByLayer(() -> net.apply(leaf)));
        y.backward(new Generator(7).randn(y.shape().sizes()));
        var found = new ArrayList<Tensor>();
        found.add(y.detach());
        found.add(leaf.grad());
        net.parameters()
                .values()
                .forEach(
                        one -> {
                            if (one.isTrainable()) {
                                found.add(one.value().grad());
                            }
                        });
        found.addAll(net.stateDict().values());
        net.load(state);
        found.add(layerByLayer(() -> Scopes.noGrad(() -> net.apply(x))));
        return found;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void givesWhatTheyGiveOneByOne(String name, Layer net, int[] sizes) {
        net.init(3);
        net.parameters().values().forEach(TogetherTest::disturb);
        var x = new Generator(1).randn(sizes).times(2).plus(0.3);
        var kept = x.plus(0);
        var found = all(net, x);
        var expected = Hooks.onForward(net, (_, _, _, _) -> {}, () -> all(net, x));
        assertEquals(expected.size(), found.size());
        for (var i = 0; i < found.size(); i++) {
            assertTrue(found.get(i).sameAs(expected.get(i)), name + " at " + i);
        }
        assertTrue(x.sameAs(kept), "the input is somebody else's");
    }

    /// So that a normalisation does more than to normalise.
    private static void disturb(Parameter one) {
        if (one.isTrainable()) {
            var numbers = new Generator(4).randn(one.shape().sizes()).times(0.5);
            one.set(one.value().detach().plus(numbers));
        }
    }

    @Test
    void isDoneWhereNobodyLooks() {
        var x = new Generator(1).randn(8, 6, 20, 20);
        var norm = sequential(batchNorm2d(6), relu());
        var y = Mode.TRAINING.call(() -> layerByLayer(() -> norm.apply(x)));
        assertTrue(((Step) y.origin()).op() instanceof ChannelNorm one && one.relu());
        var plain = sequential(conv2d(6, 9, 3), relu()).init(1);
        var z = layerByLayer(() -> plain.apply(x));
        assertTrue(((Step) z.origin()).op() instanceof ReluInPlace);
        var few = new Generator(1).randn(1, 6, 20, 20);
        var small = Mode.TRAINING.call(() -> layerByLayer(() -> norm.apply(few)));
        assertFalse(((Step) small.origin()).op() instanceof ChannelNorm);
    }

    /// A function may have kept what it gives, and a relu's own input is read on the way back.
    @Test
    void whatOthersGaveStaysAsItIs() {
        var seen = new ArrayList<Tensor>();
        var net =
                sequential(
                        conv2d(6, 9, 3),
                        y -> {
                            seen.add(y);
                            return y;
                        },
                        relu());
        net.init(1);
        var x = new Generator(1).randn(8, 6, 20, 20);
        var y = layerByLayer(() -> net.apply(x));
        assertNotSame(seen.getFirst().storage(), y.storage());
        assertTrue(seen.getFirst().min().item() < 0);
        assertSame(x.storage(), sequential(z -> z).apply(x).storage());
    }

    @Test
    void theGradientOfAGradientPassesTheReluToo() {
        var norm = batchNorm2d(4);
        norm.bias().set(new Generator(2).randn(4));
        var x = new Generator(1).randn(16, 4, 18, 18).requiresGrad();
        var w = new Generator(3).randn(16, 4, 18, 18);
        var found = twice(Mode.TRAINING.call(() -> norm.thenRelu(x)).times(w).sum(), x);
        var expected = twice(Mode.TRAINING.call(() -> norm.forward(x)).relu().times(w).sum(), x);
        for (var i = 0; i < 2; i++) {
            assertTrue(found.get(i).closeTo(expected.get(i), 1e-4), "at " + i);
        }
    }

    private static List<Tensor> twice(Tensor loss, Tensor x) {
        var first = Gradients.of(loss, true, List.of(x)).getFirst();
        var second = Gradients.of(first.square().sum(), false, List.of(x)).getFirst();
        return List.of(first.detach(), second);
    }
}
