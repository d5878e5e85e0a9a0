package dev.cuaderno.datasets;

import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.train.Batch;
import dev.cuaderno.train.Dataset;

import java.util.List;

/// Pictures kept as bytes, a quarter of what they would take as numbers; a batch of them is `[N, C,
/// H, W]` from 0 to 1.
final class Samples implements Dataset {

    private final byte[] pixels;
    private final int[] labels;
    private final Shape picture;
    private final float[] values;
    private final List<String> classes;

    /// @param pixels the pictures one after the other
    /// @param picture `[C, H, W]`
    /// @param white the byte that becomes 1
    Samples(byte[] pixels, int[] labels, Shape picture, int white, List<String> classes) {
        if (pixels.length != (long) labels.length * picture.elements()) {
            throw new IllegalArgumentException(
                    "%d bytes are not %d pictures %s"
                            .formatted(pixels.length, labels.length, picture));
        }
        this.pixels = pixels;
        this.labels = labels.clone();
        this.picture = picture;
        this.values = new float[256];
        for (var i = 0; i < values.length; i++) {
            values[i] = i / (float) white;
        }
        this.classes = List.copyOf(classes);
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public Batch batch(int[] indices, Generator random) {
        var each = picture.elements();
        var numbers = new float[Math.multiplyExact(indices.length, each)];
        var truth = new float[indices.length];
        for (var n = 0; n < indices.length; n++) {
            if (indices[n] < 0 || indices[n] >= labels.length) {
                throw new IndexOutOfBoundsException(
                        "sample %d of %d: they count from 0".formatted(indices[n], labels.length));
            }
            var from = indices[n] * each;
            for (var i = 0; i < each; i++) {
                numbers[n * each + i] = values[pixels[from + i] & 0xFF];
            }
            truth[n] = labels[indices[n]];
        }
        var shape = Shape.of(indices.length, picture.size(0), picture.size(1), picture.size(2));
        return new Batch(
                Tensor.of(new Storage.Floats(numbers), shape),
                Tensor.of(new Storage.Floats(truth), Shape.of(indices.length)));
    }

    @Override
    public int[] labels() {
        return labels.clone();
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public String toString() {
        return "%d pictures %s".formatted(labels.length, picture);
    }
}
