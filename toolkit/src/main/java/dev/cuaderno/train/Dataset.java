package dev.cuaderno.train;

import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Samples that can be asked for by their numbers. Whatever holds samples implements [#size] and
/// [#batch]; reading ahead with threads is a matter of [#stream].
///
/// A dataset is never shuffled: who trains says in which order samples come, and hands a generator
/// to whatever is random about them, so that one seed decides everything.
public interface Dataset {

    /// How many samples there are.
    int size();

    /// Samples, stacked along a first axis.
    ///
    /// @param indices which, each from 0 and below [#size]
    /// @param random for augmentation; the same generator state gives the same batch. Samples of a
    ///   dataset that does not change them ignore it
    Batch batch(int[] indices, Generator random);

    /// The same samples as they are in use, without augmentation. Validation and tests ask for
    /// this.
    default Dataset plain() {
        return this;
    }

    /// The names of the classes, by their numbers; empty if there are none.
    default List<String> classes() {
        return List.of();
    }

    /// Batches one after the other; closing the stream ends whatever reads ahead. Batch b is
    /// `batch(order.get(b), random.fork("b"))`, whoever computes it and when.
    ///
    /// @param order the samples of each batch
    default Stream<Batch> stream(List<int[]> order, Generator random) {
        var number = new int[1];
        return order.stream()
                .map(indices -> batch(indices, random.fork(Integer.toString(number[0]++))));
    }

    /// Tensors in memory: inputs `[N, ...]` and labels `[N, ...]`.
    static Dataset of(Tensor inputs, Tensor labels) {
        return new TensorDataset(new Batch(inputs, labels));
    }

    /// Some of these samples, numbered anew.
    ///
    /// @throws IndexOutOfBoundsException if there is no such sample
    default Dataset subset(int... indices) {
        return new Subset(this, indices);
    }

    /// The samples from `from` before `to`.
    default Dataset subset(Range range) {
        return subset(IntStream.range(range.from(), range.to()).toArray());
    }

    /// Numbers from `from` (among them) to `to` (not among them).
    record Range(int from, int to) {}

    /// The first `count` samples.
    default Dataset first(int count) {
        return subset(new Range(0, count));
    }

    /// Parts in these proportions, drawn without repetition: `split(42, 0.8, 0.2)`. The sizes are
    /// those of [Splits#sizes].
    ///
    /// @param seed of the drawing
    /// @param fractions that add up to 1
    default List<Dataset> split(long seed, double... fractions) {
        var order = new Generator(seed).permutation(size());
        var at = 0;
        var parts = new ArrayList<Dataset>();
        for (var part : Splits.sizes(size(), fractions)) {
            parts.add(subset(Arrays.copyOfRange(order, at, at + part)));
            at += part;
        }
        return List.copyOf(parts);
    }
}
