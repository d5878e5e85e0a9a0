package dev.cuaderno.train;

import dev.cuaderno.tensor.Generator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Dividing samples into parts, and counting steps.
public final class Splits {

    private Splits() {}

    /// Sizes of parts in these proportions that add up to `samples`: each boundary is rounded by
    /// itself.
    ///
    /// @param fractions above 0, adding up to 1
    public static int[] sizes(int samples, double... fractions) {
        var whole = Arrays.stream(fractions).sum();
        if (Math.abs(whole - 1) > 1e-9 || Arrays.stream(fractions).anyMatch(part -> !(part > 0))) {
            throw new IllegalArgumentException(
                    "split: the parts are above 0 and add up to 1, not "
                            + Arrays.toString(fractions));
        }
        var sizes = new int[fractions.length];
        var reached = 0.0;
        var before = 0;
        for (var i = 0; i < sizes.length; i++) {
            reached += fractions[i];
            var end = i == sizes.length - 1 ? samples : (int) Math.round(reached * samples);
            sizes[i] = end - before;
            before = end;
            if (sizes[i] == 0) {
                throw new IllegalArgumentException(
                        "split: %d samples are too few for %s"
                                .formatted(samples, Arrays.toString(fractions)));
            }
        }
        return sizes;
    }

    /// The samples of parts in these proportions, with every class divided alike: by at most one
    /// sample more or less, and what is rounded in one class is made up for in the next.
    ///
    /// @param labels the class of each sample
    /// @return for each part the numbers of its samples, in their old order
    public static List<int[]> stratified(int[] labels, long seed, double... fractions) {
        sizes(labels.length, fractions);
        var part = new int[labels.length];
        var order = new Generator(seed).permutation(labels.length);
        var before = 0;
        for (var one : Arrays.stream(labels).distinct().sorted().toArray()) {
            var members = Arrays.stream(order).filter(i -> labels[i] == one).toArray();
            var after = before + members.length;
            var reached = 0.0;
            var at = 0;
            for (var p = 0; p < fractions.length; p++) {
                reached += fractions[p];
                var last = p == fractions.length - 1;
                var end =
                        last
                                ? members.length
                                : Math.round(reached * after) - Math.round(reached * before);
                while (at < end) {
                    part[members[at++]] = p;
                }
            }
            before = after;
        }
        return IntStream.range(0, fractions.length)
                .mapToObj(p -> IntStream.range(0, part.length).filter(i -> part[i] == p).toArray())
                .toList();
    }

    /// What is left for training when a test set and a part of the rest for validation are put
    /// aside.
    public static ThreeWay holdOut(int samples, int test, double validationOfRest) {
        var rest = samples - test;
        if (test < 0 || rest < 1 || !(validationOfRest >= 0 && validationOfRest < 1)) {
            throw new IllegalArgumentException(
                    "holdOut: %d for the test and a part %s of the rest, of %d"
                            .formatted(test, validationOfRest, samples));
        }
        var validation = (int) Math.round(rest * validationOfRest);
        return new ThreeWay(rest - validation, validation, test);
    }

    /// How many samples are learnt from, validated with and tested with.
    public record ThreeWay(int train, int validation, int test) {}

    /// k folds, in each of which another kth of the samples is left out; the first `samples mod k`
    /// have one sample more.
    ///
    /// @param order the samples' numbers, shuffled or not
    public static List<Fold> kFold(int k, int... order) {
        if (k < 2 || k > order.length) {
            throw new IllegalArgumentException(
                    "kFold: from 2 folds to one for each of %d samples, not %d"
                            .formatted(order.length, k));
        }
        var folds = new ArrayList<Fold>();
        var from = 0;
        for (var fold = 0; fold < k; fold++) {
            var to = from + order.length / k + (fold < order.length % k ? 1 : 0);
            var train = new int[order.length - (to - from)];
            System.arraycopy(order, 0, train, 0, from);
            System.arraycopy(order, to, train, from, order.length - to);
            folds.add(new Fold(train, Arrays.copyOfRange(order, from, to)));
            from = to;
        }
        return folds;
    }

    /// k folds of shuffled samples.
    public static List<Fold> kFold(int k, int samples, long seed) {
        return kFold(k, new Generator(seed).permutation(samples));
    }

    /// The samples of each batch, in the given order.
    ///
    /// @param dropLast whether a last batch that is not full is left out
    static List<int[]> batches(int[] order, int size, boolean dropLast) {
        var batches = new ArrayList<int[]>();
        for (var from = 0; from < order.length; from += size) {
            var to = Math.min(order.length, from + size);
            if (to - from == size || !dropLast) {
                batches.add(Arrays.copyOfRange(order, from, to));
            }
        }
        return batches;
    }
}
