package dev.cuaderno.train;

import dev.cuaderno.tensor.Generator;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Keeps samples in memory once they have been made.
final class Cached implements Dataset {

    private final Dataset whole;
    private final AtomicReferenceArray<Batch> kept;
    private Dataset plain;

    Cached(Dataset whole) {
        this.whole = whole;
        this.kept = new AtomicReferenceArray<>(whole.size());
    }

    @Override
    public int size() {
        return whole.size();
    }

    @Override
    public Batch batch(int[] indices, Generator random) {
        var samples = Arrays.stream(indices).mapToObj(this::one).toList();
        return new Batch(
                Rows.join(samples.stream().map(Batch::inputs).toList()),
                Rows.join(samples.stream().map(Batch::labels).toList()));
    }

    /// Two threads may make the same sample; it is the same one, since its number is its seed.
    private Batch one(int index) {
        var sample = kept.get(index);
        if (sample == null) {
            sample = whole.batch(new int[] {index}, new Generator(index));
            kept.set(index, sample);
        }
        return sample;
    }

    @Override
    public synchronized Dataset plain() {
        if (plain == null) {
            var samples = whole.plain();
            plain = samples == whole ? this : new Cached(samples);
        }
        return plain;
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
