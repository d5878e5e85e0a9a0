package dev.cuaderno.plan;

import dev.cuaderno.grad.NumberlessException;
import dev.cuaderno.grad.Scopes;
import dev.cuaderno.grad.Step;
import dev.cuaderno.kernels.Kernels;
import dev.cuaderno.kernels.TileLoops;
import dev.cuaderno.kernels.Workers;
import dev.cuaderno.nn.Hooks;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.Mode;
import dev.cuaderno.nn.Outline;
import dev.cuaderno.nn.Running;
import dev.cuaderno.op.Op;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A network that runs on plans: the same results and gradients, to the accuracy of float32,
/// several times as fast. A plan is made for each shape of input when it first comes; its memory is
/// taken once ([#memory] says how much), and plans of other shapes use the same by turns.
///
/// Plans have loops of their own for convolutions without groups, fully connected layers, batch
/// normalisation behind a convolution, sums, relu, tanh, sigmoid, leakyRelu and elu, dropout,
/// pooling (adaptive pooling where all windows are alike), flattening and joining along the
/// channels. All else runs by itself inside the plan, as it would without one: convolutions in
/// groups or with borders other than zeros, other activations and normalisations, local response
/// normalisation, softmax, functions and what looks at numbers to decide what to do;
/// [MemoryUse#alone] lists them. Records of layers are seen through; if they may do something else
/// at every call, each call is compared with the plans made so far.
///
/// The whole network runs layer by layer, and [#reason] says why, if a layer is used twice, if
/// parameters are of another precision or hidden in a function, if it uses tensors from outside, or
/// operations such as slices and transposes outside of a function. So does a single call while
/// hooks look on, with a tracked input, or of another precision.
///
/// Any number of threads may use a network at the same time; they take turns. Gradients of
/// gradients are not to be had of it in training. In use, gradients are found by running the
/// network once more, layer by layer: hardly anybody asks for them.
public final class Planned implements Layer {

    /// Plans kept for shapes that came last.
    private static final int MOST_PLANS = 8;

    /// Different courses of one network for inputs of one shape, before it is left alone.
    private static final int MOST_COURSES = 4;

    /// @param course what the network does, where that may vary from call to call
    private record Key(Shape input, boolean training, List<Object> course) {}

    private final Layer net;
    private final Workers workers;
    private final boolean varies;
    private final Map<Key, Plan> plans = new LinkedHashMap<>(16, 0.75f, true);
    private Sharing.Pool pool = new Sharing.Pool();
    private String reason = "";

    /// Bytes that a forward pass may take besides its result.
    private static final long SMALL_CHANGE = 32_000_000;

    private final Watchdog watchdog;

    private Planned(Layer net, Workers workers) {
        this.net = net;
        this.workers = workers;
        this.varies = Outline.mayVary(net);
        this.watchdog = new Watchdog(workers::allocatedBytes, this::renew, SMALL_CHANGE);
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
        if (!reason.isEmpty()
                || Hooks.areWatching()
                || x.isTracked()
                || x.dtype() != DType.FLOAT32) {
            return byLayers(x);
        }
        try {
            return planned(x, Mode.isTraining());
        } catch (PlanException refusal) {
            reason = refusal.getMessage();
            return byLayers(x);
        }
    }

    /// The result without a plan.
    Tensor byLayers(Tensor x) {
        return Running.layerByLayer(() -> net.apply(x));
    }

    private Tensor planned(Tensor x, boolean training) {
        var plan = plan(x.shape(), training);
        if (!Scopes.recording()) {
            return computed(plan, x, plan.draw(), training);
        }
        var inputs = new ArrayList<Tensor>();
        inputs.add(x);
        plan.parameters().forEach(parameter -> inputs.add(parameter.value()));
        Op pass = training ? new Pass(this, plan, x) : new Answer(this, plan, x);
        return pass.apply(inputs.toArray(Tensor[]::new));
    }

    /// The result of a plan, watched.
    Tensor computed(Plan plan, Tensor x, List<float[]> draws, boolean keep) {
        var before = watchdog.before();
        var y = plan.forward(x, draws, keep);
        watch(plan, y, before);
        return y;
    }

    /// Watches a pass of a plan all of whose layers have loops of their own.
    private void watch(Plan plan, Tensor y, long before) {
        if (plan.isWhole()) {
            watchdog.after(before + 16L * y.elements());
        }
    }

    private void renew() {
        TileLoops.renew();
        plans.clear();
    }

    private Plan plan(Shape input, boolean training) {
        var drawing = varies ? drawing(net, input) : null;
        var key = new Key(input, training, varies ? course(drawing.output()) : List.of());
        var known = plans.get(key);
        if (known == null) {
            if (varies && courses(key) == MOST_COURSES) {
                throw new PlanException("it takes another course at every call");
            }
            requireSingle();
            known = Planner.plan(varies ? drawing : drawing(net, input), input, training, workers);
            settle(known, key);
            TileLoops.warm();
            if (plans.size() == MOST_PLANS) {
                plans.remove(plans.keySet().iterator().next());
            }
            plans.put(key, known);
        }
        return known;
    }

    /// Before anything is drawn: a refusal later would cost random numbers.
    private void requireSingle() {
        for (var one : net.parameters().entrySet()) {
            if (one.getValue().isSettled() && one.getValue().value().dtype() != DType.FLOAT32) {
                throw new PlanException(
                        "the parameter %s in another precision".formatted(one.getKey()));
            }
        }
    }

    private long courses(Key like) {
        return plans.keySet().stream()
                .filter(key -> key.input.equals(like.input) && key.training == like.training)
                .count();
    }

    private static Outline.Drawing drawing(Layer net, Shape input) {
        if (input.rank() != 2 && input.rank() != 4) {
            throw new PlanException("inputs of shape " + input);
        }
        try {
            return Outline.of(net, input.with(0, 1));
        } catch (NumberlessException looked) {
            throw new PlanException(looked.getMessage());
        }
    }

    /// The steps of a drawing, so that two can be compared.
    private static List<Object> course(Tensor output) {
        var numbers = new IdentityHashMap<Tensor, Integer>();
        var steps = new ArrayList<Object>();
        number(output, numbers, steps);
        return steps;
    }

    private static void number(
            Tensor tensor, IdentityHashMap<Tensor, Integer> numbers, List<Object> steps) {
        if (numbers.containsKey(tensor) || !(tensor.origin() instanceof Step step)) {
            return;
        }
        step.inputs().forEach(input -> number(input, numbers, steps));
        steps.add(step.op());
        step.inputs().forEach(input -> steps.add(numbers.getOrDefault(input, -1)));
        numbers.put(tensor, numbers.size());
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
                () ->
                        Planner.plan(drawing(whole, input), input, training, Workers.shared())
                                .memory();
        return training ? Scopes.training(asking) : Scopes.evaluating(asking);
    }

    @Override
    public Map<String, ?> components() {
        return net.components();
    }
}
