package dev.cuaderno.nn;

import static dev.cuaderno.Cuaderno.adaptiveAvgPool2d;
import static dev.cuaderno.Cuaderno.adaptiveMaxPool2d;
import static dev.cuaderno.Cuaderno.avgPool2d;
import static dev.cuaderno.Cuaderno.conv1d;
import static dev.cuaderno.Cuaderno.conv2d;
import static dev.cuaderno.Cuaderno.dropout;
import static dev.cuaderno.Cuaderno.dropout2d;
import static dev.cuaderno.Cuaderno.embedding;
import static dev.cuaderno.Cuaderno.flatten;
import static dev.cuaderno.Cuaderno.gelu;
import static dev.cuaderno.Cuaderno.geluTanh;
import static dev.cuaderno.Cuaderno.generator;
import static dev.cuaderno.Cuaderno.globalAvgPool;
import static dev.cuaderno.Cuaderno.hardSigmoid;
import static dev.cuaderno.Cuaderno.linear;
import static dev.cuaderno.Cuaderno.maxPool2d;
import static dev.cuaderno.Cuaderno.maxout;
import static dev.cuaderno.Cuaderno.mirror;
import static dev.cuaderno.Cuaderno.ones;
import static dev.cuaderno.Cuaderno.silu;
import static dev.cuaderno.Cuaderno.softplus;
import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.Cuaderno.transposedConv2d;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class SmallLayersTest {

    /// What a layer says of shapes is what it computes.
    @Test
    void shapesToldAreShapesComputed() {
        var layers =
                List.of(
                        conv2d(4, 6, 3).stride(2).padding(2, mirror()).dilation(2).groups(2),
                        conv2d(4, 2, 2, 3).same(),
                        transposedConv2d(4, 6, 3).stride(2).padding(1).outputPadding(1).groups(2),
                        transposedConv2d(4, 3, 2).dilation(3).noBias(),
                        maxPool2d(3).stride(2).padding(1).ceil(),
                        maxPool2d(2).dilation(2),
                        avgPool2d(3).padding(1).ignorePadding(),
                        adaptiveAvgPool2d(3),
                        adaptiveMaxPool2d(2),
                        globalAvgPool(),
                        flatten(),
                        maxout(2),
                        linear(5));
        for (var size = 5; size < 9; size++) {
            var x = generator(size).randn(2, 4, size, size + 2);
            for (var layer : layers) {
                if (!(layer instanceof Linear)) {
                    assertEquals(
                            layer.outputShape(x.shape()),
                            layer.forward(x).shape(),
                            layer + " of " + x.shape());
                }
            }
            assertEquals(Shape.of(2, 4, size, 5), linear(5).forward(x).shape());
        }
    }

    @Test
    void propertiesAreShown() {
        assertEquals(
                "conv2d 4->6 3x3 stride 2 padding 2 mirror dilation 2 groups 2 no bias",
                conv2d(4, 6, 3)
                        .stride(2)
                        .padding(2, mirror())
                        .dilation(2)
                        .groups(2)
                        .noBias()
                        .toString());
        assertEquals("maxPool2d 3x3 stride 2 ceil", maxPool2d(3).stride(2).ceil().toString());
        assertEquals("linear in=? out=5", linear(5).toString());
    }

    @Test
    void aConvolutionRefusesOtherChannels() {
        var error =
                assertThrows(ShapeException.class, () -> conv2d(3, 8, 3).forward(ones(1, 4, 9, 9)));
        assertEquals("conv2d(4, 8, ...)", error.fix());
        assertThrows(
                ShapeException.class, () -> conv2d(3, 8, 3).groups(2).forward(ones(1, 3, 9, 9)));
        assertThrows(ShapeException.class, () -> conv2d(3, 8, 3).forward(ones(1, 3, 2, 2)));
    }

    @Test
    void dropoutKeepsTheMeanAndActsInTrainingOnly() {
        var x = ones(100, 100);
        var layer = dropout(0.25);
        assertSame(x, layer.forward(x));
        var first = Mode.TRAINING.call(() -> layer.forward(x));
        assertEquals(1, first.mean().item(), 0.02);
        assertEquals(0.25, first.eq(0).mean().item(), 0.02);
        assertEquals(1 / 0.75, first.max().item(), 1e-6);
        var second = Mode.TRAINING.call(() -> layer.forward(x));
        assertFalse(first.sameAs(second), "other elements in each batch");
        layer.init(0);
        assertTrue(first.sameAs(Mode.TRAINING.call(() -> layer.forward(x))), "a seed repeats");
        assertThrows(IllegalArgumentException.class, () -> dropout(1));
    }

    @Test
    void dropout2dDropsWholeChannels() {
        var y = Mode.TRAINING.call(() -> dropout2d(0.5).forward(ones(8, 16, 3, 3)));
        var perChannel = y.sum(2, 3);
        assertTrue(perChannel.eq(0).plus(perChannel.eq(18)).all());
        assertTrue(perChannel.eq(0).any() && perChannel.eq(18).any());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-60, -3.5, -1, -0.25, 0, 0.25, 1, 3.5, 60})
    void activationsFollowTheirFormulas(double x) {
        var input = tensor(x);
        assertEquals(x / (1 + Math.exp(-x)), silu().forward(input).item(), 1e-5);
        assertEquals(x > 30 ? x : Math.log1p(Math.exp(x)), softplus().forward(input).item(), 1e-5);
        assertEquals(Math.clamp(x / 6 + 0.5, 0, 1), hardSigmoid().forward(input).item(), 1e-6);
        var tanh = Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x));
        assertEquals(x / 2 * (1 + tanh), geluTanh().forward(input).item(), 1e-5);
        assertEquals(x / 2 * (1 + tanh), gelu().forward(input).item(), 5e-4);
    }

    @Test
    void signalsAreConvolvedLikeImagesOfOneRow() {
        var layer = conv1d(2, 4, 3).stride(2).padding(1, mirror()).groups(2);
        assertEquals("conv1d 2->4 3 stride 2 padding 1 mirror groups 2", layer.toString());
        var x = generator(1).randn(3, 2, 7);
        var y = layer.apply(x);
        assertEquals(Shape.of(3, 4, 4), y.shape());
        assertEquals(y.shape(), layer.outputShape(x.shape()));
        assertTrue(layer.apply(x.at(1)).closeTo(y.at(1), 1e-6), "one signal without a batch");
        assertEquals(3 * 4 * 4 * 3, layer.macs(x.shape()));
        assertEquals(List.of("weight", "bias"), List.copyOf(layer.parameters().keySet()));
        // By hand, at the left end: the mirrored cell, the first, the second.
        var w = layer.weight().value().at(0, 0);
        var sum = w.times(tensor(x.get(0, 0, 1), x.get(0, 0, 0), x.get(0, 0, 1))).sum();
        assertEquals(sum.plus(layer.bias().value().at(0)).item(), y.get(0, 0, 0), 1e-5);
        var error = assertThrows(ShapeException.class, () -> layer.apply(ones(1, 3, 7)));
        assertEquals("conv1d(3, 4, ...)", error.fix());
    }

    @Test
    void aTransposedConvolutionUndoesTheShape() {
        for (var size = 4; size < 8; size++) {
            var down = conv2d(3, 5, 4).stride(2).padding(1);
            var up = transposedConv2d(5, 3, 4).stride(2).padding(1).outputPadding(size % 2);
            var image = Shape.of(1, 3, size, size);
            assertEquals(image, up.outputShape(down.outputShape(image)), "size " + size);
        }
        // Every cell spreads the kernel; with step 2 the copies do not overlap.
        var layer = transposedConv2d(1, 1, 2).stride(2).noBias();
        layer.weight().set(tensor(1, 2, 3, 4).reshape(1, 1, 2, 2));
        var y = layer.apply(tensor("1 0\n0 10").reshape(1, 1, 2, 2)).reshape(4, 4);
        assertTrue(y.sameAs(tensor("1 2 0 0\n3 4 0 0\n0 0 10 20\n0 0 30 40")), y.toString());
        assertThrows(
                ShapeException.class,
                () -> layer.outputPadding(2).apply(ones(1, 1, 2, 2)),
                "an output padding is smaller than the step");
        assertThrows(ShapeException.class, () -> layer.padding(2).apply(ones(1, 1, 1, 1)));
    }

    @Test
    void embeddingsLearnTheRowsTheyWereAskedFor() {
        var layer = embedding(4, 2);
        layer.weight().set(tensor("0 1\n2 3\n4 5\n6 7"));
        var y = layer.apply(tensor(3, 1, 3));
        assertTrue(y.sameAs(tensor("6 7\n2 3\n6 7")));
        y.sum().backward();
        assertTrue(layer.weight().value().grad().sameAs(tensor("0 0\n1 1\n0 0\n2 2")));
        assertEquals("embedding 4 of 2", layer.toString());
        assertThrows(IndexOutOfBoundsException.class, () -> layer.apply(tensor(4)));
        assertEquals(8, layer.summary(3).parameters());
    }

    @Test
    void maxoutRefusesChannelsThatAreLeftOver() {
        assertThrows(ShapeException.class, () -> maxout(2).forward(ones(1, 3)));
    }
}
