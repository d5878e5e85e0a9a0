package dev.cuaderno.grad;

import dev.cuaderno.op.PutSlice;
import dev.cuaderno.op.Slice;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Walks a tape from its result back to the leaves. By the chain rule, the gradient of a tensor is
/// the sum, over the steps that used it, of what each hands back; a tensor's turn comes when all of
/// these have been added, which going from the greatest distance to the smallest guarantees.
///
/// Source of the method: S. Linnainmaa, "Taylor expansion of the accumulated rounding error", BIT
/// 16 (1976).
public final class Gradients {

    private final boolean createGraph;
    private final Set<Origin> wanted;

    // A tensor is known by where it comes from: in the steps that used it, it may stand without
    // its numbers.
    private final IdentityHashMap<Origin, Tensor> sums = new IdentityHashMap<>();
    private final GradientMemory memory = new GradientMemory();

    /// The gradient that is being handed on.
    private Tensor passing;

    private final PriorityQueue<Tensor> open =
            new PriorityQueue<>(
                    Comparator.comparingInt((Tensor tensor) -> tensor.origin().depth()).reversed());

    private Gradients(boolean createGraph, Collection<Tensor> wanted) {
        this.createGraph = createGraph;
        this.wanted = Collections.newSetFromMap(new IdentityHashMap<>());
        wanted.forEach(tensor -> this.wanted.add(tensor.origin()));
    }

    /// Adds to the gradient of every leaf behind `result` that of Σ result·seed.
    ///
    /// @throws IllegalStateException if `result` is a plain value, or a parameter has been updated
    ///   since it was computed
    public static void backward(Tensor result, Tensor seed) {
        requireTracked("backward", result);
        new Gradients(false, List.of()).walk(result, seed, true);
    }

    /// The gradients of a single number by some of the tensors it was computed from; zeros for
    /// those it does not depend on. Leaves are left as they are.
    ///
    /// @param createGraph whether the gradients are tracked in turn, for derivatives of higher
    ///   order
    public static List<Tensor> of(Tensor loss, boolean createGraph, List<Tensor> by) {
        requireTracked("grad", loss);
        for (var tensor : by) {
            requireTracked("grad", tensor);
        }
        return of(loss, seed("grad", loss), createGraph, by);
    }

    /// The gradients of Σ result·seed by some of the tensors that `result` was computed from; zeros
    /// for those it does not depend on. Leaves are left as they are.
    public static List<Tensor> of(Tensor result, Tensor seed, List<Tensor> by) {
        requireTracked("grad", result);
        return of(result, seed, false, by);
    }

    /// The same, tracked in turn if `createGraph` says so.
    public static List<Tensor> of(
            Tensor result, Tensor seed, boolean createGraph, List<Tensor> by) {
        var gradients = new Gradients(createGraph, by);
        gradients.walk(result, seed, false);
        var found = new ArrayList<Tensor>();
        for (var tensor : by) {
            var sum = gradients.sums.get(tensor.origin());
            found.add(sum == null ? zeros(tensor.shape(), tensor.dtype()) : sum);
        }
        return List.copyOf(found);
    }

    /// All derivatives of a function at x: row i, column j is ∂yᵢ/∂xⱼ, both counted in row-major
    /// order. Each row costs one walk of the tape.
    ///
    /// @return `[elements of y, elements of x]`
    public static Tensor jacobian(UnaryOperator<Tensor> f, Tensor x) {
        var leaf = x.detach().requiresGrad();
        var y = f.apply(leaf).flatten();
        var rows = new Tensor[y.elements()];
        for (var i = 0; i < rows.length; i++) {
            rows[i] = of(y.at(i), false, List.of(leaf)).getFirst().flatten();
        }
        return Tensors.stack(0, rows);
    }

    /// The gradient of a single number by itself.
    ///
    /// @throws ShapeException if `loss` has more than one element
    public static Tensor seed(String operation, Tensor loss) {
        if (loss.elements() != 1) {
            throw ShapeException.in(operation)
                    .rule("the gradient is that of a single number")
                    .got("a tensor " + loss.shape())
                    .fix("reduce it with sum() or mean(), or call backward(gradient)")
                    .error();
        }
        return Tensors.full(1, loss.dtype(), loss.shape());
    }

    private static Tensor zeros(Shape shape, DType dtype) {
        return Tensors.full(0, dtype, shape);
    }

    private static void requireTracked(String operation, Tensor tensor) {
        if (!tensor.isTracked()) {
            throw new IllegalStateException(
                    ("%s: no gradient reaches a tensor %s that was not computed from any"
                                    + " parameter; call requiresGrad() on what is to be"
                                    + " differentiated, and compute outside of noGrad(...)")
                            .formatted(operation, tensor.shape()));
        }
    }

    private void walk(Tensor result, Tensor seed, boolean accumulate) {
        if (!seed.shape().equals(result.shape())) {
            throw ShapeException.in("backward")
                    .rule("the gradient has the shape of the tensor")
                    .got("gradient " + seed.shape() + " for a tensor " + result.shape())
                    .fix("a gradient of shape " + result.shape())
                    .error();
        }
        add(result, seed);
        while (!open.isEmpty()) {
            var tensor = open.poll();
            var origin = tensor.origin();
            var gradient = wanted.contains(origin) ? sums.get(origin) : sums.remove(origin);
            switch (origin) {
                case Step step -> {
                    passing = gradient;
                    back(step, gradient);
                    passing = null;
                    release(gradient);
                }
                case Leaf leaf when accumulate -> {
                    memory.keep(gradient);
                    leaf.add(gradient.contiguous());
                }
                case Leaf leaf -> {}
                case Plain plain -> {}
            }
        }
        memory.leave();
    }

    private void back(Step step, Tensor gradient) {
        if (step.outdated()) {
            throw new IllegalStateException(
                    "backward: a parameter that "
                            + step.op().name()
                            + " used has been updated since; compute the loss anew after each"
                            + " update");
        }
        var flow =
                createGraph
                        ? new Flow(gradient, step.result().as(step), step.inputs())
                        : new Flow(
                                gradient,
                                step.result().as(Plain.VALUE),
                                step.inputs().stream().map(in -> in.as(Plain.VALUE)).toList());
        for (var i = 0; i < step.inputs().size(); i++) {
            var input = step.inputs().get(i);
            if (input.isTracked() && !isAddedInPlace(step, input, gradient)) {
                var back =
                        createGraph
                                ? step.op().backward(i, flow)
                                : memory.back(step.op(), i, flow, isAlone(gradient));
                back = back.to(input.dtype());
                if (!back.shape().equals(input.shape())) {
                    throw new IllegalStateException(
                            "backward of %s: gradient %s for an input %s"
                                    .formatted(step.op().name(), back.shape(), input.shape()));
                }
                add(input, back);
            }
        }
    }

    private void add(Tensor tensor, Tensor gradient) {
        var origin = tensor.origin();
        var sum = sums.get(origin);
        if (sum == null) {
            open.add(tensor);
            sums.put(origin, gradient);
            return;
        }
        sums.put(
                origin,
                createGraph
                        ? sum.plus(gradient)
                        : memory.sum(sum, isFree(sum, 1), gradient, isFree(gradient, 0)));
        release(sum);
        release(gradient);
    }

    /// Adds the gradient of a part to what has come for the whole, if nobody else sees that: who
    /// cuts a tensor into many parts should not pay for the whole with each.
    private boolean isAddedInPlace(Step step, Tensor whole, Tensor gradient) {
        var sum = sums.get(whole.origin());
        if (createGraph
                || sum == null
                || !(step.op() instanceof Slice part)
                || sum.dtype() != gradient.dtype()
                || !sum.isContiguous()
                || !isFree(sum, 1)) {
            return false;
        }
        PutSlice.add(part, gradient, sum);
        return true;
    }

    /// Whether a gradient may be changed: only we know it, and know it so often.
    private boolean isFree(Tensor gradient, int known) {
        return memory.isOwn(gradient) && !isPassing(gradient) && count(gradient) == known;
    }

    /// Whether only the operation that is being asked knows the gradient it is given.
    private boolean isAlone(Tensor gradient) {
        return memory.isOwn(gradient) && count(gradient) == 0;
    }

    /// How many of the gradients that are still to be handed on lie in the memory of this one.
    private int count(Tensor gradient) {
        var count = 0;
        for (var sum : sums.values()) {
            count += sum.storage() == gradient.storage() ? 1 : 0;
        }
        return count;
    }

    private boolean isPassing(Tensor gradient) {
        return passing != null && passing.storage() == gradient.storage();
    }

    private void release(Tensor gradient) {
        if (!isPassing(gradient)) {
            memory.release(gradient, sums.values());
        }
    }
}
