package dev.cuaderno.optim;

import dev.cuaderno.grad.Leaf;
import dev.cuaderno.kernels.Workers;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// A rule at work on parameters, with all it remembers.
///
/// ```java
/// var optimizer = sgd(0.1).over(w, b);
/// optimizer.zeroGrad();
/// mse(net(x), t).backward();
/// optimizer.step();
/// ```
public final class Descent {

    private static final String STEPS = "step";

    private final Optimizer rule;
    private final List<Tensor> parameters;
    private final List<Map<String, Storage>> memories = new ArrayList<>();
    private int steps;
    private double learningRate;

    Descent(Optimizer rule, Collection<Tensor> parameters) {
        this.rule = rule;
        this.parameters = List.copyOf(parameters);
        this.learningRate = rule.learningRate();
        for (var parameter : this.parameters) {
            Leaf.of(parameter);
            var memory = new LinkedHashMap<String, Storage>();
            for (var slot : rule.slots()) {
                memory.put(slot, parameter.dtype().allocate(parameter.elements()));
            }
            memories.add(memory);
        }
    }

    /// The rule.
    public Optimizer rule() {
        return rule;
    }

    /// How many steps have been made.
    public int steps() {
        return steps;
    }

    /// η, the size of the next step.
    public double learningRate() {
        return learningRate;
    }

    /// Sets the size of the steps to come.
    public void learningRate(double value) {
        learningRate = Optimizer.within("learningRate", value, 0, Double.MAX_VALUE);
    }

    /// Forgets the gradients of all parameters.
    public void zeroGrad() {
        parameters.forEach(Tensor::zeroGrad);
    }

    /// Changes every parameter that a gradient has reached, in place.
    ///
    /// @throws IllegalStateException if none has reached any
    public void step() {
        if (parameters.stream().noneMatch(Tensor::hasGrad)) {
            throw new IllegalStateException(
                    "step: no gradient has reached any of the %d parameters; call backward() on the loss first"
                            .formatted(parameters.size()));
        }
        steps++;
        var whole = new ArrayList<Integer>();
        for (var i = 0; i < parameters.size(); i++) {
            if (FloatSteps.shares(rule, parameters.get(i).elements())) {
                step(i);
            } else {
                whole.add(i);
            }
        }
        Workers.shared().run(whole.size(), (piece, _) -> step(whole.get(piece)));
    }

    private void step(int number) {
        var leaf = Leaf.of(parameters.get(number));
        var memory = List.copyOf(memories.get(number).values());
        leaf.glance()
                .ifPresent(
                        gradient -> {
                            var g = gradient.contiguous();
                            leaf.update(
                                    w ->
                                            rule.step(
                                                    new Optimizer.Place(
                                                            w,
                                                            g.storage(),
                                                            g.offset(),
                                                            memory,
                                                            steps,
                                                            learningRate)));
                        });
    }

    /// The length of each parameter's gradient, √Σg², in the parameters' order; 0 where none came.
    /// Not finite where an element is not.
    public List<Double> gradientNorms() {
        return parameters.stream().map(Descent::norm).toList();
    }

    private static double norm(Tensor parameter) {
        return Leaf.of(parameter)
                .glance()
                .map(gradient -> Math.sqrt(squares(gradient)))
                .orElse(0.0);
    }

    private static double squares(Tensor gradient) {
        var dense = gradient.contiguous();
        if (dense.storage() instanceof Storage.Floats floats) {
            return FloatSteps.squares(floats.array(), dense.offset(), dense.elements());
        }
        var sum = 0.0;
        for (var i = 0; i < dense.elements(); i++) {
            var g = dense.storage().get(dense.offset() + i);
            sum += g * g;
        }
        return sum;
    }

    /// Shortens all gradients by one factor, so that together they are no longer than `longest`.
    /// Source: R. Pascanu, T. Mikolov, Y. Bengio, "On the difficulty of training recurrent neural
    /// networks", 2013; the factor is longest/(norm + 1e-6), as in PyTorch.
    ///
    /// @return the length before, √Σg² over all parameters
    public double clipNorm(double longest) {
        Optimizer.within("clipNorm", longest, Double.MIN_NORMAL, Double.MAX_VALUE);
        var norm = Math.sqrt(gradientNorms().stream().mapToDouble(n -> n * n).sum());
        var factor = longest / (norm + 1e-6);
        if (factor < 1) {
            change(gradient -> gradient.times(factor));
        }
        return norm;
    }

    /// Cuts every element of the gradients to lie between −largest and largest.
    public void clipValue(double largest) {
        Optimizer.within("clipValue", largest, Double.MIN_NORMAL, Double.MAX_VALUE);
        change(gradient -> gradient.clamp(-largest, largest));
    }

    private void change(UnaryOperator<Tensor> change) {
        for (var parameter : parameters) {
            var leaf = Leaf.of(parameter);
            leaf.glance().ifPresent(gradient -> leaf.replace(change.apply(gradient)));
        }
    }

    /// All that is needed to go on later as if nothing had happened: the number of steps, the size
    /// of the next, and for each parameter, by its position, what the rule remembers.
    public Map<String, Tensor> state() {
        var state = new LinkedHashMap<String, Tensor>();
        var progress = new Storage.Doubles(new double[] {steps, learningRate});
        state.put(STEPS, Tensor.of(progress, Shape.of(2)));
        for (var i = 0; i < parameters.size(); i++) {
            var shape = parameters.get(i).shape();
            for (var slot : memories.get(i).entrySet()) {
                var copy = slot.getValue().dtype().allocate(slot.getValue().size());
                var now = Tensor.of(slot.getValue(), shape);
                copy(now, copy);
                state.put(i + "." + slot.getKey(), Tensor.of(copy, shape));
            }
        }
        return state;
    }

    /// Takes over what [#state] gave.
    ///
    /// @throws IllegalArgumentException if it belongs to another rule or other parameters; nothing
    ///   is changed then
    public void restore(Map<String, Tensor> state) {
        if (!state.keySet().equals(state().keySet())) {
            throw new IllegalArgumentException(
                    "restore: the state has "
                            + state.keySet()
                            + ", needed are "
                            + state().keySet());
        }
        state().forEach((name, now) -> check(name, now, state.get(name)));
        steps = (int) state.get(STEPS).getDouble(0);
        learningRate = state.get(STEPS).getDouble(1);
        for (var i = 0; i < parameters.size(); i++) {
            for (var slot : memories.get(i).entrySet()) {
                var saved = state.get(i + "." + slot.getKey()).to(slot.getValue().dtype());
                copy(saved.contiguous(), slot.getValue());
            }
        }
    }

    private static void check(String name, Tensor now, Tensor saved) {
        if (!now.shape().equals(saved.shape())) {
            throw ShapeException.in("restore")
                    .rule("the state has the parameters' shapes")
                    .got(name + " " + saved.shape() + " for " + now.shape())
                    .fix("the optimiser of the same model")
                    .error();
        }
    }

    /// The rule, what it works on and how far it has come: `Sgd[learningRate=0.1, ...] over 2
    /// parameters of 12 numbers, after 3 steps`.
    @Override
    public String toString() {
        return "%s over %d parameters of %d numbers, after %d steps"
                .formatted(
                        rule,
                        parameters.size(),
                        parameters.stream().mapToLong(Tensor::elements).sum(),
                        steps);
    }

    private static void copy(Tensor from, Storage to) {
        for (var i = 0; i < to.size(); i++) {
            to.set(i, from.storage().get(from.offset() + i));
        }
    }
}
