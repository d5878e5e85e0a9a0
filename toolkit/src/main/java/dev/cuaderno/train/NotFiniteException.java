package dev.cuaderno.train;

import dev.cuaderno.grad.Scopes;
import dev.cuaderno.nn.Hooks;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.tensor.Tensor;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// A loss or a gradient that is no longer a number. Training stops before the network changes, and
/// the network keeps the weights from before that step.
public final class NotFiniteException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String MEND =
            "\n  the network keeps the weights from before this step; a smaller learning rate,"
                    + " clipNorm(1) or inputs of ordinary size (about -1 to 1) mend it";

    private final String layer;

    private NotFiniteException(String message, String layer) {
        super(message);
        this.layer = layer;
    }

    /// The place in the network where it began: a layer's or a parameter's name; empty if it did
    /// not begin in the network.
    public String layer() {
        return layer;
    }

    /// Runs the network once more to see where it begins.
    static NotFiniteException ofLoss(
            String place, double loss, Batch batch, Layer net, Supplier<Tensor> forward) {
        var first = new String[] {"", ""};
        if (!finite(batch.inputs())) {
            first[1] = "the batch itself holds values that are not finite";
        } else {
            Scopes.noGrad(
                    () ->
                            Hooks.onForward(
                                    net,
                                    (name, layer, _, y) -> note(first, name, layer, y),
                                    forward));
            if (first[1].isEmpty()) {
                first[1] = "every layer's result is finite: the loss itself is not";
            }
        }
        return new NotFiniteException(
                "training stopped at %s: the loss is %s\n  %s%s"
                        .formatted(place, loss, first[1], MEND),
                first[0]);
    }

    private static void note(String[] first, String name, Layer layer, Tensor y) {
        if (first[1].isEmpty() && !finite(y)) {
            first[0] = name;
            first[1] =
                    "the first layer whose result is not finite is net.%s (%s)"
                            .formatted(name, layer);
        }
    }

    static NotFiniteException ofGradient(String place, List<String> names, List<Double> norms) {
        var bad =
                IntStream.range(0, names.size())
                        .filter(i -> !Double.isFinite(norms.get(i)))
                        .mapToObj(names::get)
                        .toList();
        // Gradients flow from the end to the beginning.
        return new NotFiniteException(
                "training stopped at %s: the loss is finite, a gradient is not\n  first at net.%s, and then at %d more of %d parameters%s"
                        .formatted(place, bad.getLast(), bad.size() - 1, names.size(), MEND),
                bad.getLast());
    }

    private static boolean finite(Tensor tensor) {
        for (var value : tensor.toDoubleArray()) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
