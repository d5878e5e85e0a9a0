package dev.cuaderno.nn;

import static dev.cuaderno.Cuaderno.dropout;
import static dev.cuaderno.Cuaderno.generator;
import static dev.cuaderno.Cuaderno.grad;
import static dev.cuaderno.Cuaderno.linear;
import static dev.cuaderno.Cuaderno.ones;
import static dev.cuaderno.Cuaderno.recordActivations;
import static dev.cuaderno.Cuaderno.relu;
import static dev.cuaderno.Cuaderno.residual;
import static dev.cuaderno.Cuaderno.sequential;
import static dev.cuaderno.Cuaderno.tanh;
import static dev.cuaderno.Cuaderno.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// Looking into a network while it runs, and the noise that training gives it.
class HooksTest {

    /// A record of one's own.
    private record Block(Linear in, Sequential body) implements Layer {
        @Override
        public Tensor forward(Tensor x) {
            return body.forward(in.forward(x));
        }
    }

    @Test
    void everyLayerIsSeenOnceByItsName() {
        var net =
                sequential(
                        linear(2, 3),
                        Tensor::relu,
                        new Block(linear(3, 3), sequential(relu(), x -> x.times(2))),
                        residual(linear(3, 3)));
        var names = new ArrayList<String>();
        var x = ones(4, 2);
        var y = Hooks.onForward(net, (name, _, _, _) -> names.add(name), () -> net.apply(x));
        assertEquals(
                List.of("0", "1", "2.in", "2.body.0", "2.body.1", "2.body", "2"),
                names.subList(0, 7));
        assertTrue(names.containsAll(List.of("3", "")), names.toString());
        assertEquals(names.size(), names.stream().distinct().count(), names.toString());
        assertTrue(y.sameAs(net.apply(x)));
    }

    @Test
    void recordedResultsHaveGradients() {
        var net = sequential(linear(2, 3), tanh(), linear(3, 1)).init(1);
        var activations = recordActivations(net, ones(4, 2));
        assertEquals(List.of("0", "1", "2"), activations.names());
        assertTrue(activations.get("1").sameAs(activations.get("0").tanh()));
        assertTrue(activations.output().sameAs(activations.get("2")));
        var slope = grad(activations.output().sum(), activations.get("1"));
        var weight = net.parameters().get("2.weight").value();
        assertTrue(slope.sameAs(weight.expand(4, 3)));
        var error = assertThrows(IllegalArgumentException.class, () -> activations.get("conv"));
        assertTrue(error.getMessage().contains("0, 1, 2"), error.getMessage());
    }

    @Test
    void aTableTellsTheDistribution() {
        var activations = recordActivations(sequential(relu()), tensor("-1 -2 4 1"));
        assertArrayEquals(new int[] {2, 1, 0, 1}, activations.histogram("0", 4));
        var lines = activations.toString().lines().toList();
        assertTrue(lines.get(1).contains("[4]"), activations.toString());
        assertTrue(lines.get(1).contains("50.0 %"), activations.toString());
    }

    @Test
    void noiseRepeatsByGeneratorNameAndCall() {
        var net = sequential(dropout(0.5), dropout(0.5));
        var x = ones(50);
        var one = Noise.from(new Generator(3), () -> Mode.TRAINING.call(() -> net.apply(x)));
        var again = Noise.from(new Generator(3), () -> Mode.TRAINING.call(() -> net.apply(x)));
        assertTrue(one.sameAs(again));
        var other = Noise.from(new Generator(4), () -> Mode.TRAINING.call(() -> net.apply(x)));
        assertFalse(one.sameAs(other));
        // Two layers, and one layer twice, do not drop the same.
        assertTrue(one.eq(0).sum().item() > one.eq(2).sum().item());
        var single = dropout(0.5);
        var twice =
                Noise.from(
                        generator(5),
                        () -> Mode.TRAINING.call(() -> single.apply(x).minus(single.apply(x))));
        assertTrue(twice.ne(0).any());
    }
}
