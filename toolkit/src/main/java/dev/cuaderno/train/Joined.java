package dev.cuaderno.train;

import dev.cuaderno.tensor.Generator;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The samples of two datasets, one after the other.
final class Joined implements Dataset {

    private final Dataset one;
    private final Dataset other;

    Joined(Dataset one, Dataset other) {
        if (!one.classes().equals(other.classes())) {
            throw new IllegalArgumentException(
                    "concat: the same classes were expected, not %s and %s"
                            .formatted(one.classes(), other.classes()));
        }
        this.one = one;
        this.other = other;
    }

    @Override
    public int size() {
        return Math.addExact(one.size(), other.size());
    }

    @Override
    public Batch batch(int[] indices, Generator random) {
        var boundary = one.size();
        var left = Arrays.stream(indices).filter(i -> i < boundary).toArray();
        var right =
                Arrays.stream(indices).filter(i -> i >= boundary).map(i -> i - boundary).toArray();
        if (right.length == 0) {
            return one.batch(left, random);
        }
        if (left.length == 0) {
            return other.batch(right, random);
        }
        var first = one.batch(left, random.fork("one"));
        var second = other.batch(right, random.fork("other"));
        var both =
                new TensorDataset(
                        new Batch(
                                Rows.join(List.of(first.inputs(), second.inputs())),
                                Rows.join(List.of(first.labels(), second.labels()))));
        return both.batch(places(boundary, left.length, indices), random);
    }

    /// Where each wanted sample lies in the batch of the first dataset's samples and then the
    /// second's.
    private static int[] places(int boundary, int left, int... indices) {
        var fromLeft = 0;
        var fromRight = left;
        var places = new int[indices.length];
        for (var i = 0; i < indices.length; i++) {
            places[i] = indices[i] < boundary ? fromLeft++ : fromRight++;
        }
        return places;
    }

    @Override
    public Dataset plain() {
        var left = one.plain();
        var right = other.plain();
        return left == one && right == other ? this : new Joined(left, right);
    }

    @Override
    public int[] labels() {
        return IntStream.concat(Arrays.stream(one.labels()), Arrays.stream(other.labels()))
                .toArray();
    }

    @Override
    public List<String> classes() {
        return one.classes();
    }
}
