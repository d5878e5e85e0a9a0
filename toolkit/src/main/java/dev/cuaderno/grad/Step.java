package dev.cuaderno.grad;

import dev.cuaderno.op.Op;
import dev.cuaderno.tensor.Tensor;

import java.util.List;

/// One entry of a tape: the operation that gave a tensor, and what it was given. Large tensors
/// whose numbers the way back does not need stand there without them, so that they take no memory.
///
/// @param result what the operation gave, as a plain value, with or without its numbers
/// @param distance how many steps lie between the result and its farthest leaf
/// @param versions the versions of those inputs that are leaves, summed: they only grow, so an
///   unchanged sum means unchanged numbers
public record Step(Op op, List<Tensor> inputs, Tensor result, int distance, long versions)
        implements Origin {

    /// Elements from which on numbers are left out.
    private static final int LARGE = 1 << 12;

    static Step of(Op op, Tensor result, Tensor... inputs) {
        var distance = 0;
        var kept = new Tensor[inputs.length];
        for (var i = 0; i < inputs.length; i++) {
            distance = Math.max(distance, inputs[i].origin().depth());
            kept[i] = op.needsInput(i) ? inputs[i] : withoutNumbers(inputs[i]);
        }
        var list = List.of(kept);
        var saved = op.needsResult() ? result : withoutNumbers(result);
        return new Step(op, list, saved, distance + 1, versions(list));
    }

    /// A tensor of the same shape, type and origin without its numbers, if they are many. What is
    /// read all the same is not a number. Drawings of networks have no numbers anyway, and know
    /// tensors by identity.
    private static Tensor withoutNumbers(Tensor tensor) {
        var isKept =
                tensor.elements() < LARGE
                        || tensor.origin() instanceof Leaf
                        || Scopes.areNumberless();
        if (isKept) {
            return tensor;
        }
        var nothing = tensor.dtype().allocate(1);
        nothing.set(0, Double.NaN);
        return Tensor.view(nothing, 0, tensor.shape(), new int[tensor.rank()]).as(tensor.origin());
    }

    /// Whether a parameter among the inputs has been updated since.
    boolean outdated() {
        return versions != versions(inputs);
    }

    private static long versions(List<Tensor> inputs) {
        var sum = 0L;
        for (var input : inputs) {
            if (input.origin() instanceof Leaf leaf) {
                sum += leaf.version();
            }
        }
        return sum;
    }
}
