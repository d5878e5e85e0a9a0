package dev.cuaderno.train;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Samples that can be asked for by their numbers. Whatever holds samples implements [#size] and
/// [#batch]; reading ahead with threads is a matter of [#stream].
///
/// Training says in which order samples come, and hands a generator to whatever is random about
/// them, so that one seed decides everything. Everything below that gives a dataset leaves this one
/// as it is and copies no samples.
public interface Dataset extends Displayable {

    /// How many samples there are.
    int size();

    /// Samples, stacked along a first axis.
    ///
    /// @param indices which, each from 0 and below [#size]
    /// @param random for augmentation; the same generator state gives the same batch. Samples of a
    ///   dataset that does not change them ignore it
    Batch batch(int[] indices, Generator random);

    /// The same samples as they are in use, without augmentation. Validation and tests ask for
    /// this. A dataset without augmentation gives itself.
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
    default Dataset take(int count) {
        return subset(new Range(0, count));
    }

    /// One sample as it is in use, without augmentation.
    ///
    /// @param index from 0; −1 is the last
    default Sample get(int index) {
        var number = index < 0 ? index + size() : index;
        var one = plain().batch(new int[] {number}, new Generator(0));
        return new Sample(one.inputs().at(0), one.labels().at(0));
    }

    /// The classes of all samples, for labels that are the numbers of classes.
    ///
    /// @throws IllegalStateException if they are something else
    default int[] labels() {
        return Labels.of(this);
    }

    /// The samples whose inputs and labels are such.
    default Dataset filter(Predicate<Sample> wanted) {
        return subset(IntStream.range(0, size()).filter(i -> wanted.test(get(i))).toArray());
    }

    /// The samples of some classes, which keep their numbers.
    default Dataset ofClasses(int... numbers) {
        var labels = labels();
        return subset(
                IntStream.range(0, size())
                        .filter(i -> Arrays.stream(numbers).anyMatch(one -> one == labels[i]))
                        .toArray());
    }

    /// The same samples with other inputs, in training and in use alike.
    ///
    /// @param change from one input to one input; the same shape for all. Called by several threads
    ///   at once
    default Dataset map(UnaryOperator<Tensor> change) {
        return new Mapped(this, change);
    }

    /// These samples changed at random whenever they are learnt from; [#plain] leaves that away.
    /// Batches are prepared by other threads while the network learns.
    default Dataset augment(Augmentation change) {
        return new Prefetched(new Augmented(this, change), Prefetched.THREADS);
    }

    /// Inputs with mean 0 and standard deviation 1 over all of these samples, by channel.
    default Dataset normalize() {
        return normalize(Normalization.of(this));
    }

    /// Inputs less a mean and divided by a deviation. Give test data those of the training data:
    /// `test.normalize(Normalization.of(train))`.
    default Dataset normalize(Normalization by) {
        return map(by::apply);
    }

    /// The same samples in random order, always the same for a seed.
    default Dataset shuffle(long seed) {
        return subset(new Generator(seed).permutation(size()));
    }

    /// These samples and then those of another dataset of the same classes.
    default Dataset concat(Dataset more) {
        return new Joined(this, more);
    }

    /// Keeps each sample after it has been asked for. What is random about a sample would be random
    /// only once, so augmentation comes after this.
    default Dataset cache() {
        return new Cached(this);
    }

    /// Batches that so many threads prepare ahead of their use. They are the same as without, in
    /// the same order.
    default Dataset prefetch(int threads) {
        return new Prefetched(this, threads);
    }

    /// Samples as small pictures with their classes.
    default SampleGrid grid(int count) {
        return new SampleGrid(take(Math.min(count, size())), size());
    }

    /// The first samples as small pictures.
    @Override
    default MimeBundle mime() {
        return grid(SampleGrid.SHOWN).mime();
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

    /// Like [#split], with every class divided in these proportions.
    default List<Dataset> stratifiedSplit(long seed, double... fractions) {
        return Splits.stratified(labels(), seed, fractions).stream()
                .map(part -> subset(part))
                .toList();
    }

    /// Each of k parts once for validation, with the others for training.
    default List<Fold.Parts> kFold(int k, long seed) {
        return Splits.kFold(k, size(), seed).stream()
                .map(fold -> new Fold.Parts(subset(fold.train()), subset(fold.validation())))
                .toList();
    }
}
