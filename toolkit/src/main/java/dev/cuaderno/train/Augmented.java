package dev.cuaderno.train;

import dev.cuaderno.tensor.Generator;

import java.util.List;

/// Samples that are changed at random each time.
record Augmented(Dataset whole, Augmentation change) implements Dataset {

    @Override
    public int size() {
        return whole.size();
    }

    @Override
    public Batch batch(int[] indices, Generator random) {
        // Two generators, so that a change of an augmented dataset is independent of what is below.
        return change.apply(whole.batch(indices, random.fork("samples")), random.fork("change"));
    }

    @Override
    public Dataset plain() {
        return whole.plain();
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
