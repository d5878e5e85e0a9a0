package dev.cuaderno.nn;

import static dev.cuaderno.Cuaderno.batchNorm2d;
import static dev.cuaderno.Cuaderno.conv2d;
import static dev.cuaderno.Cuaderno.dropout;
import static dev.cuaderno.Cuaderno.flatten;
import static dev.cuaderno.Cuaderno.generator;
import static dev.cuaderno.Cuaderno.linear;
import static dev.cuaderno.Cuaderno.maxPool2d;
import static dev.cuaderno.Cuaderno.ones;
import static dev.cuaderno.Cuaderno.relu;
import static dev.cuaderno.Cuaderno.sequential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;

class SequentialTest {

    private static Sequential sketch() {
        return sequential(
                conv2d(1, 32, 3).padding(1),
                relu(),
                maxPool2d(2),
                conv2d(32, 64, 3).padding(1),
                batchNorm2d(64),
                relu(),
                maxPool2d(2),
                flatten(),
                dropout(0.5),
                linear(128),
                relu(),
                linear(10));
    }

    @Test
    void whatFollowsGetsANameOfItsOwn() {
        var named = sequential(Map.of("1", relu()));
        var net = named.then(linear(2, 3)).then(relu());
        assertEquals(3, net.layers().size());
        assertEquals(Set.of("2.weight", "2.bias"), net.parameters().keySet());
    }

    @Test
    void layersRunOneBehindTheOther() {
        var net = sequential(linear(3, 2), Tensor::relu, x -> x.times(2));
        var x = generator(1).randn(4, 3);
        var linear = (Linear) net.get(0);
        var expected =
                x.matmul(linear.weight().value().transpose())
                        .plus(linear.bias().value())
                        .relu()
                        .times(2);
        assertTrue(net.forward(x).closeTo(expected, 1e-6));
    }

    @Test
    void theSecondSketchOfTheDesign() {
        var net = sketch();
        var summary = net.summary(1, 28, 28);
        assertEquals(Shape.of(1, 10), summary.output());
        assertEquals(320 + 18496 + 128 + 3136 * 128 + 128 + 1290, summary.parameters());
        assertEquals(Shape.of(1, 64, 14, 14), summary.row("3").output());
        assertEquals(28L * 28 * 32 * 9, summary.row("0").macs());
        assertEquals("8x8", summary.row("3").field().toString());
        assertEquals(4, summary.depth());
        assertEquals("in=3136 out=128", summary.row("9").details());
        assertEquals(Shape.of(2, 10), net.forward(generator(3).randn(2, 1, 28, 28)).shape());
    }

    @Test
    void aSummaryAllocatesNoWeightsAndSettlesNothing() {
        var net = sequential(flatten(), linear(40_000), linear(40_000), linear(10));
        assertEquals(
                784L * 40_000 + 40_000 + 40_000L * 40_000 + 40_000 + 400_000 + 10,
                net.summary(28, 28).parameters());
        assertThrows(IllegalStateException.class, net::parameterCount);
        net.build(28, 2);
        assertEquals(56, ((Linear) net.get(1)).inputs());
    }

    @Test
    void anImageWithoutItsChannelsSettlesNothing() {
        var net = sequential(conv2d(1, 32, 3), relu(), flatten(), linear(10));
        var refusal = assertThrows(ShapeException.class, () -> net.build(28, 28));
        assertEquals(
                "a sample [28, 28], which as a batch of 1, [1, 28, 28], becomes [32, 10]",
                refusal.got());
        assertTrue(refusal.fix().contains("build(1, 28, 28)"));
        var other = assertThrows(ShapeException.class, () -> net.prepare(32, 28, 28));
        assertTrue(other.getMessage().contains("prepare"), other.getMessage());
        assertTrue(other.fix().contains("prepare(128, 1, 28, 28)"), other.fix());
        var coloured = conv2d(3, 64, 3);
        var third = assertThrows(ShapeException.class, () -> coloured.build(32, 32));
        assertEquals("an image [3, H, W] or a batch of them, or conv2d(1, 64, ...)", third.fix());
        net.build(1, 28, 28);
        assertEquals(32 * 26 * 26, ((Linear) net.get(3)).inputs());
    }

    @Test
    void namesAreThoseOfPyTorch() {
        assertEquals(
                List.of(
                        "0.weight",
                        "0.bias",
                        "3.weight",
                        "3.bias",
                        "4.weight",
                        "4.bias",
                        "4.running_mean",
                        "4.running_var",
                        "9.weight",
                        "9.bias",
                        "11.weight",
                        "11.bias"),
                List.copyOf(sketch().build(1, 28, 28).stateDict().keySet()));
        assertFalse(sketch().parameters().containsKey("4.running_mean"));
    }

    @Test
    void weightsDependOnSeedAndNameAlone() {
        var one = sequential(linear(3, 3), linear(3, 3)).init(7);
        var two = sequential(linear(3, 3), linear(3, 3)).init(7);
        var last = two.stateDict().get("1.weight");
        assertTrue(one.stateDict().get("1.weight").sameAs(last), "whatever the order of asking");
        assertFalse(one.stateDict().get("0.weight").sameAs(last), "other layers differ");
        assertFalse(one.init(8).stateDict().get("1.weight").sameAs(last), "other seeds differ");
        assertTrue(one.init(7).stateDict().get("1.weight").sameAs(last), "a seed repeats");
    }

    @Test
    void anErrorNamesTheLayerAndHowTheShapesCameAbout() {
        var net =
                sequential(
                        conv2d(3, 32, 3),
                        relu(),
                        sequential(conv2d(32, 64, 3), relu(), linear(3136, 10)));
        var error = assertThrows(ShapeException.class, () -> net.forward(ones(32, 3, 10, 10)));
        assertEquals("net.2.2 (linear in=3136 out=10)", error.operation());
        assertEquals("last axis of input must equal in_features", error.rule());
        assertEquals("[32, 64, 6, 6], needed [..., 3136]", error.got());
        assertEquals("[32, 32, 8, 8], net.2.0 -> [32, 64, 6, 6]", error.why());
        assertEquals(
                "flatten() before it -> [32, 2304], then linear(2304, 10) or linear(10)",
                error.fix());
        assertThrows(ShapeException.class, () -> net.summary(3, 10, 10));
    }

    @Test
    void anErrorInALambdaNamesItsPlace() {
        var net = sequential(relu(), x -> x.matmul(ones(3, 3)));
        var error = assertThrows(ShapeException.class, () -> net.forward(ones(2, 2)));
        assertTrue(error.operation().startsWith("net.1 (function): matmul"), error.operation());
    }

    @Test
    void aSummaryReadsAsATable() {
        var net = sequential(conv2d(1, 2, 3), sequential(relu(), flatten(), linear(10)));
        assertEquals(
                """
                layer         kernel         output     parameters   MACs  field  memory
                0 conv2d      1->2 3x3       [2, 8, 8]          20  1,152    3x3   512 B
                1 sequential                 [10]
                  0 relu                     [2, 8, 8]           0      0    3x3   512 B
                  1 flatten                  [128]               0      0    3x3   512 B
                  2 linear    in=128 out=10  [10]            1,290  1,280    all    40 B
                input [1, 10, 10], output [10]
                parameters 1,310 (5.1 KB), MACs 2,432, layers with weights in a row 2, memory of results 1.5 KB""",
                net.summary(1, 10, 10).toString());
        var html = net.summary(1, 10, 10).mime().data().get("text/html");
        assertTrue(html.contains(">1-&gt;2 3x3<") && html.contains(">1,290<"), html);
    }
}
