package dev.cuaderno.tensor;

import dev.cuaderno.kernels.Workers;

/// Visits the elements of tensors of one shape together, in row-major order, a run at a time: axes
/// that lie behind one another in all of them are joined, so that dense tensors are a single run.
public final class Walk {

    /// Elements that one thread visits at a time.
    private static final int PIECE = 1 << 15;

    private Walk() {}

    /// One run of elements.
    @FunctionalInterface
    public interface Run {
        /// @param at per tensor the index of the run's first element in its storage
        /// @param steps per tensor the distance between elements of the run
        /// @param length the elements of the run
        void accept(int[] at, int[] steps, int length);
    }

    /// Visits all elements of `tensors`, which have equal shapes. Element i of the walk is element
    /// i of the shape in row-major order.
    public static void over(Run run, Tensor... tensors) {
        var sizes = tensors[0].shape().sizes();
        var strides = new int[tensors.length][];
        var at = new int[tensors.length];
        for (var t = 0; t < tensors.length; t++) {
            strides[t] = tensors[t].strides();
            at[t] = tensors[t].offset();
        }
        var rank = join(sizes, strides);
        if (rank == 0) {
            run.accept(at, new int[tensors.length], 1);
            return;
        }
        var steps = new int[tensors.length];
        for (var t = 0; t < tensors.length; t++) {
            steps[t] = strides[t][rank - 1];
        }
        var counter = new int[rank - 1];
        do {
            run.accept(at, steps, sizes[rank - 1]);
        } while (advance(counter, sizes, strides, at));
    }

    /// Part of a run of elements.
    @FunctionalInterface
    public interface Part {
        /// @param index the number of the part's first element in row-major order
        /// @param at per tensor the index of that element in its storage
        /// @param steps per tensor the distance between elements of the part
        /// @param length the elements of the part
        void accept(int index, int[] at, int[] steps, int length);
    }

    /// Visits all elements as [#over] does, but large tensors in any order and on several threads.
    public static void inParts(Part part, Tensor... tensors) {
        var elements = tensors[0].elements();
        var pieces = elements < 2 * PIECE ? 1 : Math.ceilDiv(elements, PIECE);
        Workers.shared()
                .run(
                        pieces,
                        (piece, _) -> {
                            var from = (int) ((long) elements * piece / pieces);
                            var end = (int) ((long) elements * (piece + 1) / pieces);
                            between(from, end, part, tensors);
                        });
    }

    private static void between(int from, int end, Part part, Tensor... tensors) {
        var sizes = tensors[0].shape().sizes();
        var strides = new int[tensors.length][];
        for (var t = 0; t < tensors.length; t++) {
            strides[t] = tensors[t].strides();
        }
        var rank = join(sizes, strides);
        var steps = new int[tensors.length];
        var length = rank == 0 ? 1 : sizes[rank - 1];
        for (var t = 0; t < tensors.length && rank > 0; t++) {
            steps[t] = strides[t][rank - 1];
        }
        var at = new int[tensors.length];
        for (var t = 0; t < tensors.length; t++) {
            at[t] = tensors[t].offset();
        }
        var counter = new int[Math.max(0, rank - 1)];
        var rest = from / length;
        for (var axis = counter.length - 1; axis >= 0; axis--) {
            counter[axis] = rest % sizes[axis];
            rest /= sizes[axis];
            move(at, counter[axis], strides, axis);
        }
        for (var index = from; index < end; ) {
            var inside = index % length;
            var some = Math.min(length - inside, end - index);
            for (var t = 0; t < at.length; t++) {
                at[t] += inside * steps[t];
            }
            part.accept(index, at, steps, some);
            for (var t = 0; t < at.length; t++) {
                at[t] -= inside * steps[t];
            }
            advance(counter, sizes, strides, at);
            index += some;
        }
    }

    private static void move(int[] at, int count, int[][] strides, int axis) {
        for (var t = 0; t < at.length; t++) {
            at[t] += count * strides[t][axis];
        }
    }

    /// Joins neighbouring axes in place and drops those of size 1; returns how many remain.
    private static int join(int[] sizes, int[][] strides) {
        var rank = 0;
        for (var axis = 0; axis < sizes.length; axis++) {
            if (sizes[axis] == 1) {
                continue;
            }
            if (rank > 0 && joinable(axis, rank - 1, sizes[axis], strides)) {
                sizes[rank - 1] *= sizes[axis];
                copyStrides(axis, rank - 1, strides);
            } else {
                sizes[rank] = sizes[axis];
                copyStrides(axis, rank, strides);
                rank++;
            }
        }
        return rank;
    }

    private static boolean joinable(int axis, int outer, int size, int[][] strides) {
        for (var stride : strides) {
            if (stride[outer] != stride[axis] * size) {
                return false;
            }
        }
        return true;
    }

    private static void copyStrides(int from, int to, int[][] strides) {
        for (var stride : strides) {
            stride[to] = stride[from];
        }
    }

    /// Moves to the next run; false after the last.
    private static boolean advance(int[] counter, int[] sizes, int[][] strides, int[] at) {
        for (var axis = counter.length - 1; axis >= 0; axis--) {
            counter[axis]++;
            if (counter[axis] < sizes[axis]) {
                for (var t = 0; t < at.length; t++) {
                    at[t] += strides[t][axis];
                }
                return true;
            }
            for (var t = 0; t < at.length; t++) {
                at[t] -= strides[t][axis] * (sizes[axis] - 1);
            }
            counter[axis] = 0;
        }
        return false;
    }
}
