package dev.cuaderno.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.grad.Gradients;
import dev.cuaderno.kernels.Kernels;
import dev.cuaderno.nn.BatchNorm2d;
import dev.cuaderno.nn.Mode;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Index;
import dev.cuaderno.tensor.Padding;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;
import dev.cuaderno.tensor.Window;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Whatever lies with the channels of a pixel side by side has the same numbers and gradients as
/// the same tensor row by row.
class MemoryOrderTest {

    /// @param tolerance 0 where no sum is taken
    private record Case(
            String name, boolean staysTurned, double tolerance, UnaryOperator<Tensor> f) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Tensor random(int seed, int... sizes) {
        return new Generator(seed).randn(sizes);
    }

    /// The same numbers with the channels of a pixel side by side.
    private static Tensor turned(Tensor x) {
        return MemoryOrder.images(MemoryOrder.pixels(x).contiguous());
    }

    private static Tensor part(Tensor x, int axis, int from, int to) {
        var indices = new Object[x.rank()];
        Arrays.fill(indices, new Index.All());
        indices[axis] = new Index.Range(from, to, 1);
        return x.at(indices);
    }

    static Stream<Case> cases() {
        var same = random(2, 3, 32, 6, 7);
        var channel = random(3, 1, 32, 1, 1);
        var image = random(4, 32, 6, 7);
        var column = random(5, 3, 32, 6, 1);
        var stride = Window.DEFAULT.stride(2);
        return Stream.of(
                new Case("relu", true, 0, Tensor::relu),
                new Case("tanh", true, 0, Tensor::tanh),
                new Case("plus number", true, 0, x -> x.plus(3)),
                new Case("number over", true, 0, x -> Tensors.scalar(2, x.dtype()).div(x)),
                new Case("plus row by row", true, 0, x -> x.plus(same)),
                new Case("row by row times", true, 0, x -> same.times(x)),
                new Case("plus turned", true, 0, x -> x.plus(turned(same))),
                new Case("times itself", true, 0, x -> x.times(x)),
                new Case("times channel", true, 0, x -> x.times(channel)),
                new Case("minus image", true, 0, x -> image.minus(x)),
                new Case("times column", true, 0, x -> x.times(column)),
                new Case("max", true, 0, x -> x.maxPool2d(2)),
                new Case("max, padded", true, 0, x -> x.maxPool2d(3, stride.padding(1))),
                new Case("mean", true, 1e-6, x -> x.avgPool2d(2)),
                new Case("mean, padded", true, 1e-6, x -> x.avgPool2d(3, stride.padding(1))),
                new Case(
                        "mean, real cells",
                        true,
                        1e-6,
                        x -> x.avgPool2d(3, stride.padding(1).ignorePadding())),
                new Case(
                        "max, mirrored",
                        false,
                        0,
                        x ->
                                x.maxPool2d(
                                        3,
                                        stride.margin(
                                                stride.padding(1).margin(), new Padding.Mirror()))),
                new Case("join channels", true, 0, x -> Tensors.concat(1, x, same)),
                new Case("join images", true, 0, x -> Tensors.concat(0, same, x)),
                new Case("join rows", true, 0, x -> Tensors.concat(2, x, turned(same))),
                new Case("join columns", true, 0, x -> Tensors.concat(-1, same, x)),
                new Case("some images", true, 0, x -> part(x, 0, 1, 3).relu()),
                new Case("some rows", false, 0, x -> part(x, 2, 1, 4).relu()),
                new Case("sum of channels", false, 1e-5, x -> x.sum(0, 2, 3)),
                new Case("flat", false, 0, x -> x.flatten(1)),
                new Case("softmax", false, 1e-6, x -> x.softmax(1)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isTheSame(Case one) {
        Assumptions.assumeTrue(Kernels.hasVectors());
        var numbers = random(1, 3, 32, 6, 7);
        var rows = numbers.requiresGrad();
        // A parameter lies row by row: what is computed of it is turned.
        var other = numbers.requiresGrad();
        var expected = one.f.apply(rows);
        var y = one.f.apply(other.permute(0, 2, 3, 1).plus(0).permute(0, 3, 1, 2));
        assertEquals(one.staysTurned, MemoryOrder.isChannelsLast(y), "order of the result");
        assertTrue(y.closeTo(expected, one.tolerance));
        var seed = random(9, expected.shape().sizes());
        var given = Gradients.of(expected, seed, List.of(rows)).getFirst();
        for (var g : List.of(seed, seed.rank() == 4 ? turned(seed) : seed)) {
            var found = Gradients.of(y, g, List.of(other)).getFirst();
            assertTrue(found.closeTo(given, Math.max(1e-6, one.tolerance)), "gradient");
        }
    }

    @Test
    void normalisesChannels() {
        for (var channels : new int[] {32, 5}) {
            var norm = BatchNorm2d.of(channels);
            norm.build(channels, 6, 7);
            norm.init(3);
            var numbers = random(1, 4, channels, 6, 7).times(2).plus(1);
            var rows = numbers.requiresGrad();
            var other = numbers.requiresGrad();
            var seed = random(2, 4, channels, 6, 7);
            Mode.TRAINING.run(
                    () -> {
                        var y = norm.apply(rows);
                        var z = norm.apply(other.permute(0, 2, 3, 1).plus(0).permute(0, 3, 1, 2));
                        assertTrue(MemoryOrder.isChannelsLast(z));
                        assertTrue(z.closeTo(y, 1e-5));
                        var expected = Gradients.of(y, seed, List.of(rows)).getFirst();
                        for (var g : List.of(seed, turned(seed))) {
                            var found = Gradients.of(z, g, List.of(other)).getFirst();
                            assertTrue(found.closeTo(expected, 1e-5));
                        }
                    });
            var used = norm.apply(numbers);
            assertTrue(norm.apply(turned(numbers)).closeTo(used, 1e-5));
        }
    }

    @Test
    void turnedMatricesStayTurnedWhereAllAre() {
        var a = random(1, 5, 7);
        var b = random(2, 7, 5);
        var turned = b.transpose();
        var copy = turned.contiguous();
        var result = turned.times(2).plus(turned).minus(1);
        assertEquals(List.of(1, 5), Arrays.stream(result.strides()).boxed().toList());
        assertTrue(result.closeTo(copy.times(2).plus(copy).minus(1), 0));
        assertTrue(turned.div(a).closeTo(copy.div(a), 0));
        assertTrue(a.minus(turned).closeTo(a.minus(copy), 0));
        assertTrue(turned.plus(a.at(0)).closeTo(copy.plus(a.at(0)), 0));
        var leaf = b.requiresGrad();
        var loss = leaf.transpose().times(3).times(leaf.transpose()).times(a).sum();
        var gradient = Gradients.of(loss, false, List.of(leaf)).getFirst();
        assertTrue(gradient.closeTo(b.times(6).times(a.transpose().contiguous()), 1e-5));
    }

    @Test
    void tellsOrdersApart() {
        var x = random(1, 2, 3, 4, 5);
        assertTrue(MemoryOrder.isChannelsLast(turned(x)));
        for (var no :
                List.of(
                        x,
                        x.permute(0, 2, 1, 3),
                        part(turned(x), 3, 0, 4),
                        part(turned(x), 1, 0, 2),
                        turned(random(2, 2, 1, 4, 5)),
                        random(3, 3, 4, 5),
                        Tensors.full(1, x.dtype(), Shape.of(1, 3, 1, 1)).expand(x.shape()))) {
            assertFalse(MemoryOrder.isChannelsLast(no), no.shape().toString());
        }
    }
}
