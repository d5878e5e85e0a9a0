package dev.cuaderno.train;

import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Tensor;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Samples with changed inputs.
record Mapped(Dataset whole, UnaryOperator<Tensor> change) implements Dataset {

    @Override
    public int size() {
        return whole.size();
    }

    @Override
    public Batch batch(int[] indices, Generator random) {
        return changed(whole.batch(indices, random));
    }

    @Override
    public Stream<Batch> stream(List<int[]> order, Generator random) {
        return whole.stream(order, random).map(this::changed);
    }

    private Batch changed(Batch batch) {
        return new Batch(
                Rows.stack(
                        IntStream.range(0, batch.size())
                                .mapToObj(i -> change.apply(batch.inputs().at(i)))
                                .toList()),
                batch.labels());
    }

    @Override
    public Dataset plain() {
        var plain = whole.plain();
        return plain == whole ? this : new Mapped(plain, change);
    }

    @Override
    public int[] labels() {
        return whole.labels();
    }

    @Override
    public List<String> classes() {
        return whole.classes();
    }
}
