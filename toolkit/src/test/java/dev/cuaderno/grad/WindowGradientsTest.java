package dev.cuaderno.grad;

import static dev.cuaderno.Cuaderno.clamp;
import static dev.cuaderno.Cuaderno.constant;
import static dev.cuaderno.Cuaderno.extension;
import static dev.cuaderno.Cuaderno.full;
import static dev.cuaderno.Cuaderno.generator;
import static dev.cuaderno.Cuaderno.mirror;
import static dev.cuaderno.Cuaderno.same;
import static dev.cuaderno.Cuaderno.symmetric;
import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.Cuaderno.wrap;
import static dev.cuaderno.Cuaderno.zero;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.cuaderno.op.Correlate2d;
import dev.cuaderno.op.Correlate2dWeights;
import dev.cuaderno.op.Gather;
import dev.cuaderno.op.Scatter;
import dev.cuaderno.op.TransposedConv2d;
import dev.cuaderno.tensor.Padding;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Window;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

/// The gradients of operations with windows, against differences: random shapes, steps, paddings of
/// every kind, dilations and groups; of first and of second order.
class WindowGradientsTest {

    private static final List<Padding> BORDERS =
            List.of(zero(), constant(2), clamp(), wrap(), mirror(), symmetric(), extension());

    /// Shapes and a window drawn from one seed.
    private record Draw(Shape image, Shape weights, Window window) {

        static Draw of(long seed, Padding border) {
            var random = new Random(seed);
            var groups = 1 + random.nextInt(2);
            var channels = groups * (1 + random.nextInt(2));
            var filters = groups * (1 + random.nextInt(2));
            var kernelRows = 1 + random.nextInt(3);
            var kernelColumns = 1 + random.nextInt(3);
            var window =
                    Window.DEFAULT
                            .padding(
                                    random.nextInt(3),
                                    random.nextInt(3),
                                    random.nextInt(3),
                                    random.nextInt(3))
                            .stride(1 + random.nextInt(3), 1 + random.nextInt(3))
                            .dilation(1 + random.nextInt(2), 1 + random.nextInt(2))
                            .groups(groups);
            window = window.margin(window.margin(), border);
            window = random.nextInt(4) == 0 ? window.ceil() : window;
            return new Draw(
                    Shape.of(1 + random.nextInt(2), channels, 5, 5 + random.nextInt(2)),
                    Shape.of(filters, channels / groups, kernelRows, kernelColumns),
                    window);
        }

        Tensor x(long seed) {
            return generator(seed).randn(image.sizes());
        }

        Tensor w(long seed) {
            return generator(seed + 1000).randn(weights.sizes());
        }

        Tensor b(long seed) {
            return generator(seed + 2000).randn(weights.size(0));
        }
    }

    private static Stream<Padding> borders() {
        return BORDERS.stream();
    }

    private static void both(Function<List<Tensor>, Tensor> f, Tensor... inputs) {
        GradCheck.check(f, inputs);
        GradCheck.checkSecondOrder(f, inputs);
    }

    @TestFactory
    Stream<DynamicTest> convolutions() {
        var tests = new ArrayList<DynamicTest>();
        for (var border : BORDERS) {
            for (var seed = 0; seed < 6; seed++) {
                var draw = Draw.of(seed, border);
                var number = seed;
                tests.add(
                        dynamicTest(
                                seed + " " + draw.window(),
                                () ->
                                        both(
                                                x ->
                                                        x.get(0)
                                                                .conv2d(
                                                                        x.get(1),
                                                                        x.get(2),
                                                                        draw.window()),
                                                draw.x(number),
                                                draw.w(number),
                                                draw.b(number))));
            }
        }
        return tests.stream();
    }

    /// Both precisions take different loops; the float64 ones are checked by differences.
    @TestFactory
    Stream<DynamicTest> kernelsAgreeWithPlainLoops() {
        return Stream.iterate(0, seed -> seed < 40, seed -> seed + 1)
                .map(
                        seed ->
                                dynamicTest(
                                        "seed " + seed,
                                        () -> {
                                            var draw = Draw.of(seed, zero());
                                            var x = draw.x(seed);
                                            var w = draw.w(seed);
                                            var y = new Correlate2d(draw.window()).apply(x, w);
                                            var g = generator(seed).randn(y.shape().sizes());
                                            var toImage =
                                                    new TransposedConv2d(draw.window(), x.shape());
                                            var toWeights =
                                                    new Correlate2dWeights(
                                                            draw.window(), w.shape());
                                            agree(
                                                    toImage.apply(g, w),
                                                    toImage.apply(g.float64(), w.float64()));
                                            agree(
                                                    toWeights.apply(x, g),
                                                    toWeights.apply(x.float64(), g.float64()));
                                        }));
    }

    private static void agree(Tensor fast, Tensor slow) {
        assertTrue(fast.closeTo(slow.float32(), 1e-5), fast + "\n" + slow);
    }

    @TestFactory
    Stream<DynamicTest> padding() {
        return borders()
                .map(
                        border ->
                                dynamicTest(
                                        border.toString(),
                                        () -> {
                                            // Wider than the image, so that patterns repeat.
                                            both(
                                                    x -> x.getFirst().pad(7, border).square(),
                                                    generator(1).randn(3));
                                            both(
                                                    x -> x.getFirst().pad(1, 4, 0, 5, border),
                                                    generator(2).randn(2, 3, 2));
                                            both(
                                                    x -> x.getFirst().pad(2, border),
                                                    generator(3).randn(1, 1));
                                        }));
    }

    @TestFactory
    Stream<DynamicTest> pooling() {
        var tests = new ArrayList<DynamicTest>();
        for (var border : BORDERS) {
            for (var seed = 0; seed < 6; seed++) {
                var random = new Random(seed);
                var size = 2 + random.nextInt(2);
                var sides = random.nextInt(size / 2 + 1);
                var base =
                        Window.DEFAULT
                                .padding(sides, border)
                                .stride(1 + random.nextInt(3), 1 + random.nextInt(3));
                var window = random.nextBoolean() ? base.ceil() : base;
                var alone = random.nextBoolean() ? window.ignorePadding() : window;
                var dilated = window.dilation(1 + random.nextInt(2), 1);
                var image = generator(seed).randn(2, 1, 5, 6);
                tests.add(
                        dynamicTest(
                                seed + " " + window,
                                () -> {
                                    both(x -> x.getFirst().avgPool2d(size, alone), image);
                                    both(x -> x.getFirst().maxPool2d(size, dilated), image);
                                    both(x -> x.getFirst().minPool2d(size, dilated), image);
                                }));
            }
        }
        return tests.stream();
    }

    @Test
    void adaptivePooling() {
        for (var rows = 1; rows < 6; rows++) {
            var image = generator(rows).randn(2, 5, 4);
            var size = rows;
            both(x -> x.getFirst().adaptiveAvgPool2d(size, 3).square(), image);
            both(x -> x.getFirst().adaptiveMaxPool2d(size, 3), image);
        }
    }

    @Test
    void plainCorrelations() {
        var image = generator(1).randn(5, 4);
        var filter = generator(2).randn(3, 2);
        both(x -> x.get(0).correlate(x.get(1)), image, filter);
        both(x -> x.get(0).correlate(x.get(1), same()), image, filter);
        both(x -> x.get(0).convolve(x.get(1), full()), image, filter);
        both(x -> x.get(0).convolve(x.get(1), same(mirror())), image, filter);
        var signal = generator(3).randn(2, 6);
        both(x -> x.get(0).correlate(x.get(1), full(wrap())), signal, generator(4).randn(3));
    }

    @Test
    void gatheredAndScattered() {
        var x = generator(1).randn(2, 4);
        var positions = tensor("3 0 0\n1 1 2");
        both(in -> new Gather().apply(in.getFirst(), positions), x);
        both(in -> new Scatter(5).apply(in.getFirst(), positions), generator(2).randn(2, 3));
        var sums = new Scatter(4).apply(tensor("1 2 3\n4 5 6"), positions);
        assertTrue(sums.sameAs(tensor("5 0 0 1\n0 9 6 0")));
    }

    @Test
    void theTransposeHasTheSameProducts() {
        // <x ⋆ w, g> = <x, transpose(g, w)> for any x, w and g.
        var draw = Draw.of(3, zero());
        var x = draw.x(1).float64();
        var w = draw.w(1).float64();
        var y = new Correlate2d(draw.window()).apply(x, w);
        var g = generator(9).randn(y.shape().sizes()).float64();
        var back = new TransposedConv2d(draw.window(), draw.image()).apply(g, w);
        var weights = new Correlate2dWeights(draw.window(), draw.weights()).apply(x, g);
        assertTrue(y.times(g).sum().closeTo(x.times(back).sum(), 1e-10));
        assertTrue(y.times(g).sum().closeTo(w.times(weights).sum(), 1e-10));
    }
}
