package dev.cuaderno.plan;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.grad.Leaf;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.Mode;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Tensor;

import java.util.LinkedHashMap;
import java.util.Map;

/// What a network and its plan are compared by.
final class Steps {

    private Steps() {}

    /// The result, the gradients and the statistics of one step, which leaves the statistics as
    /// they were.
    ///
    /// @param net whose parameters they are
    /// @param runs the same network, or its plan
    static Map<String, Tensor> step(Layer net, Layer runs, Tensor x) {
        net.parameters().values().forEach(parameter -> parameter.value().zeroGrad());
        var state = net.stateDict();
        var results = new LinkedHashMap<String, Tensor>();
        Mode.TRAINING.run(
                () -> {
                    var y = runs.apply(x);
                    y.times(new Generator(9).randn(y.shape().sizes())).sum().backward();
                    results.put("output", y.detach());
                });
        net.parameters()
                .forEach(
                        (key, one) -> {
                            var value = one.value();
                            results.put(
                                    key, Leaf.of(value).gradient().orElse(value.detach().times(0)));
                        });
        net.stateDict().forEach((key, value) -> results.put("state " + key, value));
        net.load(state);
        return results;
    }

    /// Asserts that the same was found, but for rounding.
    static void close(String what, Map<String, Tensor> expected, Map<String, Tensor> found) {
        var largest = 1e-3;
        for (var entry : expected.entrySet()) {
            if (!entry.getKey().startsWith("state")) {
                largest = Math.max(largest, entry.getValue().abs().max().item());
            }
        }
        for (var entry : expected.entrySet()) {
            var difference = entry.getValue().minus(found.get(entry.getKey())).abs().max().item();
            assertTrue(
                    difference <= 1e-4 * largest,
                    what + ": " + entry.getKey() + " differs by " + difference);
        }
    }
}
