package dev.cuaderno.grad;

import dev.cuaderno.op.Op;
import dev.cuaderno.tensor.Tensor;

import java.util.List;

/// One entry of a tape: the operation that gave a tensor, and what it was given.
///
/// @param distance how many steps lie between the result and its farthest leaf
/// @param versions the versions of those inputs that are leaves, summed: they only grow, so an
///   unchanged sum means unchanged numbers
public record Step(Op op, List<Tensor> inputs, int distance, long versions) implements Origin {

    static Step of(Op op, Tensor... inputs) {
        var distance = 0;
        for (var input : inputs) {
            distance = Math.max(distance, input.origin().depth());
        }
        var list = List.of(inputs);
        return new Step(op, list, distance + 1, versions(list));
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
