package dev.cuaderno.explain;

import static dev.cuaderno.Cuaderno.conv2d;
import static dev.cuaderno.Cuaderno.flatten;
import static dev.cuaderno.Cuaderno.linear;
import static dev.cuaderno.Cuaderno.maxPool2d;
import static dev.cuaderno.Cuaderno.parallel;
import static dev.cuaderno.Cuaderno.relu;
import static dev.cuaderno.Cuaderno.residual;
import static dev.cuaderno.Cuaderno.sequential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.explain.Architecture.Step;
import dev.cuaderno.model.BasicBlock;
import dev.cuaderno.model.Inception;
import dev.cuaderno.model.Inception.Widths;
import dev.cuaderno.model.Models;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.Test;

import java.util.List;

class ArchitectureTest {

    @Test
    void layersThatOnlyPassOnHaveNoRow() {
        var net =
                sequential(
                        conv2d(1, 4, 3), relu(), maxPool2d(2), flatten(), linear(4 * 13 * 13, 10));
        var card = Explain.architecture(net, 1, 28, 28);
        assertEquals(
                List.of("conv2d", "maxPool2d", "flatten", "linear"),
                card.steps().stream().map(Step::kind).toList());
        assertEquals(Shape.of(4, 13, 13), card.step("2").output());
        assertEquals(40, card.step("0").parameters());
        assertEquals(40 + 6770, card.parameters());
    }

    @Test
    void aBlockIsOneRowWithAllItsParameters() {
        var card = Explain.architecture(Models.googLeNet(1000), 3, 224, 224);
        // Table 1 of the paper, with biases.
        assertEquals(163_696, card.step("inception3a").parameters());
        assertEquals(1_444_080, card.step("inception5b").parameters());
        assertEquals(Shape.of(832, 14, 14), card.step("inception4e").output());
        assertEquals(6_998_552, card.parameters());
        assertEquals(22, card.depth());
        assertEquals(card.parameters(), card.steps().stream().mapToLong(Step::parameters).sum());
    }

    @Test
    void theHelpersOfANetworkInTrainingHaveNoRow() {
        var card = Explain.architecture(Models.googLeNetWithHeads(10), 3, 224, 224);
        assertTrue(card.steps().stream().noneMatch(step -> step.path().startsWith("aux")));
    }

    @Test
    void aBlockThatHidesItsResultIsNamed() {
        record Silent(Layer first, Layer second) implements Layer {
            @Override
            public Tensor forward(Tensor x) {
                return second.forward(first.forward(x));
            }
        }
        record Net(Silent block) implements Layer {
            @Override
            public Tensor forward(Tensor x) {
                return block.forward(x);
            }
        }
        var net = new Net(new Silent(conv2d(1, 2, 3), conv2d(2, 3, 3)));
        var failure =
                assertThrows(IllegalStateException.class, () -> Explain.architecture(net, 1, 8, 8));
        assertTrue(failure.getMessage().contains("block"), failure.getMessage());
        assertTrue(failure.getMessage().contains("Hooks.result"), failure.getMessage());
    }

    @Test
    void equalBlocksInARowAreDrawnOnce() {
        var svg = Explain.architecture(Models.resNet152(1000), 3, 224, 224).svg();
        assertTrue(svg.contains(">×35<"), "35 equal blocks");
        assertTrue(svg.contains(">×7<"), "7 equal blocks");
    }

    @Test
    void theDrawingNamesEachBoxAndNeedsNothingFromOutside() {
        var html =
                Explain.architecture(Models.lenet5(10), 1, 32, 32).mime().data().get("text/html");
        assertTrue(html.contains("61,706"), html);
        assertTrue(html.contains("<title>"), html);
        assertFalse(html.contains("href"), html);
        assertFalse(html.contains("NaN"), html);
    }

    @Test
    void theBranchesOfAnInceptionModule() {
        var widths = new Widths(64, 96, 128, 16, 32, 32);
        var module = Explain.branches(Inception.of(192, widths), 192, 28, 28);
        assertEquals("concat", module.joint());
        assertEquals(
                List.of(12_352L, 129_248L, 15_920L, 6_176L),
                module.branches().stream().map(Branches.Branch::parameters).toList());
        assertEquals(Shape.of(256, 28, 28), module.output());
        var naive = Explain.branches(Inception.naive(192, widths), 192, 28, 28);
        assertEquals(387_296, naive.parameters());
        assertEquals(Shape.of(416, 28, 28), naive.output());
    }

    @Test
    void theWaysThroughAResidualBlock() {
        var block = Explain.branches(BasicBlock.of(64, 64, 1, null), 64, 56, 56);
        assertEquals("+", block.joint());
        assertEquals(73_984, block.branches().getFirst().parameters());
        assertTrue(block.branches().getLast().parts().isEmpty());
        assertTrue(block.toString().contains("unchanged"), block.toString());
        var own =
                Explain.branches(
                        residual(conv2d(2, 4, 3).padding(1)).shortcut(conv2d(2, 4, 1)), 2, 5, 5);
        assertEquals(
                List.of(76L, 12L),
                List.of(
                        own.branches().getFirst().parameters(),
                        own.branches().getLast().parameters()));
    }

    @Test
    void branchesSideBySideAreJoined() {
        var two = Explain.branches(parallel(conv2d(1, 2, 1), conv2d(1, 3, 1)), 1, 4, 4);
        assertEquals("concat", two.joint());
        assertEquals(Shape.of(5, 4, 4), two.output());
        assertThrows(IllegalArgumentException.class, () -> Explain.branches(linear(3, 2), 3));
    }
}
