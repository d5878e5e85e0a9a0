package dev.cuaderno.grad;

import static dev.cuaderno.Cuaderno.all;
import static dev.cuaderno.Cuaderno.batchNorm2d;
import static dev.cuaderno.Cuaderno.conv2d;
import static dev.cuaderno.Cuaderno.dropout;
import static dev.cuaderno.Cuaderno.elu;
import static dev.cuaderno.Cuaderno.gelu;
import static dev.cuaderno.Cuaderno.groupNorm;
import static dev.cuaderno.Cuaderno.layerNorm;
import static dev.cuaderno.Cuaderno.leakyRelu;
import static dev.cuaderno.Cuaderno.maxPool2d;
import static dev.cuaderno.Cuaderno.newAxis;
import static dev.cuaderno.Cuaderno.range;
import static dev.cuaderno.Cuaderno.relu;
import static dev.cuaderno.Cuaderno.sequential;
import static dev.cuaderno.Cuaderno.sigmoid;
import static dev.cuaderno.Cuaderno.silu;
import static dev.cuaderno.Cuaderno.softmax;
import static dev.cuaderno.Cuaderno.softplus;
import static dev.cuaderno.Cuaderno.tanh;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.Mode;
import dev.cuaderno.op.Gate;
import dev.cuaderno.op.Op;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Window;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Memory of gradients is used again only where nobody sees it.
class GradientMemoryTest {

    private static final int[] IMAGES = {8, 16, 20, 20};

    private static Tensor images(int seed) {
        return new Generator(seed).randn(IMAGES);
    }

    /// An operation of somebody else that keeps what passes through it: y = relu(x).
    private record Listening(List<Tensor> given, List<Tensor> back) implements Op {
        @Override
        public String name() {
            return "listening";
        }

        @Override
        public Tensor forward(Tensor... inputs) {
            return inputs[0].relu();
        }

        @Override
        public Tensor backward(int index, Flow at) {
            given.add(at.gradient());
            var found = new Gate().apply(at.gradient(), at.input(0));
            back.add(found);
            return found;
        }
    }

    @Test
    void whatOthersHaveSeenStays() {
        var x = images(1).requiresGrad();
        var plain = images(1).requiresGrad();
        var heard = new Listening(new ArrayList<>(), new ArrayList<>());
        var y = x;
        var expected = plain;
        for (var i = 0; i < 4; i++) {
            y = heard.apply(y.times(2).relu()).relu().minus(0.1);
            expected = expected.times(2).relu().relu().relu().minus(0.1);
        }
        y.backward(images(2));
        expected.backward(images(2));
        assertTrue(x.grad().sameAs(plain.grad()));
        var given = heard.given.stream().map(GradientMemoryTest::copy).toList();
        var back = heard.back.stream().map(GradientMemoryTest::copy).toList();
        // Another walk, and more memory of the same size.
        var leaf = images(3).requiresGrad();
        leaf.relu().times(3).relu().relu().backward(images(4));
        for (var i = 0; i < 4; i++) {
            assertTrue(heard.given.get(i).sameAs(given.get(i)));
            assertTrue(heard.back.get(i).sameAs(back.get(i)));
        }
    }

    private static Tensor copy(Tensor x) {
        return x.plus(0);
    }

    @Test
    void whatWasKeptMidwayIsNotWrittenOver() {
        var x = images(1).requiresGrad();
        var kept = new ArrayList<Tensor>();
        var copies = new ArrayList<Tensor>();
        Op copying =
                new Op() {
                    @Override
                    public String name() {
                        return "copying";
                    }

                    @Override
                    public Tensor forward(Tensor... inputs) {
                        return inputs[0].plus(0);
                    }

                    @Override
                    public Tensor backward(int index, Flow at) {
                        kept.add(at.gradient());
                        copies.add(copy(at.gradient()));
                        return at.gradient();
                    }
                };
        var y = x;
        for (var i = 0; i < 6; i++) {
            y = copying.apply(y.relu().plus(y)).relu();
        }
        y.backward(images(2));
        for (var i = 0; i < kept.size(); i++) {
            assertTrue(kept.get(i).sameAs(copies.get(i)), "gradient " + i);
        }
    }

    @Test
    void gradientsThatMeetAreThoseOfHigherOrder() {
        // With createGraph nothing is used again: the same walk without.
        var x = images(1).requiresGrad();
        var w = new Generator(5).randn(16, 16, 3, 3).times(0.1).requiresGrad();
        var window = Window.DEFAULT.padding(1);
        var y = x.conv2d(w, window).relu();
        y = y.plus(x).relu().plus(y.conv2d(w, window)).plus(x);
        y = y.plus(y).relu().maxPool2d(2);
        var loss = y.sum();
        var expected = Gradients.of(loss, true, List.of(x, w));
        var found = Gradients.of(loss, false, List.of(x, w));
        loss.backward();
        loss.backward();
        for (var i = 0; i < 2; i++) {
            var leaf = i == 0 ? x : w;
            assertTrue(found.get(i).sameAs(expected.get(i)));
            assertTrue(leaf.grad().sameAs(expected.get(i).times(2)));
        }
    }

    /// Sums in place, in the memory of either, and over views that share it.
    @Test
    void gradientsThatMeetOftenAreThoseOfHigherOrder() {
        var x = images(1).requiresGrad();
        var y = x.times(2);
        var z = y.plus(x).plus(y.relu()).plus(y.flip(2)).plus(y).minus(x.transpose(2, 3));
        z = z.plus(y.reshape(8, 16, 400).reshape(8, 16, 20, 20)).plus(z).plus(z.square());
        var loss = z.times(images(2)).plus(y).sum();
        var by = List.of(x, y, z);
        var expected = Gradients.of(loss, true, by);
        var found = Gradients.of(loss, false, by);
        for (var i = 0; i < by.size(); i++) {
            assertTrue(found.get(i).closeTo(expected.get(i), 1e-4), "gradient " + i);
        }
    }

    /// The gradient of the whole is filled part by part, some of them twice or never.
    @Test
    void partsGiveTheGradientOfTheWhole() {
        var x = new Generator(1).randn(6, 40, 50).requiresGrad();
        var y = x.times(1.5);
        var loss = y.at(5, range(3, 20)).square().sum();
        for (var i = 0; i < 4; i++) {
            loss = loss.plus(y.at(i).times(i + 1).relu().sum());
            loss = loss.plus(y.at(all(), range(0, 40, 3), i).sum());
        }
        loss = loss.plus(y.relu().sum()).plus(y.at(newAxis(), 2).square().sum());
        var by = List.of(x, y);
        var expected = Gradients.of(loss, true, by);
        var found = Gradients.of(loss, false, by);
        loss.backward();
        assertTrue(found.get(0).closeTo(expected.get(0), 1e-5));
        assertTrue(found.get(1).closeTo(expected.get(1), 1e-5));
        assertTrue(x.grad().sameAs(found.get(0)));
    }

    static List<Arguments> layers() {
        return Stream.of(
                        batchNorm2d(16),
                        sequential(batchNorm2d(16), relu()),
                        groupNorm(4, 16),
                        layerNorm(20),
                        relu(),
                        leakyRelu(0.1),
                        gelu(),
                        silu(),
                        elu(1),
                        tanh(),
                        sigmoid(),
                        softplus(),
                        softmax(),
                        dropout(0.3),
                        maxPool2d(3).stride(1).padding(1),
                        conv2d(16, 16, 3).padding(1))
                .map(layer -> Arguments.of(layer.init(7)))
                .toList();
    }

    /// Where results are written over the gradients they are made of, in both orders of memory; and
    /// several times through the same steps, in memory that has been used before.
    @ParameterizedTest
    @MethodSource("layers")
    void gradientsOfLayersAreThoseOfHigherOrder(Layer layer) {
        for (var last = 0; last < 2; last++) {
            var x =
                    last == 0
                            ? images(1).requiresGrad()
                            : new Generator(1).randn(8, 20, 20, 16).requiresGrad();
            var plain = last == 0 ? x : x.permute(0, 3, 1, 2);
            var y = Mode.TRAINING.call(() -> layer.apply(plain.times(1.5)));
            var by = new ArrayList<>(List.of(x));
            layer.parameters().values().forEach(one -> by.add(one.value()));
            var result = y.times(images(3)).plus(y).times(images(4));
            for (var seed = 5; seed < 8; seed++) {
                var given = new Generator(seed).randn(IMAGES);
                var expected = Gradients.of(result, given, true, by);
                var found = Gradients.of(result, given, false, by);
                for (var i = 0; i < by.size(); i++) {
                    var size = expected.get(i).abs().max().itemDouble();
                    assertTrue(
                            found.get(i).closeTo(expected.get(i), 1e-5 * Math.max(1, size)),
                            "gradient " + i + " of " + layer);
                }
            }
        }
    }
}
