package dev.cuaderno.plan;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.grad.Scopes;
import dev.cuaderno.kernels.Kernels;
import dev.cuaderno.kernels.TileLoops;
import dev.cuaderno.kernels.Workers;
import dev.cuaderno.nn.Hooks;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.Mode;
import dev.cuaderno.nn.Parameter;
import dev.cuaderno.op.Op;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A network that runs on plans: the same results and gradients, to the accuracy of float32,
/// several times as fast. A plan is made for each shape of input when it first comes; what cannot
/// be planned runs layer by layer.
///
/// One thread at a time uses a plan. Gradients of gradients are not to be had of it.
public final class Planned implements Layer {

    /// Plans kept for shapes that came last.
    private static final int MOST_PLANS = 8;

    private record Key(Shape input, boolean training) {}

    private final Layer net;
    private final Workers workers;
    private final Map<Key, Plan> plans = new LinkedHashMap<>(16, 0.75f, true);
    private Sharing.Pool pool = new Sharing.Pool();
    private String reason = "";

    private Planned(Layer net, Workers workers) {
        this.net = net;
        this.workers = workers;
    }

    /// A network on plans.
    public static Layer of(Layer net) {
        return of(net, Workers.shared());
    }

    /// A network on plans that so many threads work on.
    public static Layer of(Layer net, Workers workers) {
        return net instanceof Planned || !Kernels.hasVectors() ? net : new Planned(net, workers);
    }

    /// Why the network runs layer by layer; empty if it does not.
    public synchronized String reason() {
        return reason;
    }

    @Override
    public synchronized Tensor forward(Tensor x) {
        // Outside of training and of noGrad somebody may ask for gradients of what is in use.
        if (!reason.isEmpty()
                || Hooks.areWatching()
                || x.isTracked()
                || x.dtype() != DType.FLOAT32
                || (!Mode.isTraining() && Scopes.recording())) {
            return net.apply(x);
        }
        try {
            return planned(x, Mode.isTraining());
        } catch (PlanException refusal) {
            reason = refusal.getMessage();
            return net.apply(x);
        }
    }

    private Tensor planned(Tensor x, boolean training) {
        var plan = plan(new Key(x.shape(), training));
        if (!training || !Scopes.recording()) {
            return plan.forward(x, plan.draw(), training);
        }
        var inputs = new Tensor[plan.parameters().size() + 1];
        inputs[0] = x;
        for (var i = 1; i < inputs.length; i++) {
            inputs[i] = plan.parameters().get(i - 1).value();
        }
        return new Pass(this, plan, x).apply(inputs);
    }

    private Plan plan(Key key) {
        var known = plans.get(key);
        if (known == null) {
            known = Planner.plan(net, key.input, key.training, workers);
            settle(known, key);
            TileLoops.warm();
            if (plans.size() == MOST_PLANS) {
                plans.remove(plans.keySet().iterator().next());
            }
            plans.put(key, known);
        }
        return known;
    }

    /// Gives a plan its memory, taking that of other plans if there is too little.
    private void settle(Plan plan, Key key) {
        var use = plan.memory();
        var needed = use.peak() - Math.min(use.shared(), pool.bytes());
        if (needed > free()) {
            plans.clear();
            pool = new Sharing.Pool();
            needed = use.peak();
            System.gc();
        }
        var available = free();
        if (needed > available) {
            throw tooLarge(use, key, available);
        }
        try {
            plan.settle(pool);
        } catch (OutOfMemoryError scattered) {
            pool = new Sharing.Pool();
            throw tooLarge(use, key, available);
        }
    }

    private static long free() {
        var runtime = Runtime.getRuntime();
        return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    }

    private static MemoryException tooLarge(MemoryUse use, Key key, long available) {
        var most = use.largest();
        return new MemoryException(
                "%s for inputs %s needs %s, and %s of the JVM's %s are free; the layer %s takes %s of it. A smaller batch needs less; java -Xmx... gives more"
                        .formatted(
                                key.training ? "a training step" : "a forward pass",
                                key.input,
                                MemoryUse.text(use.peak()),
                                MemoryUse.text(available),
                                MemoryUse.text(Runtime.getRuntime().maxMemory()),
                                most.name(),
                                MemoryUse.text(most.bytes())),
                use.peak(),
                available);
    }

    /// What a plan of a network takes of the JVM's memory for inputs of a shape, the batch first.
    /// Nothing of it is taken.
    ///
    /// @param training whether for a step of training, or for use
    /// @throws PlanException if the network cannot be planned
    public static MemoryUse memory(Layer net, Shape input, boolean training) {
        var whole = net instanceof Planned planned ? planned.net : net;
        ScopedValue.CallableOp<MemoryUse, RuntimeException> asking =
                () -> Planner.plan(whole, input, training, Workers.shared()).memory();
        return training ? Scopes.training(asking) : Scopes.evaluating(asking);
    }

    @Override
    public Map<String, ?> components() {
        return net.components();
    }

    /// One forward pass as a step of the tape.
    private static final class Pass implements Op {

        private final Planned owner;
        private final Plan plan;
        private final Tensor x;
        private List<float[]> draws = List.of();
        private long step;
        private Tensor answered;
        private Map<Parameter, Tensor> gradients;

        Pass(Planned owner, Plan plan, Tensor x) {
            this.owner = owner;
            this.plan = plan;
            this.x = x;
        }

        @Override
        public String name() {
            return "planned network";
        }

        @Override
        public Tensor forward(Tensor... inputs) {
            draws = plan.draw();
            return forward(true);
        }

        private Tensor forward(boolean keep) {
            var y = plan.forward(x, draws, keep);
            step = plan.step();
            return y;
        }

        @Override
        public Tensor backward(int index, Flow at) {
            if (answered != at.gradient()) {
                synchronized (owner) {
                    if (!plan.holds(step)) {
                        // Another batch has passed since; its numbers lie in the plan's memory.
                        forward(false);
                    }
                    gradients = plan.backward(at.gradient());
                }
                answered = at.gradient();
            }
            return gradients.get(plan.parameters().get(index - 1));
        }
    }
}
