package dev.cuaderno.train;

import dev.cuaderno.tensor.Generator;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Some samples of another dataset.
final class Subset implements Dataset {

    private final Dataset whole;
    private final int[] indices;

    Subset(Dataset whole, int... indices) {
        this.whole = whole;
        this.indices = indices.clone();
        for (var index : indices) {
            if (index < 0 || index >= whole.size()) {
                throw new IndexOutOfBoundsException(
                        "sample %d of %d: they count from 0".formatted(index, whole.size()));
            }
        }
        if (indices.length == 0) {
            throw new IllegalArgumentException("a subset has at least one sample");
        }
    }

    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public Batch batch(int[] wanted, Generator random) {
        return whole.batch(inWhole(wanted), random);
    }

    @Override
    public Stream<Batch> stream(List<int[]> order, Generator random) {
        return whole.stream(order.stream().map(this::inWhole).toList(), random);
    }

    private int[] inWhole(int... wanted) {
        return Arrays.stream(wanted).map(index -> indices[index]).toArray();
    }

    @Override
    public Dataset plain() {
        var plain = whole.plain();
        return plain == whole ? this : new Subset(plain, indices);
    }

    @Override
    public int[] labels() {
        var all = whole.labels();
        return Arrays.stream(indices).map(index -> all[index]).toArray();
    }

    @Override
    public List<String> classes() {
        return whole.classes();
    }
}
