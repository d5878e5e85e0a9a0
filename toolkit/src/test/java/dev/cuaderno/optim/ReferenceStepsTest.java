package dev.cuaderno.optim;

import static dev.cuaderno.Cuaderno.adadelta;
import static dev.cuaderno.Cuaderno.adagrad;
import static dev.cuaderno.Cuaderno.adam;
import static dev.cuaderno.Cuaderno.adamW;
import static dev.cuaderno.Cuaderno.rmsProp;
import static dev.cuaderno.Cuaderno.sgd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.Map;
import java.util.stream.Stream;

/// Seven steps of every rule, and clipping, against PyTorch's numbers.
class ReferenceStepsTest {

    private static final TorchReference TORCH = TorchReference.load();

    private static final double CLOSE = 1e-12;

    private static final Map<String, Optimizer> RULES =
            Map.ofEntries(
                    Map.entry("sgd", sgd(0.1)),
                    Map.entry("sgd decay", sgd(0.1).weightDecay(0.05)),
                    Map.entry("momentum", sgd(0.1).momentum(0.9)),
                    Map.entry("momentum decay", sgd(0.1).momentum(0.9).weightDecay(0.05)),
                    Map.entry("nesterov", sgd(0.1).momentum(0.9).nesterov().weightDecay(0.05)),
                    Map.entry("adam", adam(0.1)),
                    Map.entry("adam betas", adam(0.1).betas(0.8, 0.95).epsilon(1e-3)),
                    Map.entry("adam decay", adam(0.1).weightDecay(0.05)),
                    Map.entry("adamW", adamW(0.1)),
                    Map.entry("adamW decay", adamW(0.1).weightDecay(0.2)),
                    Map.entry("rmsProp", rmsProp(0.01)),
                    Map.entry(
                            "rmsProp decay",
                            rmsProp(0.01).decay(0.9).epsilon(1e-4).weightDecay(0.05)),
                    Map.entry("adagrad", adagrad(0.1)),
                    Map.entry("adagrad decay", adagrad(0.1).epsilon(1e-3).weightDecay(0.05)),
                    Map.entry("adadelta", adadelta(1)),
                    Map.entry(
                            "adadelta decay",
                            adadelta(0.5).decay(0.8).epsilon(1e-4).weightDecay(0.05)));

    private static Tensor vector(double... values) {
        return Tensor.of(new Storage.Doubles(values.clone()), Shape.of(values.length));
    }

    @TestFactory
    Stream<DynamicTest> stepsAreThoseOfTheReference() {
        assertEquals(RULES.keySet(), TORCH.at("optimizers").getAsJsonObject().keySet());
        return RULES.entrySet().stream()
                .map(entry -> dynamicTest(entry.getKey(), () -> steps(entry.getKey())));
    }

    private static void steps(String name) {
        var w = vector(TORCH.row("start")).requiresGrad();
        var descent = RULES.get(name).over(w);
        var gradients = TORCH.rows("gradients");
        var expected = TORCH.rows("optimizers", name);
        for (var step = 0; step < gradients.length; step++) {
            descent.zeroGrad();
            w.backward(vector(gradients[step]));
            descent.step();
            assertArrayEquals(expected[step], w.toDoubleArray(), CLOSE, name + " step " + step);
        }
    }

    @Test
    void clippingByNormShortensAllGradientsTogether() {
        for (var one : TORCH.at("clipped").getAsJsonArray()) {
            var a = vector(0, 0).requiresGrad();
            var b = vector(0, 0).requiresGrad();
            a.backward(vector(3, 4));
            b.backward(vector(12, -1));
            var descent = sgd(1).over(a, b);
            assertArrayEquals(
                    new double[] {5, Math.sqrt(145)},
                    descent.gradientNorms().stream().mapToDouble(n -> n).toArray(),
                    CLOSE);
            var object = one.getAsJsonObject();
            var before = descent.clipNorm(object.get("max").getAsDouble());
            assertEquals(object.get("total").getAsDouble(), before, CLOSE);
            var expected = object.getAsJsonArray("grads");
            assertArrayEquals(TorchReference.row(expected.get(0)), a.grad().toDoubleArray(), CLOSE);
            assertArrayEquals(TorchReference.row(expected.get(1)), b.grad().toDoubleArray(), CLOSE);
        }
    }

    @Test
    void clippingByValueCutsEveryElement() {
        var w = vector(0, 0, 0).requiresGrad();
        w.backward(vector(-3, 0.5, 7));
        sgd(1).over(w).clipValue(2);
        assertArrayEquals(new double[] {-2, 0.5, 2}, w.grad().toDoubleArray());
    }
}
