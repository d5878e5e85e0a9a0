package dev.cuaderno.plan;

import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.Runner;
import dev.cuaderno.tensor.Shape;

/// Runs networks on plans, and layer by layer where memory does not suffice for one.
public final class PlanRunner implements Runner {

    /// For [java.util.ServiceLoader].
    public PlanRunner() {}

    @Override
    public Layer over(Layer net) {
        var planned = Planned.of(net);
        return x -> {
            try {
                return planned.forward(x);
            } catch (MemoryException full) {
                return net.forward(x);
            }
        };
    }

    @Override
    public void expect(Layer net, Shape input) {
        Ahead.begin(net, input);
    }
}
