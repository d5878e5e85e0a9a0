package dev.cuaderno.tensor;

import java.util.Random;
import java.util.function.Consumer;

/// Helps property tests: random shapes from a fixed seed, and every index of a shape.
final class Loops {

    private Loops() {}

    /// Runs a check on many random inputs; a failure names the round.
    static void repeat(int rounds, Consumer<Random> check) {
        for (var round = 0; round < rounds; round++) {
            try {
                check.accept(new Random(1000 + round));
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("round " + round + ": " + failure, failure);
            }
        }
    }

    /// A whole number between two bounds, both included.
    static int between(Random random, int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    /// A tensor of small numbers that are not whole.
    static Tensor random(Random random, int... sizes) {
        return new Generator(random.nextLong()).randn(sizes);
    }

    /// Visits every index of a shape, in row-major order.
    static void indices(Shape shape, Consumer<int[]> visit) {
        for (var flat = 0; flat < shape.elements(); flat++) {
            var index = new int[shape.rank()];
            var rest = flat;
            for (var axis = shape.rank() - 1; axis >= 0; axis--) {
                index[axis] = rest % shape.size(axis);
                rest /= shape.size(axis);
            }
            visit.accept(index);
        }
    }
}
