package dev.cuaderno.nn;

import static dev.cuaderno.Cuaderno.batchNorm2d;
import static dev.cuaderno.Cuaderno.conv2d;
import static dev.cuaderno.Cuaderno.generator;
import static dev.cuaderno.Cuaderno.linear;
import static dev.cuaderno.Cuaderno.ones;
import static dev.cuaderno.Cuaderno.parallel;
import static dev.cuaderno.Cuaderno.relu;
import static dev.cuaderno.Cuaderno.residual;
import static dev.cuaderno.Cuaderno.sequential;
import static dev.cuaderno.Cuaderno.zeros;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.Test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class RecordLayersTest {

    private record Scale(Parameter logGain, double factor) implements Layer {
        @Override
        public Tensor forward(Tensor x) {
            return x.times(logGain.value().exp()).times(factor);
        }
    }

    private record Net(List<Layer> stages, Scale lastScale, Linear outputLayer) implements Layer {
        @Override
        public Tensor forward(Tensor x) {
            var y = x;
            for (var stage : stages) {
                y = stage.forward(y).relu();
            }
            return outputLayer.forward(lastScale.forward(y).mean(2, 3));
        }
    }

    private static Net net() {
        return new Net(
                List.of(conv2d(1, 2, 3).noBias(), sequential(batchNorm2d(2), conv2d(2, 4, 1))),
                new Scale(new Parameter(Init.constant(0), 1), 2),
                linear(4, 3));
    }

    @Test
    void componentsNameTheParameters() {
        assertEquals(
                List.of(
                        "stages.0.weight",
                        "stages.1.0.weight",
                        "stages.1.0.bias",
                        "stages.1.0.running_mean",
                        "stages.1.0.running_var",
                        "stages.1.1.weight",
                        "stages.1.1.bias",
                        "last_scale.log_gain",
                        "output_layer.weight",
                        "output_layer.bias"),
                List.copyOf(net().stateDict().keySet()));
    }

    @Test
    void stateDictsAreStrict() {
        var net = net();
        var state = new LinkedHashMap<>(net().init(9).stateDict());
        state.put("stages.1.0.num_batches_tracked", ones(1));
        assertSame(net, net.load(state));
        var loaded = net.stateDict().get("output_layer.weight");
        assertTrue(loaded.sameAs(state.get("output_layer.weight")));
        state.remove("last_scale.log_gain");
        state.put("more", ones(2));
        state.put("output_layer.bias", zeros(4));
        var before = net.stateDict().get("stages.0.weight");
        state.put("stages.0.weight", ones(2, 1, 3, 3));
        var error = assertThrows(IllegalArgumentException.class, () -> net.load(state));
        assertEquals(
                """
                load: the state dict does not fit, nothing was changed
                  missing (1): last_scale.log_gain
                  unexpected (1): more
                  of another shape (1): output_layer.bias [4], needed [3]""",
                error.getMessage());
        assertTrue(before.sameAs(net.stateDict().get("stages.0.weight")));
    }

    @Test
    void shapesFollowThroughOrdinaryCode() {
        var summary = net().summary(1, 8, 8);
        assertEquals(Shape.of(1, 3), summary.output());
        assertEquals(Shape.of(1, 2, 6, 6), summary.row("stages.0").output());
        assertEquals(3, summary.depth());
        assertEquals(18 + 4 + 12 + 1 + 15, summary.parameters());
        assertEquals(18 + 4 + 12 + 1 + 15, net().parameterCount());
    }

    @Test
    void aLayerHiddenInAFunctionIsShown() {
        var hidden = linear(3, 3);
        var net = sequential(relu(), x -> hidden.forward(x).plus(x));
        assertTrue(net.parameters().isEmpty());
        var text = net.summary(3).toString();
        assertTrue(text.contains("? linear"), text);
        assertTrue(text.contains("parameters() does not find it"), text);
    }

    @Test
    void anErrorInARecordNamesTheComponent() {
        var net = sequential(relu(), net());
        var error = assertThrows(ShapeException.class, () -> net.forward(zeros(1, 2, 8, 8)));
        assertEquals("net.1.stages.0 (conv2d 1->2 3x3 no bias)", error.operation());
    }

    private record Twice(Linear first, Linear second) implements Layer {
        @Override
        public Tensor forward(Tensor x) {
            return second.then(relu()).forward(first.then(relu()).forward(x));
        }
    }

    @Test
    void chainsMadeInPassingTakeNoNamesAway() {
        var net = new Twice(linear(3, 3), linear(3, 3));
        net.apply(ones(1, 3));
        assertEquals("second", net.second().path());
        assertEquals("second.weight", net.second().weight().path());
        assertFalse(net.first().weight().value().sameAs(net.second().weight().value()));
        var larger = sequential(net).init(1);
        assertEquals(
                List.of("0.first.weight"), larger.parameters().keySet().stream().limit(1).toList());
        assertEquals("0.second", net.second().path());
        net.parameters();
        assertEquals("0.second", net.second().path(), "the larger network's name stays");
    }

    @Test
    void theWayAroundAddsTheInput() {
        var body = conv2d(2, 2, 3).padding(1);
        var x = generator(2).randn(1, 2, 5, 5);
        assertTrue(residual(body).forward(x).closeTo(body.forward(x).plus(x), 1e-6));
        var around = conv2d(2, 4, 1).stride(2);
        var block = residual(conv2d(2, 4, 3).stride(2).padding(1)).shortcut(around);
        assertEquals(
                List.of("0.weight", "0.bias", "shortcut.weight", "shortcut.bias"),
                List.copyOf(block.stateDict().keySet()));
        assertEquals(Shape.of(1, 4, 3, 3), block.forward(x).shape());
        assertEquals(Shape.of(1, 4, 3, 3), block.outputShape(x.shape()));
    }

    @Test
    void branchesAreJoinedOrAdded() {
        var a = conv2d(2, 3, 1);
        var b = conv2d(2, 3, 3).padding(1);
        var x = generator(2).randn(1, 2, 5, 5);
        var joined = parallel(a, b).forward(x);
        assertEquals(Shape.of(1, 6, 5, 5), joined.shape());
        assertTrue(parallel(a, b).sum().forward(x).closeTo(a.forward(x).plus(b.forward(x)), 1e-6));
        assertEquals("3x3", parallel(a, b).summary(2, 5, 5).field().toString());
    }

    @Test
    void namedLayersKeepTheirNames() {
        var layers = new LinkedHashMap<String, Layer>();
        layers.put("first", linear(2, 2));
        layers.put("second", linear(2, 1));
        assertEquals(
                List.of("first.weight", "first.bias", "second.weight", "second.bias"),
                List.copyOf(sequential(layers).stateDict().keySet()));
        assertThrows(
                IllegalArgumentException.class, () -> sequential((Layer) null), "no empty place");
        assertFalse(sequential(Map.of()).toString().contains(","));
    }
}
